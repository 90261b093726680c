"""Transfer between rooms, keepers or departments (转移、调拨): on its way, then there."""

from inventory.access import Role
from inventory.register import ItemState
from inventory.slips import Asks, Effect, Kind, SlipField, Stage, Whence

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
        ),
    ),
)
