"""Help for the pages of stock-takes."""

from collections.abc import Mapping

from service.language import key
from service.pages.help.topic import Help, about

COUNTING: Mapping[str, Help] = {
    "/": about(
        key("The start page"),
        key("What wants doing is on top: your tasks, alarms and rooms that are late."),
        key("Below stand the stock-takes. Press one to see its rooms fill up."),
        key("A new stock-take is opened by a manager with the button on the right."),
    ),
    "/stocktakes/new": about(
        key("Opening a stock-take"),
        key("Give it a name and a cut-off date. What the books say then is copied and does not change any more."),
        key("Leave everything else empty to count the whole school."),
        key("If counting is to be blind, counters do not see what is expected. That makes the count more honest."),
        key("You see how many rooms and things it will be before anything is opened."),
    ),
    "/stocktakes/{stocktake}": about(
        key("The board of a stock-take"),
        key("Every plate is a room. It fills as things are found in it."),
        key("Press a room to see what was found there and what is still missing."),
        key("The page fills by itself while people count. You need not load it again."),
        key("“Plan” shows the rooms as they lie beside each other; “Big screen” is for a projector."),
        key("“Not covered” means that nobody was there yet. It does not mean that the thing is gone."),
    ),
    "/stocktakes/{stocktake}/rooms/{code}": about(
        key("A room in the stock-take"),
        key("Press “Start counting this room”, walk through it with the scanner, then press “Done with this pass”."),
        key("A thing without a tag, or one that the scanner cannot read, is ticked by hand: type its number."),
        key("What is found elsewhere or belongs to another room is listed with where it belongs."),
        key("When nothing more turns up, press “Room finished”. It can be counted once more later."),
    ),
    "/stocktakes/{stocktake}/campaign": about(
        key("Steps and teams"),
        key("Here a manager says who counts which rooms, and by when."),
        key("After the first count you can have what is in doubt looked at again, or a sample drawn."),
        key("Then counting ends, the findings are decided, and the stock-take is closed."),
        key("Walks that came in late wait here until a manager takes them in."),
    ),
    "/stocktakes/{stocktake}/again": about(
        key("To look at again"),
        key("These are the things that a second look can settle, room by room."),
        key("Print the page and take it along, or walk the room once more with the scanner."),
        key("What is found disappears from the list by itself."),
    ),
    "/stocktakes/{stocktake}/findings": about(
        key("Findings and decisions"),
        key("Every line says of one thing how it was found, and how sure that is."),
        key("A manager decides what follows: book it to the new room, confirm that it is gone, or look again."),
        key("Filter, tick several lines and decide about them at once."),
        key("A decision can be changed until the stock-take is closed."),
    ),
    "/stocktakes/{stocktake}/findings/{subject}": about(
        key("One finding"),
        key("Above stands what the books say and what was heard, with time and place."),
        key("Below is what was decided about it, by whom and when."),
        key("Photos help whoever decides. They can be taken with the phone."),
    ),
    "/stocktakes/{stocktake}/tasks": about(
        key("Tasks of a stock-take"),
        key("Things that are to be brought back or looked for again."),
        key("Tick what is done. A thing that is then counted in its room is done by itself."),
    ),
    "/stocktakes/{stocktake}/close": about(
        key("Closing a stock-take"),
        key("Read what closing will do: which documents are made and what stays open."),
        key("After closing, the report does not change any more."),
        key("Only an administrator can open the stock-take again."),
    ),
    "/stocktakes/{stocktake}/reports": about(
        key("Reports of a stock-take"),
        key("Choose a report to read and print it, or take it as PDF or Excel."),
        key("Before closing the figures are not final."),
        key("After closing a file is kept as it was first printed; whoever takes it later gets the same."),
    ),
    "/stocktakes/{stocktake}/report": about(
        key("A report"),
        key("This is how the report looks on paper. Press “Print”."),
        key("The lines at the foot are for signatures."),
        key("The digest at the foot shows that the paper belongs to this stock-take."),
    ),
    "/stocktakes/{stocktake}/rooms/{code}/list": about(
        key("Handing in a list for a room"),
        key("Some scanners save what they read as a file. Hand it in here, or paste the numbers."),
        key("You see how it was read. Nothing is lost: the file itself is kept."),
        key("If it was the wrong room, take the list back."),
    ),
    "/stocktakes/{stocktake}/lists/{list_id}": about(
        key("A list that was handed in"),
        key("Here you see how many tags and numbers were counted, and what was left out."),
        key("If the columns were guessed wrong, correct them; the list is then read anew."),
        key("The wrong room or the wrong list? Take it back: it is kept, and counts for nothing."),
    ),
    "/handheld": about(
        key("Counting with the phone or scanner"),
        key("Take the lists along while there is network. Then you can count where there is none."),
        key("Choose the room, walk through it and keep the trigger pressed. What is found is ticked by itself."),
        key("What you counted is kept on this device and sent as soon as there is network."),
        key("The page says what is not sent yet. Do not empty the browser before that."),
    ),
    "/tasks": about(
        key("My tasks"),
        key("What waits for you: documents to sign, things that arrive, things to bring back."),
        key("Press a line to see it and to do it."),
        key("What others do for you disappears from here by itself."),
    ),
    "/shortages": about(
        key("Pending shortages"),
        key("Things that were confirmed as gone. They stay on the books until the write-off is approved."),
        key("When the approval has come, tick them and enter its number and date."),
        key("A thing that turns up again is found by the next count."),
    ),
}
