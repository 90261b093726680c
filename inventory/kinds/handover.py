"""Handover (交接) of what one person keeps to another, who confirms it (State Council Order 738, article 15)."""

from inventory.register import ItemState
from inventory.sheets import Cell, Sheet
from inventory.slips import Asks, Effect, Kind, SlipField, Stage, Whence

KIND = Kind(
    word="handover",
    label="Handover",
    about="Somebody leaves a post: another person takes over everything they keep.",
    person=Asks("Taken over by", newcomer=True),
    takes=frozenset({ItemState.IN_USE, ItemState.IDLE, ItemState.LENT, ItemState.REPAIR, ItemState.SHORTAGE}),
    fields=(SlipField("witness", "Witness"),),
    stages=(
        Stage(
            "take over", "Confirm handover", "taken over", Effect(keeper=Whence.GIVEN, rooms=True), by_receiver=True
        ),
    ),
    rank=60,
    sheet=Sheet(
        "Handover form",
        (Cell.NUMBER, Cell.NAME, Cell.MODEL, Cell.UNIT, Cell.QUANTITY, Cell.COST, Cell.ROOM, Cell.KEEPER),
        ("Handed over by", "Taken over by", "Witnessed by", "Date"),
    ),
)
