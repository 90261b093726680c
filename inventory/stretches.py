"""The stretches in which the board of a large stock-take is shown: by building, as far as a browser bears it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from inventory.standing import RoomStanding, RoomState

AT_ONCE = 250
"""Door plates on one page; so many are some 400 kB of HTML."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rooms of one building that lie together; of a small stock-take all rooms there are."""

    building: str
    rooms: tuple[RoomStanding, ...]

    @property
    def finished(self) -> int:
        """How many of the rooms are finished."""
        return sum(room.state is RoomState.COMPLETE for room in self.rooms)


def stretches(rooms: Iterable[RoomStanding], team: str = "", most: int = AT_ONCE) -> tuple[Stretch, ...]:
    """All stretches, at least one, of all rooms or those of one team; they come by building, floor and position.

    None has more than `most` rooms.
    """
    shown = tuple(room for room in rooms if not team or room.team == team)
    if len(shown) <= most:
        return (Stretch("", shown),)
    buildings = [tuple(its) for _, its in groupby(shown, key=lambda room: room.building)]
    return tuple(Stretch(its[0].building, run) for its in buildings for run in _runs(its, most))


def _runs(rooms: tuple[RoomStanding, ...], most: int) -> list[tuple[RoomStanding, ...]]:
    """The rooms in runs about as long, none too long."""
    count = -(-len(rooms) // most)
    return [rooms[len(rooms) * run // count : len(rooms) * (run + 1) // count] for run in range(count)]
