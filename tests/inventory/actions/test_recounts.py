"""Counting again: what is in doubt, or a sample; and what a recount makes of the first count."""

from datetime import date, timedelta

import pytest

from inventory.actions.campaign.recounts import NothingToRecount, begin_recount, chosen_again
from inventory.actions.campaign.stocktakes import complete_room
from inventory.actions.counting.teams import assign
from inventory.ids import StockTakeId
from inventory.standing import RoomState
from inventory.store.engine import Database
from tests.inventory.actions.steps import LATER, now, recount, review, walk
from tests.people import NOW, School, a_stocktake

PROJECTOR, COMPUTER = "3474257BF40000000000162E", "E28011606000020464A1B2C1"


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    """A stock-take of all its rooms."""
    return a_stocktake(database, school)


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
