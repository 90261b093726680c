"""Loan and return (借用、归还): out to somebody until a day, and back where it was."""

from inventory.register import ItemState
from inventory.sheets import Cell, Sheet
from inventory.slips import Asks, Effect, Kind, SlipField, Stage, Whence

KIND = Kind(
    word="loan",
    label="Loan",
    about="A thing goes to somebody until a day, and comes back.",
    person=Asks("Borrower", newcomer=True),
    due=Asks("Back by"),
    takes=frozenset({ItemState.IN_USE, ItemState.IDLE}),
    fields=(SlipField("unit", "Borrowing unit"), SlipField("purpose", "Used for")),
    stages=(
        Stage("lend", "Hand out", "lent", Effect(state=ItemState.LENT)),
        Stage(
            "return",
            "Take back",
            "returned",
            Effect(state=Whence.BEFORE),
            fields=(SlipField("condition", "Condition"),),
            later=True,
        ),
    ),
    rank=40,
    sheet=Sheet(
        "Loan form and gate pass",
        (Cell.NUMBER, Cell.NAME, Cell.MODEL, Cell.UNIT, Cell.QUANTITY, Cell.PRICE, Cell.COST, Cell.ROOM),
        ("Borrower", "Person in charge", "Asset keeper", "Gate keeper", "Date"),
    ),
)
