"""The steps of a campaign, each in a transaction of its own."""

from datetime import date, timedelta

from inventory.actions.campaign.closing import close_stocktake, reopen_stocktake
from inventory.actions.campaign.recounts import begin_recount
from inventory.actions.campaign.reviewing import begin_review
from inventory.actions.campaign.standing import standing
from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.ids import PassId, StockTakeId, new_id
from inventory.sightings import Sighting
from inventory.standing import Standing
from inventory.store.engine import Database
from inventory.tags import Tag
from tests.people import NOW, School

LATER = NOW + timedelta(hours=1)


def now(database: Database, school: School, stocktake: StockTakeId) -> Standing:
    with database.read() as session:
        return standing(session, school.id, stocktake)


def walk(database: Database, school: School, stocktake: StockTakeId, room: str, *tags: str) -> PassId:
    seen = [Sighting(Tag(tag), None, NOW, NOW, 9, -44.0, -50.0) for tag in tags]
    sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", NOW, NOW, NOW, seen, [])
    with database.write() as session:
        hand_in_sweep(session, school.id, stocktake, room, sweep, at=LATER)
    return sweep.pass_id


def recount(
    database: Database,
    school: School,
    stocktake: StockTakeId,
    percent: int | None = None,
    due: date | None = None,
) -> int:
    lines = now(database, school, stocktake).lines
    with database.write() as session:
        return begin_recount(
            session, school.id, stocktake, lines, percent=percent, seed=7, due=due, by="Ada", at=LATER
        )


def review(database: Database, school: School, stocktake: StockTakeId) -> None:
    with database.write() as session:
        begin_review(session, school.id, stocktake, by="Ada", at=LATER)


def close(database: Database, school: School, stocktake: StockTakeId) -> None:
    with database.write() as session:
        close_stocktake(session, school.id, stocktake, by="Ada", at=LATER)


def reopen(database: Database, school: School, stocktake: StockTakeId) -> None:
    with database.write() as session:
        reopen_stocktake(session, school.id, stocktake, "a room was forgotten", by="Eve", at=LATER)
