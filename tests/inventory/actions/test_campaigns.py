"""A campaign from its opening to the archive: every step leads on, and is refused when it is not its time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from inventory.actions.closing import close_stocktake, reopen_stocktake
from inventory.actions.journal import verify
from inventory.actions.late_walks import late_walks, take_in
from inventory.actions.passes import Sweep, hand_in_sweep, start_pass
from inventory.actions.recounts import NothingToRecount, begin_recount, chosen_again
from inventory.actions.reviewing import archive, begin_review
from inventory.actions.standing import standing
from inventory.actions.stocktakes import StepNotNow, StockTakeClosed, complete_room, stocktake_for
from inventory.actions.teams import assign, overdue_rooms
from inventory.campaign import RULES, Status, Step
from inventory.digest import digest_of
from inventory.errors import NotFound
from inventory.findings import Kind
from inventory.frozen import line_to_json
from inventory.ids import PassId, StockTakeId, new_id
from inventory.sightings import Sighting
from inventory.standing import RoomState, Standing
from inventory.store.closings import Closing
from inventory.store.engine import Database
from inventory.store.sightings import Placement
from inventory.store.stocktakes import FindingRow, Pass, StockTake
from inventory.tags import Tag
from tests.people import NOW, School, a_school, a_stocktake

PROJECTOR, COMPUTER = "3474257BF40000000000162E", "E28011606000020464A1B2C1"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def school(database: Database) -> School:
    """Riverside, ready to count."""
    return a_school(database)


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    """A stock-take of all its rooms."""
    return a_stocktake(database, school)


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


def test_a_recount_opens_the_rooms_again_that_hold_what_is_in_doubt(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    walk(database, school, stocktake, "201", PROJECTOR, COMPUTER)
    with database.write() as session:
        for room in ("201", "202"):
            complete_room(session, school.id, stocktake, room, by="Ben", at=LATER)

    chosen = recount(database, school, stocktake)

    states = {room.code: room.state for room in now(database, school, stocktake).rooms}
    with database.read() as session:
        rooms = {each.room for each in chosen_again(session, school.id, stocktake)}
    assert (4, {"202"}) == (chosen, rooms)  # three desks and a bookcase; the camera is lent
    assert {"201": RoomState.COMPLETE, "202": RoomState.WAITING} == states


@pytest.mark.parametrize("said", [None, date(2026, 12, 24)])
def test_rooms_of_a_recount_keep_their_last_day_unless_another_one_is_said(
    database: Database, school: School, stocktake: StockTakeId, said: date | None
) -> None:
    first = date(2026, 12, 1)
    with database.write() as session:
        rooms = ["201", "202"]
        assign(session, school.id, stocktake, rooms=rooms, buildings=[], team="一组", due=first, by="Ada", at=NOW)
    walk(database, school, stocktake, "201", PROJECTOR, COMPUTER)
    with database.write() as session:
        for room in ("201", "202"):
            complete_room(session, school.id, stocktake, room, by="Ben", at=LATER)

    recount(database, school, stocktake, due=said)

    days = {room.code: room.due for room in now(database, school, stocktake).rooms}
    assert {"201": first, "202": said or first} == days


def test_a_room_nobody_went_to_again_is_finished_as_it_was_before_the_recount(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    with database.write() as session:
        for room in ("201", "202"):
            complete_room(session, school.id, stocktake, room, by="Ben", at=NOW)
    recount(database, school, stocktake)

    review(database, school, stocktake)

    reviewed = now(database, school, stocktake)
    assert {RoomState.COMPLETE} == {room.state for room in reviewed.rooms}
    assert 0 == reviewed.campaign.recounts[0].looked


def test_a_recount_tells_how_much_of_the_first_count_still_stands(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    recount(database, school, stocktake)
    before = now(database, school, stocktake).campaign.recounts[0]

    walk(database, school, stocktake, "201", PROJECTOR, COMPUTER)

    after = now(database, school, stocktake).campaign.recounts[0]
    assert (6, 0, 0) == (before.chosen, before.looked, before.agreed)
    assert (6, 2, 0) == (after.chosen, after.looked, after.agreed)


def test_a_room_finished_again_by_eye_confirms_what_the_first_count_had(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    recount(database, school, stocktake)

    with database.write() as session:
        for room in ("201", "202"):
            complete_room(session, school.id, stocktake, room, by="Ben", at=LATER + timedelta(minutes=1))

    again = now(database, school, stocktake).campaign.recounts[0]
    assert 6 == again.chosen == again.looked


def test_a_sample_of_everything_is_everything_but_what_is_out(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    assert 6 == recount(database, school, stocktake, percent=100)


def test_nothing_in_doubt_is_not_counted_again(database: Database, school: School, stocktake: StockTakeId) -> None:
    with pytest.raises(NothingToRecount), database.write() as session:
        begin_recount(session, school.id, stocktake, [], percent=None, seed=1, by="Ada", at=NOW)


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
