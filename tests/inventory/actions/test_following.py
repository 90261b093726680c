"""Things are followed by what fixed readers hear, whatever comes late."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from inventory.actions.counting.by_hand import Hand, take_back, tick_texts
from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.actions.counting.tick_lines import ticks_in_room
from inventory.actions.counting.ticks import Ticked
from inventory.actions.counting.walks_taken_back import mark_walks
from inventory.actions.presence.following import follow_anew
from inventory.actions.presence.gates import GateWish
from inventory.actions.presence.presence import believed, facts_of
from inventory.actions.presence.presence_list import presence_of
from inventory.ids import PassId, new_id
from inventory.presence import Presence, told
from inventory.sightings import Sighting
from inventory.store.engine import Database
from inventory.store.stocktakes import Pass
from tests.inventory.actions.readers import COMPUTER, PROJECTOR, a_gate, a_reader, seconds
from tests.inventory.actions.slips import room, thing
from tests.people import NOW, School, a_stocktake


@pytest.fixture
def where(database: Database, school: School) -> Callable[[], tuple[str, float, float]]:
    """Where the projector is believed to be, since when, and when it was heard last."""

    def look() -> tuple[str, float, float]:
        with database.read() as session:
            item = thing(session, school)
            now: Presence = believed(session, school.id, [item])[item]
            rooms = {room(session, school, code): code for code in ("201", "202")} | {None: "outside"}
        return rooms[now.room], seconds(now.since), seconds(now.heard_at)

    return look


def test_a_thing_is_where_it_was_heard_last(
    database: Database, school: School, where: Callable[[], tuple[str, float, float]]
) -> None:
    here, there = a_reader(database, school, "201"), a_reader(database, school, "202")

    here.hears(PROJECTOR, 10, 20)
    assert ("201", 10.5, 20.5) == where()
    there.hears(PROJECTOR, 30, 40)
    assert ("202", 30.5, 40.5) == where()


def test_what_comes_late_fits_in_where_it_belongs(
    database: Database, school: School, where: Callable[[], tuple[str, float, float]]
) -> None:
    here, there = a_reader(database, school, "201"), a_reader(database, school, "202")

    here.hears(PROJECTOR, 50, 60)
    there.hears(PROJECTOR, 10, late=100)
    assert ("201", 50.5, 60.5) == where()
    there.hears(PROJECTOR, 55, late=100)

    assert ("201", 60.5, 60.5) == where()


def test_the_same_heard_twice_changes_nothing(
    database: Database, school: School, where: Callable[[], tuple[str, float, float]]
) -> None:
    here = a_reader(database, school, "201")

    here.hears(PROJECTOR, 10)
    here.hears(PROJECTOR, 10)

    assert ("201", 10.5, 10.5) == where()


def test_only_a_gate_takes_a_thing_out(
    database: Database, school: School, where: Callable[[], tuple[str, float, float]]
) -> None:
    here = a_reader(database, school, "201")
    door = a_gate(database, school, "201", GateWish(inner="1.1", outer="1.2"))
    here.hears(PROJECTOR, 10)

    door.hears(PROJECTOR, 20, point="1.1")
    assert ("201", 10.5, 10.5) == where()
    door.hears(PROJECTOR, 22, point="1.2")
    assert ("outside", 22.5, 22.5) == where()
    door.hears(PROJECTOR, 60, point="1.2")
    door.hears(PROJECTOR, 62, point="1.1")

    assert ("201", 62.5, 62.5) == where()


def test_a_tag_that_nothing_carries_is_nowhere(database: Database, school: School) -> None:
    a_reader(database, school, "201").hears(COMPUTER, 10)

    with database.read() as session:
        assert {} == believed(session, school.id, [thing(session, school)])


def test_what_was_heard_on_a_walk_that_counts_no_more_is_forgotten(
    database: Database, school: School, where: Callable[[], tuple[str, float, float]]
) -> None:
    a_reader(database, school, "201").hears(PROJECTOR, 10)
    stocktake, walk = a_stocktake(database, school), PassId(new_id())
    began, ended = (NOW + timedelta(seconds=second) for second in (60, 70))
    seen = Sighting(PROJECTOR, None, began, ended, 9, -44.0, None)
    sweep = Sweep(walk, "sheet", "Ben", began, ended, ended, [seen], [])

    with database.write() as session:
        hand_in_sweep(session, school.id, stocktake, "202", sweep, at=ended)
    assert ("202", 65, 65) == where()
    with database.write() as session:
        session.get_one(Pass, (school.id, walk)).taken_back = True
        session.flush()
        follow_anew(session, school.id, [walk])

    assert ("201", 10.5, 10.5) == where()


def test_a_thing_ticked_off_is_where_somebody_saw_it_until_the_tick_is_taken_back(
    database: Database, school: School, where: Callable[[], tuple[str, float, float]]
) -> None:
    a_reader(database, school, "201").hears(PROJECTOR, 10)
    stocktake = a_stocktake(database, school)
    hand = Hand(school.id, stocktake, "202", "Ben", NOW + timedelta(seconds=60), new_id())

    with database.write() as session:
        tick_texts(session, hand, [PROJECTOR], ())
    assert ("202", 60, 60) == where()
    with database.read() as session:
        seen = presence_of(session, school.id, thing(session, school))
        (line,) = ticks_in_room(session, school.id, stocktake, room(session, school, "202"))
    assert seen
    assert (True, "Ben") == (seen.by_hand, seen.by)
    with database.write() as session:
        take_back(session, replace(hand, submission=new_id()), line.id)

    assert ("201", 10.5, 10.5) == where()


def test_ticks_of_a_walk_that_was_handed_in_tell_where_things_are_as_long_as_it_counts(
    database: Database, school: School, where: Callable[[], tuple[str, float, float]]
) -> None:
    a_reader(database, school, "201").hears(PROJECTOR, 10)
    stocktake, walk = a_stocktake(database, school), PassId(new_id())
    began, ended = (NOW + timedelta(seconds=second) for second in (60, 70))
    sweep = Sweep(walk, "sheet", "Ben", began, ended, ended, [], [Ticked(PROJECTOR, "")])

    with database.write() as session:
        hand_in_sweep(session, school.id, stocktake, "202", sweep, at=ended)
    assert ("202", 60, 60) == where()
    with database.write() as session:
        mark_walks(session, school.id, stocktake, [walk], taken_back=True)

    assert ("201", 10.5, 10.5) == where()


@pytest.mark.parametrize("seed", range(3))
def test_what_is_believed_is_what_all_that_is_stored_tells(database: Database, school: School, seed: int) -> None:
    dice = Random(seed)
    readers = [a_reader(database, school, room) for room in ("201", "202", "202")]
    with database.read() as session:
        item = thing(session, school)

    for _ in range(12):
        dice.choice(readers).hears(PROJECTOR, *dice.sample(range(40), 3), late=100)
        with database.read() as session:
            now = believed(session, school.id, [item])[item]
            assert told(fact for _, fact in facts_of(session, school.id, [item])) == now
