"""Found again (失而复得): what was short, or written off as lost, is there."""

from inventory.register import ItemState
from inventory.sheets import Cell, Sheet
from inventory.slips import Asks, Effect, Kind, Stage, Whence

KIND = Kind(
    word="found again",
    label="Found again",
    about="A thing that was short or written off is there again.",
    room=Asks("Room"),
    person=Asks("Custodian", needed=False),
    takes=frozenset({ItemState.SHORTAGE, ItemState.RETIRED}),
    stages=(
        Stage(
            "book back",
            "Book back",
            "booked back",
            Effect(room=Whence.GIVEN, keeper=Whence.GIVEN, state=ItemState.IN_USE),
        ),
    ),
    rank=100,
    sheet=Sheet(
        "Form for things found again",
        (Cell.NUMBER, Cell.NAME, Cell.MODEL, Cell.UNIT, Cell.QUANTITY, Cell.COST, Cell.TO_ROOM, Cell.TO_KEEPER),
        ("Found by", "Asset keeper", "Approved by", "Date"),
    ),
)
