"""Repair (报修、维修): out with a fault, back with its cause, what was done and what it cost."""

from inventory.register import ItemState
from inventory.sheets import Cell, Sheet
from inventory.slips import Asks, Effect, Holds, Kind, SlipField, Stage, Whence

KIND = Kind(
    word="repair",
    label="Repair",
    about="A thing is broken, goes to repair and comes back.",
    due=Asks("Back by", needed=False),
    takes=frozenset({ItemState.IN_USE, ItemState.IDLE}),
    fields=(
        SlipField("fault", "What is wrong", Holds.LONG, needed=True),
        SlipField("telephone", "Telephone"),
    ),
    stages=(
        Stage(
            "send",
            "Give to repair",
            "given to repair",
            Effect(state=ItemState.REPAIR),
            fields=(SlipField("repairer", "Repaired by"),),
        ),
        Stage(
            "take back",
            "Take back",
            "repaired",
            Effect(state=Whence.BEFORE),
            fields=(
                SlipField("cause", "Cause of the fault"),
                SlipField("parts", "Parts replaced"),
                SlipField("measures", "What was done"),
                SlipField("cost", "Repair cost", Holds.MONEY),
                SlipField("solved", "Solved", Holds.CHOICE, choices=("Yes", "No")),
            ),
            later=True,
        ),
    ),
    rank=50,
    sheet=Sheet(
        "Repair form",
        (Cell.NUMBER, Cell.NAME, Cell.MODEL, Cell.QUANTITY, Cell.COST, Cell.ROOM, Cell.KEEPER),
        ("Reported by", "Repaired by", "Checked by", "Date"),
    ),
)
