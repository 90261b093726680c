"""What is frozen is how things stand at the moment of the close, in the days and years of the school's zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from inventory.actions.campaign.closing import close_stocktake, reopen_stocktake
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.campaign.shortages import approve_shortage
from inventory.actions.campaign.standing import standing
from inventory.decisions import Choice
from inventory.digest import digest_of
from inventory.frozen import line_to_json
from inventory.ids import StockTakeId
from inventory.movements import Approval, MovementKind
from inventory.standing import Standing
from inventory.store.engine import Database
from inventory.store.movements import MovementRow
from tests.inventory.actions.decided import SWEEPS, a_counted_school, decide_on, item_of, walk
from tests.people import NOW, School, a_school

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YEAR = datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC)
"""Midnight in Shanghai: 2027 begins there."""

Counted = tuple[School, StockTakeId]


@pytest.fixture
def counted(database: Database) -> Counted:
    """A school whose rooms were walked."""
    return a_counted_school(database)


def now(database: Database, counted: Counted) -> Standing:
    with database.read() as session:
        return standing(session, counted[0].id, counted[1])


def close(database: Database, counted: Counted, seen: Standing | None = None, at: datetime = NOW) -> None:
    with database.write() as session:
        close_stocktake(session, counted[0].id, counted[1], seen, by="Ada", at=at, zone=SHANGHAI)


def years(database: Database, kind: MovementKind) -> list[tuple[int, int]]:
    with database.read() as session:
        rows = session.execute(select(MovementRow).where(MovementRow.kind == kind.value).order_by(MovementRow.id))
        return [(row.year, row.number) for row in rows.scalars()]


def test_what_was_seen_is_frozen_as_it_was_seen(database: Database, counted: Counted) -> None:
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)
    seen = now(database, counted)

    close(database, counted, seen)

    closed = now(database, counted)
    assert seen.lines == closed.lines
    assert digest_of(seen.lines, map(line_to_json, seen.lines)) == closed.campaign.digest


def test_what_came_in_since_it_was_seen_is_frozen_too(database: Database, counted: Counted) -> None:
    seen = now(database, counted)
    walk(database, *counted, "201", *SWEEPS["201"], "E280116060000204EEEEEEEE")
    before = now(database, counted)

    close(database, counted, seen)

    assert before.lines == now(database, counted).lines != seen.lines


def test_what_was_decided_since_it_was_seen_is_carried_out(database: Database, counted: Counted) -> None:
    seen = now(database, counted)
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)

    close(database, counted, seen)

    assert [(2026, 1)] == years(database, MovementKind.TRANSFER)


def test_a_document_belongs_to_the_year_it_is_made_in_where_the_school_is(
    database: Database, counted: Counted
) -> None:
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)

    close(database, counted, at=NEW_YEAR)
    with database.write() as session:
        reopen_stocktake(session, counted[0].id, counted[1], "why", by="Ada", at=NEW_YEAR, zone=SHANGHAI)

    assert [(2027, 1)] == years(database, MovementKind.TRANSFER) == years(database, MovementKind.REVERSAL)


def test_a_write_off_belongs_to_the_year_where_the_school_is(database: Database, counted: Counted) -> None:
    decide_on(database, *counted, "A-CAMERA", Choice.CONFIRM_SHORTAGE)
    close(database, counted)
    camera, approval = item_of(database, counted[0], "A-CAMERA"), Approval("财资〔2027〕1号", date(2027, 1, 1))

    with database.write() as session:
        approve_shortage(session, counted[0].id, [camera], approval, by="Ada", at=NEW_YEAR, zone=SHANGHAI)

    assert [(2027, 1)] == years(database, MovementKind.WRITE_OFF)


def test_depreciation_is_reckoned_to_the_day_of_the_cut_off_where_the_school_is(database: Database) -> None:
    register = "asset_no,name,room,quantity,cost,posted,life_months\nA-1,投影仪,201,1,1200.00,2026-12-01,12\n"
    school = a_school(database, register=register)
    last_day = NEW_YEAR - timedelta(days=1)
    with database.write() as session:
        stocktake = open_stocktake(session, school.id, name="2026", cutoff=last_day, by="Ada", at=NOW)

    with database.read() as session:
        written_down = {
            zone: standing(session, school.id, stocktake, zone).lines[0].accumulated for zone in (UTC, SHANGHAI)
        }

    assert {UTC: 0, SHANGHAI: 100} == written_down
