"""Taking in what a station posts: by its own time, whatever its clock says, and once even when sent twice at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from inventory.actions.campaign.standing import standing
from inventory.actions.counting.passes import start_pass
from inventory.actions.presence.presence import believed
from inventory.actions.presence.sightings import take_in
from inventory.findings import Kind
from inventory.ids import PassId, new_id
from inventory.sightings import Numbered, Sighting, as_ranges
from inventory.store.engine import Database
from inventory.store.sightings import Sighting as Stored
from inventory.tags import Tag
from tests.inventory.actions.readers import a_reader
from tests.inventory.actions.slips import room, thing
from tests.people import NOW, School, a_stocktake

PROJECTOR = Tag("3474257BF40000000000162E")
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("error", [timedelta(), timedelta(days=-20_000), timedelta(hours=8), timedelta(seconds=-30)])
def test_a_box_whose_clock_is_wrong_counts_right(database: Database, school: School, error: timedelta) -> None:
    stocktake = a_stocktake(database, school)
    seen = NOW + MINUTE / 2 + error
    sighting = Numbered(1, "1", Sighting(PROJECTOR, None, seen, seen, 9, -44.0, -50.0))

    with database.write() as session:
        for code, at in (("201", NOW), ("202", NOW + MINUTE)):
            walk = PassId(new_id())
            start_pass(session, school.id, stocktake, code, school.station, walk=walk, by="Ben", at=at)
        later = NOW + 2 * MINUTE
        take_in(session, school.id, school.station, new_id(), [sighting], sent_at=later + error, at=later)

    with database.read() as session:
        lines = standing(session, school.id, stocktake).lines
    (projector,) = [line for line in lines if line.tag == PROJECTOR]
    assert (Kind.VERIFIED, ["201"]) == (projector.kind, [heard.room for heard in projector.evidence])


def test_what_is_told_of_the_future_hides_nothing_that_comes_later(database: Database, school: School) -> None:
    here, there = a_reader(database, school, "201"), a_reader(database, school, "202")

    here.hears(PROJECTOR, 100_000_000, late=-99_999_991)
    there.hears(PROJECTOR, 20)

    with database.read() as session:
        [presence] = believed(session, school.id, [thing(session, school)]).values()
        assert room(session, school, "202") == presence.room
    assert NOW + timedelta(seconds=20.5) == presence.heard_at


def test_one_batch_sent_twice_at_the_same_moment_is_counted_once(database: Database, school: School) -> None:
    outbox = new_id()

    def post(_: int) -> int:
        numbered = [Numbered(n, "1", Sighting(PROJECTOR, None, NOW, NOW, 1, None, None)) for n in range(1, 101)]
        with database.write() as session:
            return take_in(session, school.id, school.station, outbox, numbered, sent_at=NOW, at=NOW).accepted

    with ThreadPoolExecutor(4) as threads:
        accepted = list(threads.map(post, range(4)))

    with database.read() as session:
        stored = session.scalar(select(func.count()).select_from(Stored))
    assert (100, 100) == (sum(accepted), stored)


@given(st.sets(st.integers(1, 60)))
def test_ranges_name_exactly_the_numbers_they_are_made_of(numbers: set[int]) -> None:
    ranges = as_ranges(numbers)

    assert numbers == {n for first, last in ranges for n in range(first, last + 1)}
    assert all(after[0] > before[1] + 1 for before, after in pairwise(ranges))
