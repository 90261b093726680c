"""Help for the pages of tags and labels."""

from collections.abc import Mapping

from service.language import key
from service.pages.help.topic import Help, about

TAGGING: Mapping[str, Help] = {
    "/tagging": about(
        key("Tags"),
        key("Says room by room what still carries no tag."),
        key("Press a room to tag its things one after another."),
        key("You can also tag single things, or read in a list of tags from a file."),
    ),
    "/tagging/room": about(
        key("What is to be tagged in a room"),
        key("Choose a thing, put the tag on it and read it: both now belong together."),
        key("If you have a printer that writes tags, let it print labels for all of these at once."),
    ),
    "/tagging/desk": about(
        key("Binding a tag"),
        key("Hold the thing in your hand, read its tag, press “Bind”. The next one comes by itself."),
        key("A tag can also belong to a room or a person: then the scanner knows where it is and who is there."),
        key("A wrong tag is taken off with a reason. The history stays."),
    ),
    "/tagging/files": about(
        key("Bind from a file"),
        key("Label printers and suppliers give lists of numbers and tags. Hand such a list in here."),
        key("You see what would be bound before anything is bound."),
    ),
    "/tagging/files/{file_id}": about(
        key("One list of tags"),
        key("Check the columns and the first lines, then bind."),
        key("Afterwards all of it can be taken back with one button."),
    ),
    "/tags": about(
        key("Which tag is this?"),
        key("Read or type a tag to see what it belongs to."),
    ),
    "/tags/{tag}": about(
        key("A tag"),
        key("What it belongs to now, what it belonged to before, and where it was heard last."),
    ),
    "/labels": about(
        key("Labels"),
        key("Choose things and a template, and see a label before you print."),
        key("Print sheets on any printer, or rolls on a label printer."),
        key("Labels printed before stand below and can be printed again."),
    ),
    "/labels/prints/{print_id}": about(
        key("Printing labels"),
        key("Print the PDF at its actual size, not fitted to the page."),
        key("If the first sheet was used in part, say from which label to start."),
    ),
    "/labels/templates": about(
        key("Label templates"),
        key("How large a label is and what stands on it."),
        key("Those that come along stay as they are: make your own from them."),
    ),
    "/labels/templates/new": about(
        key("New label template"),
        key("Enter the size of your labels and tick what is to stand on them. The picture follows."),
        key("Measure with a ruler: a millimetre too much shifts the whole sheet."),
    ),
    "/labels/templates/{template}": about(
        key("A label template"),
        key("Change the size or what stands on the label. The picture follows."),
        key("Labels printed before can still be printed as they were."),
    ),
}
