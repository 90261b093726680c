"""Help for the pages of documents and approvals."""

from collections.abc import Mapping

from service.language import key
from service.pages.help.topic import Help, about

DOCUMENTS: Mapping[str, Help] = {
    "/documents": about(
        key("Documents"),
        key("Everything that changes where a thing is, who has it or what state it is in is a document."),
        key("Filter by kind, state or number. Press one to see it and to go on with it."),
        key("A new one is written with the button above."),
    ),
    "/documents/new": about(
        key("Writing a document"),
        key("First choose what it is about: issue, transfer, handover, loan, repair or disposal."),
        key("Then add the things: scan them, search for them, or take all of a room or person."),
        key("Nothing changes until the document is carried out. Until then it can be taken back."),
    ),
    "/documents/{document}": about(
        key("A document"),
        key("It shows what it is about, who signed, and what comes next."),
        key("The next step is the button in colour. Who may do it is written beside it."),
        key("A mistake is taken back by a reversing entry; nothing is ever deleted."),
    ),
    "/documents/{slip}/form": about(
        key("A document on paper"),
        key("This is how the document looks on paper, with lines for signatures."),
        key("A signed sheet can be photographed and kept with the document."),
    ),
    "/receive": about(
        key("Receiving things"),
        key("Choose the room, then sweep or type what has arrived."),
        key("What was sent here is confirmed in one click."),
    ),
    "/desk": about(
        key("Lending desk"),
        key("Read the borrower first, then each thing."),
        key("A thing that is out and is read again is back."),
        key("The last step can be taken back with the button beside it."),
    ),
    "/routes": about(
        key("Approval routes"),
        key("Who has to sign which documents, by kind and by amount."),
        key("Of the routes that fit, the one from the highest amount counts. Without one nobody has to sign."),
        key("You can try below which signatures a document would need."),
    ),
    "/delegations": about(
        key("Delegations"),
        key("Somebody signs for you while you are away."),
        key("Choose who and until when. It can be ended at any time."),
        key("The document says in whose name it was signed."),
    ),
    "/people": about(
        key("Accounts and persons"),
        key("An administrator lets somebody in here: the password shown works once, then they choose their own."),
        key("Somebody who lost a password gets a new one; an account that is not needed any more is ended."),
        key("Say which person of the school an account is: they confirm what arrives and see what they borrowed."),
    ),
}
