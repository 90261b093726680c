"""Two at once: whoever comes second finds what the first has done, on either database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.closing import close_stocktake
from inventory.actions.campaign.decisions import decide
from inventory.actions.campaign.shortages import NotShort, approve_shortage
from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import StockTakeClosed
from inventory.actions.counting.passes import Sweep, hand_in_sweep, start_pass
from inventory.actions.presence.stations import StationNameTaken, create_station
from inventory.actions.tagging.binding import TagElsewhere, Wish, bind_tag
from inventory.actions.tagging.own_epcs import next_epcs
from inventory.decisions import Choice
from inventory.errors import InventoryError
from inventory.ids import PassId, StockTakeId, new_id
from inventory.movements import Approval
from inventory.store.engine import Database
from inventory.store.register import Item
from inventory.store.sightings import Placement
from inventory.store.stocktakes import Decision, FindingRow, Pass
from inventory.tagging import Bearer, Bears
from inventory.tags import Tag
from tests.inventory.actions.decided import a_counted_school, close, decide_on, item_of
from tests.people import NOW, School, a_stocktake

MANY = 6


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    """A stock-take of all its rooms."""
    return a_stocktake(database, school)


def at_once(database: Database, act: Callable[[Session, int], object]) -> list[type[InventoryError] | None]:
    """What became of the same act, done by many at the same moment."""

    def attempt(number: int) -> type[InventoryError] | None:
        try:
            with database.write() as session:
                act(session, number)
        except InventoryError as error:
            return type(error)
        return None

    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(attempt, range(MANY)))


def how_many(database: Database, table: type[FindingRow | Decision | Placement | Pass]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_one_close_wins_and_freezes_each_finding_once(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    ends = at_once(database, lambda session, _: close_stocktake(session, school.id, stocktake, by="Ada", at=NOW))

    assert (1, MANY - 1) == (ends.count(None), ends.count(StockTakeClosed))
    assert 7 == how_many(database, FindingRow)


def test_a_station_speaks_for_one_room_however_many_start_it(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    def start(session: Session, number: int) -> None:
        room, at = ("201", "202")[number % 2], NOW + timedelta(seconds=number)
        walk = PassId(new_id())
        start_pass(session, school.id, stocktake, room, school.station, walk=walk, by="Ben", at=at)

    ends = at_once(database, start)

    with database.read() as session:
        open_ones = session.scalars(select(Placement).where(Placement.ended_at.is_(None))).all()
    assert [None] * MANY == ends
    assert 1 == len(open_ones)


def test_a_walk_handed_in_by_many_at_once_is_stored_once(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", NOW, NOW, NOW, [], [])

    ends = at_once(database, lambda session, _: hand_in_sweep(session, school.id, stocktake, "201", sweep, at=NOW))

    assert [None] * MANY == ends
    assert 1 == how_many(database, Pass)


def test_decisions_made_at_once_are_all_kept_in_an_order(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    with database.read() as session:
        line = standing(session, school.id, stocktake).lines[0]

    def look_again(session: Session, _: int) -> None:
        decide(session, school.id, stocktake, line, Choice.LOOK_AGAIN, "not sure", by="Ada", at=NOW)

    ends = at_once(database, look_again)

    assert [None] * MANY == ends
    assert MANY == how_many(database, Decision)


def test_an_approval_entered_by_many_at_once_writes_off_once(database: Database) -> None:
    school, stocktake = a_counted_school(database)
    decide_on(database, school, stocktake, "A-CAMERA", Choice.CONFIRM_SHORTAGE)
    close(database, school, stocktake)
    camera, approval = item_of(database, school, "A-CAMERA"), Approval("2027-3", NOW.date())

    ends = at_once(
        database, lambda session, _: approve_shortage(session, school.id, [camera], approval, by="Ada", at=NOW)
    )

    assert (1, MANY - 1) == (ends.count(None), ends.count(NotShort))


def test_one_name_makes_one_station(database: Database, school: School) -> None:
    ends = at_once(database, lambda session, _: create_station(session, school.id, "door", by="Ada", at=NOW))

    assert (1, MANY - 1) == (ends.count(None), ends.count(StationNameTaken))


def test_a_tag_bound_by_many_at_once_is_on_one_thing(database: Database, school: School) -> None:
    with database.read() as session:
        items = session.scalars(select(Item.id).where(Item.school_id == school.id).order_by(Item.id)).all()
    tag = Tag("ABCD00112233445566778899")

    def bind(session: Session, number: int) -> None:
        bind_tag(session, school.id, Wish(tag, Bearer(Bears.ITEM, items[number])), by="Ada", at=NOW)

    ends = at_once(database, bind)

    assert (1, MANY - 1) == (ends.count(None), ends.count(TagElsewhere))


def test_numbers_given_at_once_are_all_different(database: Database, school: School) -> None:
    given: list[Tag] = []

    ends = at_once(database, lambda session, _: given.extend(next_epcs(session, school.id, 3)))

    assert [None] * MANY == ends
    assert 3 * MANY == len(set(given))
