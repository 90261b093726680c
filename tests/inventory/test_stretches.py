"""A board of any size is shown in stretches a browser bears."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.standing import RoomStanding, RoomState
from inventory.stretches import AT_ONCE, Stretch, stretches
from tests.service.pages.made_up import made_up

ROOM = made_up().rooms[0]


def rooms(building: str, count: int, team: str = "") -> list[RoomStanding]:
    return [replace(ROOM, building=building, code=f"{building}{number:05}", team=team) for number in range(count)]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 3 * AT_ONCE), max_size=4))
def test_every_room_is_in_one_stretch_and_no_stretch_is_too_long(sizes: list[int]) -> None:
    every = [room for number, size in enumerate(sizes) for room in rooms(f"B{number}", size)]

    shown = stretches(every)

    assert every == [room for stretch in shown for room in stretch.rooms]
    assert all(len(stretch.rooms) <= AT_ONCE for stretch in shown)


def test_a_small_stock_take_is_one_stretch_of_all_its_buildings() -> None:
    every = (*rooms("A", 2), *rooms("B", AT_ONCE - 2))

    assert (Stretch("", every),) == stretches(every)


def test_no_stretch_of_a_large_one_is_of_two_buildings() -> None:
    every = (*rooms("A", 2), *rooms("B", AT_ONCE + 2))

    assert [("A", 2), ("B", 126), ("B", 126)] == [(each.building, len(each.rooms)) for each in stretches(every)]


def test_where_each_room_takes_less_space_a_stretch_is_longer() -> None:
    (stretch,) = stretches(rooms("A", AT_ONCE + 1), most=AT_ONCE + 1)

    assert AT_ONCE + 1 == len(stretch.rooms)


def test_a_team_sees_its_own_rooms_only() -> None:
    (stretch,) = stretches([*rooms("A", AT_ONCE, "Blue"), *rooms("B", 3, "Red")], "Red")

    assert [room.building for room in stretch.rooms] == ["B", "B", "B"]


def test_a_stretch_tells_how_many_of_its_rooms_are_finished() -> None:
    (stretch,) = stretches([replace(ROOM, state=state) for state in (RoomState.COMPLETE, RoomState.WAITING)])

    assert stretch.finished == 1
