"""A campaign from its opening to the archive: every step leads on, and is refused when it is not its time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from inventory.actions.campaign.reviewing import archive
from inventory.actions.campaign.stocktakes import StepNotNow, StockTakeClosed, stocktake_for
from inventory.actions.counting.late_walks import late_walks, take_in
from inventory.actions.counting.passes import start_pass
from inventory.actions.counting.teams import assign, overdue_rooms
from inventory.actions.proof.journal import verify
from inventory.campaign import RULES, Status, Step
from inventory.digest import digest_of
from inventory.errors import NotFound
from inventory.findings import Kind
from inventory.frozen import line_to_json
from inventory.ids import PassId, StockTakeId, new_id
from inventory.store.closings import Closing
from inventory.store.engine import Database
from inventory.store.sightings import Placement
from inventory.store.stocktakes import FindingRow, Pass, StockTake
from tests.inventory.actions.steps import LATER, close, now, recount, reopen, review, walk
from tests.people import NOW, School, a_stocktake

PROJECTOR, COMPUTER = "3474257BF40000000000162E", "E28011606000020464A1B2C1"


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    """A stock-take of all its rooms."""
    return a_stocktake(database, school)


@pytest.mark.parametrize("status", Status)
def test_each_step_is_taken_in_its_states_and_refused_in_the_others_with_what_is_possible(
    database: Database, school: School, stocktake: StockTakeId, status: Status
) -> None:
    with database.write() as session:
        session.execute(update(StockTake).values(status=status.value))

    for step in Step:
        with database.write() as session:
            if status in RULES[step].within:
                assert stocktake_for(session, school.id, stocktake, step).id == stocktake
            else:
                with pytest.raises(StepNotNow, match=f"“{step.value}” is not possible.*Possible now: "):
                    stocktake_for(session, school.id, stocktake, step)


def test_a_campaign_goes_its_way_to_the_archive_and_the_log_is_unbroken(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    walk(database, school, stocktake, "201", PROJECTOR)
    recount(database, school, stocktake)
    walk(database, school, stocktake, "201", COMPUTER)
    review(database, school, stocktake)
    close(database, school, stocktake)
    with database.write() as session:
        archive(session, school.id, stocktake, by="Ada", at=LATER)

    campaign = now(database, school, stocktake).campaign
    with database.read() as session:
        assert verify(session, school.id) is None
        assert [1, 2] == list(session.scalars(select(Pass.round).order_by(Pass.round)))
    assert ("Ada", 1, 2, ("Ben",), ("PDA-2",)) == (
        campaign.closed_by,
        campaign.closing,
        campaign.passes,
        campaign.counters,
        campaign.devices,
    )


def test_the_review_ends_the_walks_under_way(database: Database, school: School, stocktake: StockTakeId) -> None:
    with database.write() as session:
        start_pass(session, school.id, stocktake, "201", school.station, walk=PassId(new_id()), by="Ben", at=NOW)

    review(database, school, stocktake)

    with database.read() as session:
        assert [LATER] == list(session.scalars(select(Pass.ended_at)))
        assert [LATER] == list(session.scalars(select(Placement.ended_at)))


def test_a_late_walk_changes_nothing_until_a_manager_takes_it_in(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    review(database, school, stocktake)
    before = now(database, school, stocktake)
    late = walk(database, school, stocktake, "201", PROJECTOR, COMPUTER)
    kept = now(database, school, stocktake)
    with database.read() as session:
        (shown,) = late_walks(session, school.id, stocktake)

    for _ in range(2):
        with database.write() as session:
            take_in(session, school.id, stocktake, late, by="Ada", at=LATER)

    taken = now(database, school, stocktake)
    assert before == kept
    assert (late, "201", "Ben", 2) == (shown.id, shown.room, shown.counted_by, shown.tags)
    assert 2 == sum(line.kind is Kind.VERIFIED for line in taken.lines)
    with database.read() as session:
        assert [] == late_walks(session, school.id, stocktake)


def test_a_late_walk_is_not_taken_into_a_closed_stock_take(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    close(database, school, stocktake)
    late = walk(database, school, stocktake, "201", PROJECTOR)

    with pytest.raises(StockTakeClosed), database.write() as session:
        take_in(session, school.id, stocktake, late, by="Ada", at=LATER)


def test_reopening_keeps_the_earlier_findings_and_the_next_closing_has_its_own(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    close(database, school, stocktake)
    first = now(database, school, stocktake)
    reopen(database, school, stocktake)
    reopened = now(database, school, stocktake)
    late = walk(database, school, stocktake, "201", PROJECTOR)
    with database.write() as session:
        take_in(session, school.id, stocktake, late, by="Ada", at=LATER)
    close(database, school, stocktake)

    second = now(database, school, stocktake)
    with database.read() as session:
        closings = session.scalars(select(Closing).order_by(Closing.number)).all()
        kept = [len(session.scalars(select(FindingRow).where(FindingRow.closing == n)).all()) for n in (1, 2)]
    assert (Status.REVIEW, None, None) == (reopened.status, reopened.campaign.closed_by, reopened.campaign.digest)
    assert [7, 7] == kept
    assert [("Eve", "a room was forgotten"), (None, "")] == [(c.reopened_by, c.reason) for c in closings]
    assert first.campaign.digest == closings[0].digest != closings[1].digest == second.campaign.digest


def test_the_digest_can_be_made_again_from_what_was_frozen(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    walk(database, school, stocktake, "201", PROJECTOR, "E280116060000204FFFFFFFF")
    close(database, school, stocktake)

    closed = now(database, school, stocktake)

    assert closed.campaign.digest == digest_of(closed.lines, map(line_to_json, closed.lines))


def test_rooms_are_given_to_teams_by_room_and_are_overdue_after_their_last_day(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    due = date(2026, 11, 30)
    with database.write() as session:
        given = assign(
            session, school.id, stocktake, rooms=["201"], buildings=[], team="一组", due=due, by="Ada", at=NOW
        )

    with database.read() as session:
        overdue = [overdue_rooms(session, school.id, due + timedelta(days=late)) for late in (0, 1)]
    assert 1 == given
    assert [{}, {stocktake: 1}] == overdue
    campaign = now(database, school, stocktake).campaign
    assert (("一组",), due) == (campaign.teams, campaign.due)


def test_a_room_that_is_not_counted_is_given_to_nobody(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    with pytest.raises(NotFound, match="999"), database.write() as session:
        assign(session, school.id, stocktake, rooms=["999"], buildings=[], team="x", due=None, by="Ada", at=NOW)
