"""Which rooms share a wall, told from how they lie along their corridor.

A radio tag is read through one wall (brick 4–8 dB one way, ITU-R P.2040), hardly through two, so what is heard
in a room is weighed against what stands behind its walls.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from inventory.ids import RoomId


@dataclass(frozen=True, slots=True)
class RoomPlace:
    """Where a room lies: `position` counts along the corridor of one floor of one building."""

    id: RoomId
    building: str
    floor: int | None
    position: int | None


def walls(places: Iterable[RoomPlace]) -> frozenset[tuple[RoomId, RoomId]]:
    """Each pair of rooms at neighbouring positions of one floor, once. Rooms without a position share none."""
    corridors: dict[tuple[str, int], dict[int, list[RoomId]]] = defaultdict(lambda: defaultdict(list))
    for place in places:
        if place.floor is not None and place.position is not None:
            corridors[place.building, place.floor][place.position].append(place.id)
    return frozenset(
        (here, there)
        for corridor in corridors.values()
        for position, rooms in corridor.items()
        for here in rooms
        for there in corridor.get(position + 1, [])
    )
