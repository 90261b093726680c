"""What is kept of a stock-take is always what a full run would give, and nobody waits who need not."""

from collections.abc import Callable, Iterator
from itertools import count
from threading import Event, Thread

import pytest
from sqlalchemy.orm import Session

from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import complete_room
from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.actions.counting.ticks import Ticked
from inventory.errors import NotFound
from inventory.ids import PassId, StockTakeId, new_id
from inventory.sightings import Sighting
from inventory.store.engine import Database
from inventory.tags import Tag
from inventory.ticking import BY_HAND
from service.standings import StandingCache
from tests.people import NOW, School, a_school, a_stocktake

pytestmark = pytest.mark.both_databases

PROJECTOR = Tag("3474257BF40000000000162E")


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    """A stock-take of Riverside."""
    return a_stocktake(database, school)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session that reads, opened when it is first used."""
    with database.read() as opened:
        yield opened


def see(database: Database, school: School, stocktake: StockTakeId, room: str) -> None:
    """Somebody walks through the room and hears the projector."""
    seen = [Sighting(PROJECTOR, None, NOW, NOW, 9, -44.0, -50.0)]
    sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", NOW, NOW, NOW, seen, [])
    with database.write() as session:
        hand_in_sweep(session, school.id, stocktake, room, sweep, at=NOW)


def tick(database: Database, school: School, stocktake: StockTakeId, room: str) -> None:
    """Somebody ticks two of the three desks and the bookcase there."""
    numbers = [Ticked(number, "") for number in ("ZC-2024-00003", "ZC-2024-00003", "ZC-2024-00005")]
    sweep = Sweep(PassId(new_id()), BY_HAND, "Ben", NOW, NOW, NOW, [], numbers)
    with database.write() as session:
        hand_in_sweep(session, school.id, stocktake, room, sweep, at=NOW)


def test_after_every_change_the_kept_standing_is_what_a_full_run_gives(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    cache = StandingCache()
    changes: tuple[Callable[[], None], ...] = (
        lambda: see(database, school, stocktake, "201"),
        lambda: see(database, school, stocktake, "202"),
        lambda: complete(database, school, stocktake, "201"),
        lambda: tick(database, school, stocktake, "202"),
        lambda: complete(database, school, stocktake, "202"),
    )

    for change in changes:
        change()
        with database.read() as session:
            assert standing(session, school.id, stocktake) == cache.of(session, school.id, stocktake)


def complete(database: Database, school: School, stocktake: StockTakeId, room: str) -> None:
    with database.write() as session:
        complete_room(session, school.id, stocktake, room, by="Ben", at=NOW)


def test_a_room_that_is_done_does_not_have_everything_judged_again(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    ticks = count()
    cache = StandingCache(clock=lambda: next(ticks))
    with database.read() as session:
        before = cache.of(session, school.id, stocktake)
    judged_by_now = next(ticks)
    complete(database, school, stocktake, "201")

    with database.read() as session:
        after = cache.of(session, school.id, stocktake)

    assert judged_by_now + 1 == next(ticks)
    assert before.rooms != after.rooms


def test_a_watcher_gets_what_is_there_until_as_much_time_has_passed_as_judging_took(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    time = [0.0]
    cache = StandingCache(clock=lambda: time[0])
    with database.read() as session:
        first = cache.of(session, school.id, stocktake)
    desk = cache._desk(school.id, stocktake)
    assert desk.judged is not None
    desk.judged = desk.judged._replace(took=5.0)
    see(database, school, stocktake, "201")

    with database.read() as session:
        too_soon = cache.recent(session, school.id, stocktake)
        time[0] = 5.0
        soon_enough = cache.recent(session, school.id, stocktake)

    assert first == too_soon
    assert soon_enough.revision > first.revision


def test_a_watcher_does_not_wait_for_one_that_is_being_judged(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    cache, judging, done = StandingCache(), Event(), Event()
    with database.read() as session:
        first = cache.of(session, school.id, stocktake)
    desk = cache._desk(school.id, stocktake)
    see(database, school, stocktake, "201")

    def judge_for_long() -> None:
        with desk.lock:
            judging.set()
            done.wait(10)

    thread = Thread(target=judge_for_long)
    thread.start()
    judging.wait(10)
    with database.read() as session:
        shown = cache.recent(session, school.id, stocktake)
    done.set()
    thread.join()

    assert first == shown


def test_another_school_is_not_given_what_is_kept(database: Database, school: School, stocktake: StockTakeId) -> None:
    hilltop = a_school(database, "Hilltop")
    cache = StandingCache(clock=lambda: 0.0)
    with database.read() as session:
        cache.of(session, school.id, stocktake)
        desk = cache._desk(school.id, stocktake)
        assert desk.judged is not None
        desk.judged = desk.judged._replace(took=5.0)

        with pytest.raises(NotFound):
            cache.recent(session, hilltop.id, stocktake)
