"""Transfer between rooms, keepers or departments (转移、调拨): on its way, then there."""

from inventory.access import Role
from inventory.register import ItemState
from inventory.sheets import Cell, Sheet
from inventory.slips import Asks, Effect, Holds, Kind, SlipField, Stage, Whence

SEEN = SlipField("seen", "Seen there by a reader", Holds.MOMENT)
"""When a reader saw the things in the new room, if that is what confirmed them."""

KIND = Kind(
    word="transfer",
    label="Transfer",
    about="Things go to another room, custodian or department of the school.",
    room=Asks("Destination room"),
    person=Asks("New custodian", needed=False),
    takes=frozenset({ItemState.IN_USE, ItemState.IDLE}),
    fields=(SlipField("purpose", "Used for"),),
    stages=(
        Stage("send", "Send off", "sent off", Effect(state=ItemState.IN_TRANSIT), role=Role.COUNTER),
        Stage(
            "receive",
            "Confirm arrival",
            "arrived",
            Effect(room=Whence.GIVEN, keeper=Whence.GIVEN, state=Whence.BEFORE),
            by_receiver=True,
            noted=(SEEN,),
        ),
    ),
    rank=10,
    sheet=Sheet(
        "Transfer form",
        (
            Cell.NUMBER,
            Cell.CATEGORY,
            Cell.NAME,
            Cell.MODEL,
            Cell.PURPOSE,
            Cell.QUANTITY,
            Cell.COST,
            Cell.ROOM,
            Cell.DEPARTMENT,
            Cell.KEEPER,
            Cell.TO_ROOM,
            Cell.TO_KEEPER,
        ),
        ("Handed over by", "Received by", "Asset keeper", "Approved by", "Date"),
        copies="Three copies: giving side, receiving side, office.",
        wide=True,
    ),
)
