"""Help for the pages of the register."""

from collections.abc import Mapping

from service.language import key
from service.pages.help.topic import Help, about

REGISTER: Mapping[str, Help] = {
    "/assets": about(
        key("The register"),
        key("Type a number, a name, a person, a room or part of a tag. The list follows while you type."),
        key("“Filters and columns” narrows the list and chooses what it shows. Press a head to sort."),
        key("A list you want again can be kept under a name."),
        key("The address of the page holds the filters: send it to a colleague to show the same list."),
    ),
    "/assets/{asset}": about(
        key("A card"),
        key("One card of the register, with all pieces that belong to it, their rooms and their tags."),
        key("Below stands what happened to it: every change with its day and its document."),
        key("To move, lend or write off a piece, write a document. The card follows by itself."),
    ),
    "/assets/new": about(
        key("Entering a card"),
        key("Enter what you know. Only the name and how many there are is needed."),
        key("Several pieces of one kind are one card: 48 desks need one card only."),
        key("The pieces are received into the room you name. From then on they are expected there."),
    ),
    "/assets/{asset}/edit": about(
        key("Changing a card"),
        key("Change what is wrong and say why. What stood there before stays in the history."),
        key("Room and custodian are changed by a document, not here."),
    ),
    "/assets/{asset}/pieces": about(
        key("The pieces of a card"),
        key("Every piece can have its own number, serial number and user."),
        key("Copy a column out of Excel and paste it: one line a piece."),
    ),
    "/assets/{asset}/split": about(
        key("Splitting a card"),
        key("Choose the pieces that are to have a card of their own."),
        key("Cost and depreciation are shared out; tags and history go along."),
    ),
    "/assets/{asset}/merge": about(
        key("Merging cards"),
        key("When one thing was entered twice, bring both cards together here."),
        key("The other card stays, empty, and leads to this one."),
    ),
    "/assets/changes": about(
        key("Changes of cards"),
        key("Who changed what on which card, when and why."),
        key("Nothing here can be changed or deleted."),
    ),
    "/assets/bulk": about(
        key("Changing several cards"),
        key("You see what would change on how many cards before it is done."),
        key("Afterwards all of it can be taken back with one button."),
    ),
    "/assets/bulk/done": about(
        key("Several cards changed"),
        key("Here stands what was changed. If it was wrong, take it back with the button."),
    ),
    "/assets/own-fields": about(
        key("Own fields"),
        key("Add fields that your school wants on every card."),
        key("A column of the same name in a register file fills the field by itself."),
        key("A field that is dropped is hidden; what cards hold in it is kept."),
    ),
    "/things/{item}/life": about(
        key("The life of a thing"),
        key("Where it was, who had it and what was done with it, from the first day on."),
        key("Take the page along as PDF or Excel with the buttons above."),
    ),
    "/held": about(
        key("Who held what"),
        key("Choose a room, a person or a class, and two days."),
        key("You see what was held on each of the days, and the document behind every difference."),
    ),
    "/presence": about(
        key("Where things are"),
        key("Where readers on doors and walls heard each thing last, and when."),
        key("A thing that is silent is still where it was heard, until it is heard elsewhere."),
    ),
    "/log": about(
        key("Transfer log"),
        key("Every change of room, custodian, state or tags, with its document."),
        key("Filter by thing, person, room or day, and take the list along as a file."),
    ),
    "/values": about(
        key("Values and depreciation"),
        key("What things are worth on a day, by class, category or department."),
        key("Choose the days and how it is grouped. Every sum can be taken along as a file."),
    ),
    "/values/rules": about(
        key("How long things last"),
        key("Here stands how many years each kind of thing is depreciated over."),
        key("A new rule holds from its day on. What was posted before stays."),
    ),
    "/books": about(
        key("Books and files"),
        key("Ledgers, room lists and the whole register, to print or to take along."),
        key("The whole register as a file can be handed in again under Import."),
    ),
    "/books/{book}": about(
        key("A book"),
        key("This is how the book looks on paper. Press “Print”, or take it as a file."),
        key("A list of a room can be hung up in it: it says what belongs there and who answers for it."),
    ),
    "/imports": about(
        key("Import"),
        key("Hand in rooms or the register as Excel or CSV, just as they are."),
        key("Nothing is stored before you have seen what the file would do."),
        key("Start with the rooms, then the register. Files handed in before stand below."),
    ),
    "/imports/{handed_in}": about(
        key("One import"),
        key("Above stands how many cards are new, changed or the same."),
        key("Look through the doubts. You may enter the file all the same: what is doubtful is marked."),
        key("An import can be taken back as long as nothing was done with its cards."),
    ),
}
