"""Several people, scanners and rooms at once: nothing is lost, nobody waits for ever, and one order holds."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.campaign.closing import close_stocktake
from inventory.actions.campaign.recounts import begin_recount
from inventory.actions.campaign.reviewing import begin_review
from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import StepNotNow, complete_room
from inventory.actions.counting.passes import Sweep, end_pass, hand_in_sweep, start_pass
from inventory.actions.presence.stations import create_station
from inventory.actions.proof.journal import verify
from inventory.campaign import Status
from inventory.errors import InventoryError
from inventory.findings import Kind
from inventory.ids import PassId, StationId, StockTakeId, new_id
from inventory.sightings import Sighting
from inventory.standing import RoomState
from inventory.store.engine import Database
from inventory.store.recounts import RecountRow
from inventory.store.sightings import Placement
from inventory.store.stocktakes import Pass
from inventory.tags import Tag
from tests.people import NOW, School, a_stocktake

TAGS = {
    "201": ("3474257BF40000000000162E", "E28011606000020464A1B2C1"),
    "202": ("E28011606000020464A1B2D1", "E28011606000020464A1B2D2", "E28011606000020464A1B2D3"),
}

Act = Callable[[Session], object]


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    """A stock-take of all its rooms."""
    return a_stocktake(database, school)


def at_once(database: Database, acts: Sequence[Act]) -> list[type[InventoryError] | None]:
    """What became of each act, all done at the same moment."""

    def attempt(act: Act) -> type[InventoryError] | None:
        try:
            with database.write() as session:
                act(session)
        except InventoryError as error:
            return type(error)
        return None

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(attempt, acts))


def test_two_counters_in_two_rooms_are_both_counted(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    def walk(room: str) -> Act:
        seen = [Sighting(Tag(tag), None, NOW, NOW, 9, -44.0, -50.0) for tag in TAGS[room]]
        sweep = Sweep(PassId(new_id()), "PDA", f"counter of {room}", NOW, NOW, NOW, seen, [])
        return lambda session: hand_in_sweep(session, school.id, stocktake, room, sweep, at=NOW)

    ends = at_once(database, [walk(room) for room in TAGS for _ in range(3)])

    with database.read() as session:
        now = standing(session, school.id, stocktake)
    assert [None] * 6 == ends
    assert 5 == sum(line.kind is Kind.VERIFIED for line in now.lines)
    assert (6, ("counter of 201", "counter of 202")) == (now.campaign.passes, now.campaign.counters)


def test_a_room_is_finished_before_the_close_or_not_at_all(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    def finish(session: Session) -> None:
        complete_room(session, school.id, stocktake, "201", by="Ben", at=NOW)

    def close(session: Session) -> None:
        close_stocktake(session, school.id, stocktake, by="Ada", at=NOW)

    *finished, closed = at_once(database, [finish, finish, finish, close])

    with database.read() as session:
        now = standing(session, school.id, stocktake)
        assert verify(session, school.id) is None
    assert (None, Status.CLOSED) == (closed, now.status)
    assert (None in finished) == (now.rooms[0].state is RoomState.COMPLETE)


def test_no_walk_goes_on_into_the_review(database: Database, school: School, stocktake: StockTakeId) -> None:
    with database.write() as session:
        more = [create_station(session, school.id, name, by="Ada", at=NOW) for name in ("h2", "h3")]

    def start(station: StationId) -> Act:
        walk = PassId(new_id())
        return lambda session: start_pass(session, school.id, stocktake, "201", station, walk=walk, by="Ben", at=NOW)

    def review(session: Session) -> None:
        begin_review(session, school.id, stocktake, by="Ada", at=NOW)

    *started, reviewed = at_once(database, [*(start(station) for station in (school.station, *more)), review])

    with database.read() as session:
        walks = session.scalars(select(Pass)).all()
        placements = session.scalars(select(Placement).where(Placement.ended_at.is_(None))).all()
    assert reviewed is None
    assert {None, StepNotNow} >= set(started)
    assert started.count(None) == len(walks)
    assert ([], []) == ([walk.id for walk in walks if walk.ended_at is None], list(placements))


def test_a_walk_is_ended_once_by_its_counter_or_by_the_close(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    walk = PassId(new_id())
    with database.write() as session:
        start_pass(session, school.id, stocktake, "201", school.station, walk=walk, by="Ben", at=NOW)

    ends = at_once(
        database,
        [
            lambda session: end_pass(session, school.id, walk, at=NOW),
            lambda session: close_stocktake(session, school.id, stocktake, by="Ada", at=NOW + timedelta(seconds=1)),
        ],
    )

    with database.read() as session:
        assert session.scalars(select(Pass.ended_at)).one() is not None
    assert [None, None] == ends


def test_recounts_begun_at_once_are_numbered_one_after_the_other(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    with database.read() as session:
        lines = standing(session, school.id, stocktake).lines

    def recount(session: Session) -> None:
        begin_recount(session, school.id, stocktake, lines, percent=50, seed=1, by="Ada", at=NOW)

    ends = at_once(database, [recount] * 4)

    with database.read() as session:
        assert [1, 2, 3, 4] == sorted(session.scalars(select(RecountRow.number)))
    assert [None] * 4 == ends
