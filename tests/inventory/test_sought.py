"""Finding findings: by what they are, where, whose, and how far they have come."""

import pytest

from inventory.decisions import SETTLED
from inventory.findings import Kind
from inventory.sought import Sought, Stage, choices, matching, stage_of, tally
from inventory.standing import Line
from tests.service.pages.made_up import made_up

NOW = made_up()


def found(**asked: object) -> list[Line]:
    return list(matching(NOW.lines, NOW.rooms, Sought(**asked)))  # type: ignore[arg-type]  # fields by name


def test_nothing_asked_finds_everything_in_its_order() -> None:
    assert list(NOW.lines) == found()


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_finds_all_of_it_and_nothing_else(kind: Kind) -> None:
    assert [line for line in NOW.lines if line.kind is kind] == found(kind=kind)


def test_a_room_finds_what_is_booked_or_seen_there() -> None:
    lines = found(room="101")

    assert {Kind.MOVED, Kind.VERIFIED} <= {line.kind for line in lines}
    assert all("101" in (line.booked_room, line.seen_room) for line in lines)


def test_a_building_finds_what_its_rooms_find() -> None:
    rooms = [room.code for room in NOW.rooms if room.building == "实验楼"]

    by_room = {id(line) for code in rooms for line in found(room=code)}

    assert by_room == {id(line) for line in found(building="实验楼")}


def test_all_words_must_stand_on_the_line() -> None:
    assert found(text="空调 格力") == found(text="空调") != []
    assert [] == found(text="空调 希沃")


def test_what_is_settled_waits_for_nobody() -> None:
    assert {None} == {stage_of(line) for line in NOW.lines if line.kind in SETTLED and not line.decision}
    assert all(line.kind not in SETTLED for line in found(stage=Stage.OPEN))


def test_the_tally_counts_what_the_filters_find() -> None:
    counted = tally(NOW.lines)

    assert all(counted[kind] == len(found(kind=kind)) for kind in Kind)
    assert all(counted[stage] == len(found(stage=stage)) for stage in Stage)


def test_only_what_occurs_can_be_asked_for() -> None:
    offered = choices(NOW.lines, NOW.rooms)

    assert ("教学楼", "实验楼") == offered.buildings
    assert all(found(keeper=keeper) for keeper in offered.keepers)
