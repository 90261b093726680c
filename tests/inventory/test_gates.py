"""Which way a tag passed a gate, and what is no passing at all."""

from datetime import timedelta
from functools import reduce
from uuid import UUID

import pytest

from inventory.gates import Answers, Gate, Visit, Way, heard_at_gate
from inventory.ids import RoomId, StationId
from tests.people import NOW

ONE = UUID(int=1)
WITH_ONE_ANTENNA = Gate(ONE, StationId(ONE), RoomId(ONE))
WITH_TWO = Gate(ONE, StationId(ONE), RoomId(ONE), None, "1.1", "1.2")


def heard(point: str, second: float, reads: int = 5, rssi: float | None = -60.0) -> Answers:
    first = NOW + timedelta(seconds=second)
    return Answers(point, first, first + timedelta(seconds=1), reads, rssi)


def visit(gate: Gate, *answers: Answers) -> Visit:
    first, *others = answers
    return reduce(lambda known, each: heard_at_gate(gate, known, each), others, heard_at_gate(gate, None, first))


@pytest.mark.parametrize(
    ("first", "then", "way"), [("1.1", "1.2", Way.OUT), ("1.2", "1.1", Way.IN), ("1.1", "1.1", None)]
)
def test_two_antennas_tell_the_way_by_their_order(first: str, then: str, way: Way | None) -> None:
    assert way is visit(WITH_TWO, heard(first, 0), heard(then, 1.5)).way


def test_the_way_is_told_by_time_and_not_by_who_was_told_first() -> None:
    assert Way.OUT is visit(WITH_TWO, heard("1.2", 1.5), heard("1.1", 0)).way


def test_two_antennas_that_heard_at_once_tell_only_that_something_passed() -> None:
    assert Way.UNKNOWN is visit(WITH_TWO, heard("1.1", 0), heard("1.2", 0)).way


def test_one_antenna_tells_only_that_something_passed() -> None:
    assert Way.UNKNOWN is visit(WITH_ONE_ANTENNA, heard("1", 0)).way


@pytest.mark.parametrize(
    ("reads", "rssi", "sure"), [(1, -70.0, False), (1, None, False), (1, -50.0, True), (3, -70.0, True)]
)
def test_one_weak_answer_is_no_passing(reads: int, rssi: float | None, sure: bool) -> None:
    assert sure is (visit(WITH_ONE_ANTENNA, heard("1", 0, reads, rssi)).way is not None)


def test_a_tag_that_stays_near_a_gate_passes_once() -> None:
    long = visit(WITH_ONE_ANTENNA, *(heard("1", second) for second in range(0, 60, 5)))

    assert (heard("1", 0).middle, heard("1", 55).last) == (long.passed_at, long.ended)


def test_a_tag_that_was_silent_for_long_comes_past_once_more() -> None:
    again = visit(WITH_TWO, heard("1.1", 0), heard("1.2", 2), heard("1.2", 60), heard("1.1", 62))

    assert Way.IN is again.way
