"""What lies in the field of a scanner now, and what a handheld read last."""

from datetime import UTC, datetime, timedelta

from inventory.tagging import Heard, in_field, last_pull
from tests.inventory.school import tag

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def heard(name: str, ago: float, *, told: float = 0.5, rssi: float | None = -50.0, tid: str | None = None) -> Heard:
    """A tag seen so many seconds ago and told of so many seconds ago."""
    return Heard(tag(name), tid, rssi, 10, NOW - timedelta(seconds=ago), NOW - timedelta(seconds=told))


def test_a_tag_told_of_again_and_again_lies_in_the_field_once() -> None:
    found = in_field([heard("desk", 2.5, told=2.4, tid="E2801160"), heard("desk", 0.6, rssi=-60)], NOW)

    assert [(tag("desk"), "E2801160", -50.0, 20)] == [(one.tag, one.tid, one.rssi, one.reads) for one in found]


def test_what_the_box_has_not_told_of_for_three_seconds_is_gone() -> None:
    assert [] == in_field([heard("desk", 3.2, told=3.1)], NOW)


def test_what_a_box_tells_late_is_not_in_the_field() -> None:
    assert [] == in_field([heard("desk", 600)], NOW)


def test_a_box_whose_clock_is_a_little_slow_is_heard_all_the_same() -> None:
    assert [tag("desk")] == [one.tag for one in in_field([heard("desk", 4.5)], NOW)]


def test_of_two_tags_the_louder_stands_first_and_a_silent_figure_last() -> None:
    found = in_field([heard("desk", 1, rssi=None), heard("chair", 1, rssi=-70), heard("lamp", 1, rssi=-40)], NOW)

    assert [tag("lamp"), tag("chair"), tag("desk")] == [one.tag for one in found]


def test_the_last_pull_ends_where_the_handheld_was_silent() -> None:
    heard_so_far = [heard("lamp", 60), heard("desk", 30), heard("chair", 28.5), heard("desk", 26)]

    assert {tag("desk"), tag("chair")} == {one.tag for one in last_pull(heard_so_far)}


def test_a_pull_that_never_ends_is_taken_from_its_last_seconds() -> None:
    walked = [heard(f"thing {second}", second) for second in range(60)]

    assert 11 == len(last_pull(walked))


def test_nothing_was_pulled_yet() -> None:
    assert [] == last_pull([])
