"""How what was heard is asked of SQLite: by indexes that hold nothing else, and no more than is needed."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from inventory.actions.campaign.standing import standing
from inventory.actions.counting.passes import Sweep, hand_in_sweep, start_pass
from inventory.ids import PassId, StockTakeId, new_id
from inventory.sightings import Sighting
from inventory.store.engine import Database
from tests.inventory.actions.plans import plans_of
from tests.inventory.actions.readers import PROJECTOR, a_reader
from tests.people import NOW, School, a_stocktake

THINGS = "SEARCH tag_binding USING COVERING INDEX ix_tag_binding_school_id_tag_item_id_bound_at_unbound_at"
WALKS = "SEARCH sighting USING INDEX ix_sighting_school_id_pass_id (school_id=? AND pass_id=?)"
READERS = "SEARCH sighting USING INDEX ix_sighting_school_id_station_id_seen_at (school_id=? AND station_id=?"


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """SQLite alone: what PostgreSQL does depends on how many rows there are."""
    file = tmp_path / "rollcall.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


def test_which_things_carry_the_tags_of_a_walk_is_told_by_an_index_alone(database: Database, school: School) -> None:
    stocktake = a_stocktake(database, school)

    plans = plans_of(database, lambda: hand_in(database, school, stocktake))

    asked = [plan for plan in plans if "tag_binding" in plan]
    assert asked
    assert all(plan.startswith(THINGS) for plan in asked)


def test_what_a_walk_heard_is_found_among_walks_and_what_a_reader_heard_among_readers(
    database: Database, school: School
) -> None:
    stocktake = a_stocktake(database, school)
    hand_in(database, school, stocktake)
    walk_with_a_reader(database, school, stocktake)

    plans = plans_of(database, lambda: look(database, school, stocktake))

    asked = {step for plan in plans for step in plan.split("; ") if "SEARCH sighting" in step}
    assert any(step.startswith(WALKS) for step in asked)
    assert any(step.startswith(READERS) for step in asked)
    assert all(step.startswith((WALKS, READERS)) for step in asked)


def hand_in(database: Database, school: School, stocktake: StockTakeId) -> None:
    until = NOW + timedelta(minutes=2)
    heard = [Sighting(PROJECTOR, None, NOW, until, 9, -50.0, -55.0)]
    sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", NOW, until, until, heard, [])
    with database.write() as session:
        hand_in_sweep(session, school.id, stocktake, "201", sweep, at=until)


def walk_with_a_reader(database: Database, school: School, stocktake: StockTakeId) -> None:
    reader = a_reader(database, school, "201")
    with database.write() as session:
        walk = PassId(new_id())
        start_pass(session, school.id, stocktake, "202", reader.station, walk=walk, by="Ben", at=NOW)
    reader.hears(PROJECTOR, 10, 20)


def look(database: Database, school: School, stocktake: StockTakeId) -> None:
    with database.read() as session:
        standing(session, school.id, stocktake)
