"""How what was heard is asked of SQLite: by the index of tags, of walks or of readers, and no more than is needed."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.campaign.hearing import last_heard
from inventory.actions.campaign.standing import standing
from inventory.actions.cards.happenings import seen
from inventory.actions.cards.last_seen import last_seen
from inventory.actions.counting.passes import Sweep, hand_in_sweep, start_pass
from inventory.actions.presence.presence import facts_of
from inventory.actions.presence.tracing import trace_of
from inventory.ids import ItemId, PassId, StockTakeId, new_id
from inventory.sightings import Sighting
from inventory.store.engine import Database
from inventory.store.register import Item
from tests.inventory.actions.plans import plans_of
from tests.inventory.actions.readers import PROJECTOR, a_reader
from tests.people import NOW, School, a_stocktake

WALKS = "SEARCH sighting USING INDEX ix_sighting_school_id_pass_id (school_id=? AND pass_id=?)"
TAGS = "SEARCH sighting USING INDEX ix_sighting_school_id_tag_seen_at (school_id=? AND tag=?"
READERS = "SEARCH sighting USING INDEX ix_sighting_school_id_station_id_seen_at (school_id=? AND station_id=?"


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """SQLite alone: what PostgreSQL does depends on how many rows there are."""
    file = tmp_path / "rollcall.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


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


def test_what_was_heard_of_a_thing_is_looked_for_by_its_tags(database: Database, school: School) -> None:
    stocktake = a_stocktake(database, school)
    hand_in(database, school, stocktake)
    with database.read() as session:
        one, *others = list_items(session, school)

        plans = plans_of(
            database,
            lambda: (
                trace_of(session, school.id, one, most=5),
                list(facts_of(session, school.id, [one, *others])),
                last_seen(session, school.id, [one, *others]),
                list(seen(session, school.id, select(Item.id).where(Item.school_id == school.id))),
                last_heard(session, school.id, stocktake, [PROJECTOR]),
            ),
        )

    asked = [step for plan in plans for step in plan.split("; ") if " sighting " in step]
    assert 6 == len(asked)
    assert all(step.startswith((TAGS, READERS)) for step in asked), asked


def list_items(session: Session, school: School) -> list[ItemId]:
    its = (Item.school_id == school.id,)
    return [ItemId(item) for item in session.scalars(select(Item.id).where(*its).order_by(Item.id))]


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
