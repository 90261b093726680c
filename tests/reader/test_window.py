"""How tag reads become sightings."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import itemgetter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.protocols.events import TagRead
from reader.sighting import Sighting
from reader.window import Window

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
TAGS = ["E2000001", "E2000002", "E2000003"]
Walk = list[tuple[float, str]]

walks = st.lists(st.tuples(st.floats(0, 20), st.sampled_from(TAGS))).map(sorted)
# Whole seconds can be compared with a gap exactly.
stays = st.lists(st.tuples(st.integers(0, 2000).map(float), st.sampled_from(TAGS))).map(sorted)


def test_answers_of_a_tag_become_one_sighting_with_count_and_strength() -> None:
    window = Window("1")

    for tick, rssi in ((0.0, -50.0), (0.5, None), (0.9, -60.0)):
        window.fold([TagRead(TAGS[0], rssi=rssi)], tick, START + timedelta(seconds=tick))

    seen = START, START + timedelta(seconds=0.9)
    assert [Sighting("1", TAGS[0], *seen, tick=0.9, reads=3, rssi_max=-50.0, rssi_mean=-55.0)] == window.flush()


def test_a_sighting_without_any_strength_has_none() -> None:
    [sighting] = fold([(0.0, TAGS[0])])

    assert (None, None) == (sighting.rssi_max, sighting.rssi_mean)


def test_a_sighting_is_over_after_the_gap_and_given_once() -> None:
    window = Window("1", fold_gap=1.0)
    window.fold([TagRead(TAGS[0])], 10.0, START)

    assert window.close(10.9) == []
    assert len(window.close(11.0)) == 1
    assert window.close(99.0) == []


def test_a_tag_that_stays_is_told_every_span() -> None:
    sightings = fold([(tick / 10, TAGS[0]) for tick in range(100)])

    assert [20] * 5 == [sighting.reads for sighting in sightings]


def test_antennas_of_one_scanner_are_scan_points_of_their_own() -> None:
    window = Window("door")

    window.fold([TagRead(TAGS[0], antenna=1), TagRead(TAGS[0], antenna=2)], 0.0, START)

    assert ["door.1", "door.2"] == [sighting.scan_point for sighting in window.flush()]


@pytest.mark.parametrize("step", [timedelta(days=20000), timedelta(hours=-1)])
def test_a_clock_that_is_set_meanwhile_does_not_stretch_a_sighting(step: timedelta) -> None:
    window = Window("1")
    window.fold([TagRead(TAGS[0])], 0.0, START)
    window.fold([TagRead(TAGS[0])], 0.5, START + step)

    [sighting] = window.flush()

    assert timedelta(seconds=0.5) == sighting.last_seen - sighting.first_seen


@given(walks)
def test_no_read_is_lost_or_counted_twice(walk: Walk) -> None:
    sightings = fold(walk)

    for tag in TAGS:
        expected = sum(tag == other for _, other in walk)
        assert expected == sum(sighting.reads for sighting in sightings if sighting.tag == tag)


@given(walks)
def test_no_sighting_is_longer_than_the_span_and_those_of_a_tag_do_not_overlap(walk: Walk) -> None:
    sightings = fold(walk)

    assert all(sighting.last_seen - sighting.first_seen <= timedelta(seconds=2) for sighting in sightings)
    for tag in TAGS:
        mine = [sighting for sighting in sightings if sighting.tag == tag]
        assert all(early.last_seen <= late.first_seen for early, late in pairwise(mine))


@given(walks, st.randoms(use_true_random=False))
def test_the_order_of_different_tags_at_one_moment_does_not_matter(walk: Walk, dice: Random) -> None:
    together = [(float(round(tick)), tag) for tick, tag in walk]
    shuffled = sorted(together, key=lambda read: (read[0], dice.random()))

    assert sorted(map(repr, fold(together))) == sorted(map(repr, fold(shuffled)))


@given(walks, st.floats(0.05, 3))
def test_looking_for_closed_sightings_at_other_moments_changes_none(walk: Walk, pause: float) -> None:
    window = Window("1")
    found: list[Sighting] = []
    looked = 0.0
    for tick, tag in walk:
        if tick - looked >= pause:
            looked = tick
            found += window.close(tick)
        window.fold([TagRead(tag)], tick, START + timedelta(seconds=tick))

    assert sorted(map(repr, fold(walk))) == sorted(map(repr, found + window.flush()))


def test_a_reader_at_a_door_tells_of_a_tag_when_it_comes_and_every_span_until_it_left() -> None:
    window = Window("door", fold_gap=30.0, fold_span=300.0)
    told = []

    for tick in range(1000):
        if tick < 700:
            window.fold([TagRead(TAGS[0])], float(tick), START + timedelta(seconds=tick))
        told += [(tick, sighting.reads) for sighting in window.close(float(tick))]

    assert [(1, 1), (2, 1), (4, 2), (304, 300), (604, 300), (729, 96)] == told


def test_a_tag_that_was_gone_for_the_gap_arrives_anew() -> None:
    window = Window("door", fold_gap=30.0, fold_span=300.0)

    told = [fold_until(window, tick, TAGS[0]) for tick in (0.0, 10.0, 20.0, 100.0, 103.0)]

    assert [0, 1, 1, 1, 1] == [len(sightings) for sightings in told]


@given(stays)
def test_a_tag_has_left_only_after_silence(walk: Walk) -> None:
    gap, span = 30.0, 300.0

    sightings = sorted(fold(walk, gap, span), key=lambda sighting: (sighting.tag, sighting.first_seen))

    for tag in TAGS:
        mine = [sighting for sighting in sightings if sighting.tag == tag]
        ticks = [tick for tick, other in walk if other == tag]
        left = sum(late - early >= gap for early, late in pairwise(ticks))
        gaps = sum(late.first_seen - early.last_seen >= timedelta(seconds=gap) for early, late in pairwise(mine))
        assert left == gaps
        assert [START + timedelta(seconds=tick) for tick in ticks[-1:]] == [each.last_seen for each in mine[-1:]]


@given(stays, st.lists(st.floats(0, 2000)))
def test_the_same_answers_in_other_portions_give_the_same_sightings_at_a_door(walk: Walk, looks: list[float]) -> None:
    window, found = Window("1", 30.0, 300.0), list[Sighting]()
    moments = sorted([(tick, None) for tick in looks] + [(tick, tag) for tick, tag in walk], key=itemgetter(0))
    for tick, tag in moments:
        if tag is None:
            found += window.close(tick)
        else:
            window.fold([TagRead(tag)], tick, START + timedelta(seconds=tick))

    assert sorted(map(repr, fold(walk, 30.0, 300.0))) == sorted(map(repr, found + window.flush()))
    assert len(walk) == sum(sighting.reads for sighting in fold(walk, 30.0, 300.0))


def fold_until(window: Window, tick: float, tag: str) -> list[Sighting]:
    """What is over when the tag answers at this tick."""
    window.fold([TagRead(tag)], tick, START + timedelta(seconds=tick))
    return window.close(tick)


def fold(walk: Walk, gap: float = 1.0, span: float = 2.0) -> list[Sighting]:
    """All sightings of a walk given as (tick, tag)."""
    window = Window("1", gap, span)
    for tick, tag in walk:
        window.fold([TagRead(tag)], tick, START + timedelta(seconds=tick))
    return window.flush()
