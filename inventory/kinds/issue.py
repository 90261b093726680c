"""Issue (领用): a thing is given to whoever uses it."""

from inventory.register import ItemState
from inventory.sheets import Cell, Sheet
from inventory.slips import Asks, Effect, Kind, SlipField, Stage, Whence

KIND = Kind(
    word="issue",
    label="Issue",
    about="A thing is given to whoever is going to use it.",
    room=Asks("Destination room", needed=False),
    person=Asks("Recipient", newcomer=True),
    takes=frozenset({ItemState.IDLE, ItemState.IN_USE}),
    fields=(SlipField("department", "Department"), SlipField("purpose", "Used for")),
    stages=(
        Stage(
            "issue",
            "Hand out",
            "handed out",
            Effect(room=Whence.GIVEN, keeper=Whence.GIVEN, state=ItemState.IN_USE),
        ),
    ),
    rank=20,
    sheet=Sheet(
        "Issue form",
        (Cell.NUMBER, Cell.NAME, Cell.MODEL, Cell.UNIT, Cell.QUANTITY, Cell.COST, Cell.TO_ROOM, Cell.TO_KEEPER),
        ("Recipient", "Issued by", "Approved by", "Date"),
    ),
)
