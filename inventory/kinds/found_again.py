"""Found again (失而复得): what was short, or written off as lost, is there."""

from inventory.register import ItemState
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
)
