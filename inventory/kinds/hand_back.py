"""Handing back into the store (退库): what was issued is not needed any more."""

from inventory.register import ItemState
from inventory.sheets import Cell, Sheet
from inventory.slips import Asks, Effect, Kind, Stage, Whence

KIND = Kind(
    word="hand back",
    label="Handing back",
    about="Something that was issued is not needed any more and goes back into the store.",
    room=Asks("Into room"),
    person=Asks("Custodian", needed=False),
    takes=frozenset({ItemState.IN_USE}),
    stages=(
        Stage(
            "take in",
            "Take into store",
            "taken in",
            Effect(room=Whence.GIVEN, keeper=Whence.GIVEN, state=ItemState.IDLE),
        ),
    ),
    rank=30,
    sheet=Sheet(
        "Form for handing back",
        (
            Cell.NUMBER,
            Cell.NAME,
            Cell.MODEL,
            Cell.UNIT,
            Cell.QUANTITY,
            Cell.COST,
            Cell.ROOM,
            Cell.KEEPER,
            Cell.TO_ROOM,
        ),
        ("Handed back by", "Asset keeper", "Date"),
    ),
)
