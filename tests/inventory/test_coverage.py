"""Has a room been read well enough: what is said of it, for a storekeeper to read, and what always holds."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.coverage import Advice, Coverage, advice, coverage
from inventory.findings import Evidence, Finding, Kind, Probabilities
from inventory.ids import RoomId
from inventory.tags import Tag
from tests.bench.coverage import after_walks, measured
from tests.inventory.school import item, room

HOME, NEXT_DOOR = room("101"), room("102")


def found(number: int, *, at: RoomId = HOME, passes: int = 1) -> Finding:
    """A thing booked to 101 and heard there, or elsewhere."""
    kind = Kind.VERIFIED if at == HOME else Kind.MOVED
    here = 1.0 if at == HOME else 0.0
    return _finding(kind, number, at, Probabilities(here, 1 - here, 0.0), (Evidence(at, passes, 9, -50.0),))


def silent(number: int, here: float, kind: Kind = Kind.MISSING) -> Finding:
    """A thing booked to 101 that nobody heard, with the chance that it is there."""
    return _finding(kind, number, None, Probabilities(here, 0.0, 1 - here))


def foreign(number: int) -> Finding:
    """A tag on no item, heard in 101."""
    return Finding(Kind.UNKNOWN_TAG, None, Tag(f"FF{number}"), None, HOME, 0.9, None, (Evidence(HOME, 1, 9, None),))


def _finding(
    kind: Kind, number: int, seen: RoomId | None, where: Probabilities, evidence: tuple[Evidence, ...] = ()
) -> Finding:
    return Finding(kind, item(str(number)), Tag(f"E2{number}"), HOME, seen, 0.9, where, evidence)


def of_room(heard: int, chances: Sequence[float] = (), passes: int = 1, kind: Kind = Kind.MISSING) -> Coverage:
    """What is said of 101, with so many things heard and the chances of those not heard."""
    lines = [found(number, passes=passes) for number in range(heard)]
    lines += [silent(heard + number, chance, kind) for number, chance in enumerate(chances)]
    return coverage(lines)[HOME]


@pytest.mark.parametrize(
    ("heard", "unheard", "chance", "walks", "told"),
    [
        pytest.param(34, 0, 0.0, 1, Advice.DONE, id="everything booked was heard"),
        pytest.param(33, 1, 0.1, 1, Advice.DONE, id="one unheard, which is gone almost surely"),
        pytest.param(32, 2, 0.9, 1, Advice.WALK_AGAIN, id="two of 34 after one walk"),
        pytest.param(32, 2, 0.9, 2, Advice.LOOK, id="the same two after a second walk: their tags are dead"),
        pytest.param(20, 14, 0.95, 1, Advice.WALK_AGAIN, id="the half of the room where nobody walked"),
        pytest.param(20, 14, 0.95, 2, Advice.WALK_AGAIN, id="far too many to be dead, even after two walks"),
        pytest.param(2, 0, 0.0, 1, Advice.DONE, id="two things in a store room, both heard"),
    ],
)
def test_the_counter_is_told_what_to_do(heard: int, unheard: int, chance: float, walks: int, told: Advice) -> None:
    assert told is advice(of_room(heard, [chance] * unheard, walks))


def test_two_of_34_are_told_with_how_many_it_may_be() -> None:
    said = of_room(32, [0.9, 0.9])

    assert (32, 2) == (said.heard, round(said.unread))
    assert said.least <= 2 <= said.most <= 4


def test_one_walks_on_as_long_as_nothing_may_be_called_missing() -> None:
    said = of_room(3, [0.95] * 30, kind=Kind.NOT_COVERED)

    assert advice(said) is Advice.WALK_ON


def test_a_room_where_nothing_was_heard_has_no_coverage() -> None:
    assert {} == coverage([silent(1, 0.9, Kind.NOT_COVERED)])


def test_a_thing_heard_through_the_wall_is_not_in_the_room_but_may_be_unread_in_its_own() -> None:
    astray = _finding(Kind.DOUBTFUL, 9, NEXT_DOOR, Probabilities(0.4, 0.6, 0), (Evidence(NEXT_DOOR, 1, 1, -74.0),))

    said = coverage([*(found(number) for number in range(5)), astray])

    assert 5 == said[HOME].heard
    assert 0.4 <= said[HOME].unread < 0.6


def test_what_was_ticked_by_hand_is_not_unread() -> None:
    ticked = _finding(Kind.VERIFIED, 9, HOME, Probabilities(1.0, 0.0, 0.0))

    said = coverage([found(1), ticked])[HOME]

    assert (2, 0.0, 0) == (said.heard, said.unread, said.most)


def test_what_has_no_tag_cannot_be_unread() -> None:
    untagged = replace(_finding(Kind.UNTAGGED, 9, None, Probabilities(0.95, 0.0, 0.05)), tag=None)

    assert 0.0 == coverage([found(1), untagged])[HOME].unread


def test_where_strangers_were_heard_more_of_them_may_be_unheard() -> None:
    plain = [found(number) for number in range(10)] + [silent(20, 0.9), silent(21, 0.9)]

    with_strangers = coverage([*plain, *(foreign(number) for number in range(8))])[HOME]

    assert with_strangers.unread > coverage(plain)[HOME].unread + 0.3


def test_a_hall_of_a_thousand_unread_things_is_no_burden() -> None:
    said = of_room(500, [0.9] * 1000)

    assert said.least < 900 < said.most
    assert said.most - said.least < 100


chances = st.lists(st.floats(0, 1), max_size=30)


@given(st.integers(1, 60), chances, st.integers(1, 3))
def test_the_number_said_lies_in_its_interval_give_or_take_one(heard: int, unheard: list[float], walks: int) -> None:
    said = of_room(heard, unheard, walks)

    assert 0 <= said.least <= said.most
    assert said.least - 1 <= said.unread <= said.most + 1
    assert 0 <= said.hearable <= said.unread + 1e-9


def test_intervals_hold_in_a_made_building_and_less_is_unread_after_a_second_walk() -> None:
    once, twice = (measured(after_walks([31_000], walks)) for walks in (1, 2))

    assert min(once["interval_holds_truth"], twice["interval_holds_truth"]) > 0.75
    assert twice["mean_said"] < once["mean_said"]


@given(st.integers(1, 20), chances, st.randoms(use_true_random=False))
def test_the_order_of_the_findings_changes_nothing(heard: int, unheard: list[float], dice: Random) -> None:
    lines = [*map(found, range(heard)), *(silent(50 + at, chance) for at, chance in enumerate(unheard)), foreign(1)]
    shuffled = dice.sample(lines, len(lines))

    one, other = coverage(lines)[HOME], coverage(shuffled)[HOME]

    assert (one.least, one.most, round(one.unread, 9)) == (other.least, other.most, round(other.unread, 9))


@given(st.integers(1, 60), st.integers(1, 3))
def test_nothing_is_unread_where_everything_booked_was_heard(heard: int, walks: int) -> None:
    assert Coverage(heard, 0.0, 0, 0, 0.0) == of_room(heard, (), walks)
