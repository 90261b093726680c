"""A walk that was handed in by mistake counts no more, and may count after all."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select

from inventory.actions.campaign.judging import findings, judged
from inventory.actions.campaign.stocktakes import StepNotNow, complete_room
from inventory.actions.counting.late_walks import late_walks
from inventory.actions.counting.passes import Sweep, hand_in_sweep, start_pass
from inventory.actions.counting.ticks import Ticked
from inventory.actions.counting.walks_taken_back import NotHandedIn, NotTheirWalk, turn_walk, walks_handed_in
from inventory.actions.presence.presence import believed
from inventory.campaign import Step
from inventory.errors import NotFound
from inventory.findings import Kind
from inventory.ids import PassId, StockTakeId, new_id
from inventory.sightings import Sighting
from inventory.standing import RoomState
from inventory.store.engine import Database
from inventory.store.journal import Entry
from inventory.tags import Tag
from tests.inventory.actions.slips import thing
from tests.inventory.actions.steps import LATER, now, review, walk
from tests.people import NOW, School, a_stocktake

PROJECTOR, COMPUTER = Tag("3474257BF40000000000162E"), Tag("E28011606000020464A1B2C1")

Turn = Callable[..., None]


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    return a_stocktake(database, school)


@pytest.fixture
def turn(database: Database, school: School, stocktake: StockTakeId) -> Turn:
    """Takes a walk back as Ben, who made it; or what else is said."""

    def turned(walk: PassId, *, taken_back: bool = True, by: str = "Ben", anyones: bool = False) -> None:
        step = Step.TAKE_IN if anyones else Step.COUNT
        how = partial(turn_walk, taken_back=taken_back, anyones=anyones, reason="wrong room", by=by, at=LATER)
        with database.write() as session:
            how(session, school.id, stocktake, walk, step)

    return turned


def test_the_board_is_what_it_is_without_the_walk(
    database: Database, school: School, stocktake: StockTakeId, turn: Turn
) -> None:
    walk(database, school, stocktake, "201", PROJECTOR)
    with database.read() as session:
        without = judged(session, school.id, stocktake)
    wrong = walk(database, school, stocktake, "202", PROJECTOR, COMPUTER, "E280116060000000FFFFFFFF")
    with database.read() as session:
        with_it = judged(session, school.id, stocktake, without)

    turn(wrong)

    with database.read() as session:
        live = judged(session, school.id, stocktake, with_it)
        assert with_it.lines != live.lines == without.lines == findings(session, school.id, stocktake)


def test_ticks_of_the_walk_go_with_it(database: Database, school: School, stocktake: StockTakeId, turn: Turn) -> None:
    sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", NOW, NOW, NOW, [], [Ticked("ZC-2024-00005", "")])
    with database.write() as session:
        hand_in_sweep(session, school.id, stocktake, "202", sweep, at=LATER)
    assert "ZC-2024-00005" in seen(database, school, stocktake)

    turn(sweep.pass_id)

    assert set() == seen(database, school, stocktake)


def test_a_room_that_nobody_else_walked_waits_again(
    database: Database, school: School, stocktake: StockTakeId, turn: Turn
) -> None:
    walks = {room: walk(database, school, stocktake, room, COMPUTER) for room in ("201", "202")}
    walk(database, school, stocktake, "201", PROJECTOR)
    for room in walks:
        with database.write() as session:
            complete_room(session, school.id, stocktake, room, by="Ben", at=LATER)

    for each in walks.values():
        turn(each)

    rooms = {room.code: room.state for room in now(database, school, stocktake).rooms}
    assert {"201": RoomState.COMPLETE, "202": RoomState.WAITING} == rooms


def test_twice_is_once_and_it_may_count_after_all(
    database: Database, school: School, stocktake: StockTakeId, turn: Turn
) -> None:
    one = walk(database, school, stocktake, "201", PROJECTOR)

    for taken_back, left in [(True, set()), (True, set()), (False, {"ZC-2024-00001"}), (False, {"ZC-2024-00001"})]:
        turn(one, taken_back=taken_back)
        assert left == seen(database, school, stocktake)

    with database.read() as session:
        told = session.execute(
            select(Entry.what, Entry.by, Entry.reason).order_by(Entry.number.desc()).limit(3)
        ).all()
    assert ("walk counted after all", "Ben", "wrong room") == tuple(told[0])
    assert ("walk taken back", "Ben", "wrong room") == tuple(told[1])
    assert "walk taken back" != told[2].what


def test_who_counts_takes_back_their_own_walks_and_a_manager_any(
    database: Database, school: School, stocktake: StockTakeId, turn: Turn
) -> None:
    one = walk(database, school, stocktake, "201", PROJECTOR)

    with pytest.raises(NotTheirWalk):
        turn(one, by="Cy")
    turn(one, by="Ada", anyones=True)

    assert set() == seen(database, school, stocktake)


def test_when_counting_is_over_only_a_manager_takes_a_walk_back(
    database: Database, school: School, stocktake: StockTakeId, turn: Turn
) -> None:
    one = walk(database, school, stocktake, "201", PROJECTOR)
    review(database, school, stocktake)
    late = walk(database, school, stocktake, "202", COMPUTER)

    with pytest.raises(StepNotNow):
        turn(one)
    for each in (one, late):
        turn(each, by="Ada", anyones=True)

    with database.read() as session:
        assert [] == late_walks(session, school.id, stocktake)
    assert set() == seen(database, school, stocktake)


def test_what_was_believed_because_of_the_walk_is_believed_no_more(
    database: Database, school: School, stocktake: StockTakeId, turn: Turn
) -> None:
    one = walk(database, school, stocktake, "202", PROJECTOR)
    with database.read() as session:
        item = thing(session, school)
        assert {item} == set(believed(session, school.id, [item]))

    turn(one)

    with database.read() as session:
        assert {} == believed(session, school.id, [item])


def test_only_what_was_handed_in_whole_is_taken_back_so(
    database: Database, school: School, stocktake: StockTakeId, turn: Turn
) -> None:
    read, ticked = PassId(new_id()), Sweep(PassId(new_id()), "by hand", "Ben", NOW, NOW, NOW, [], [])
    with database.write() as session:
        start_pass(session, school.id, stocktake, "201", school.station, walk=read, by="Ben", at=NOW)
        hand_in_sweep(session, school.id, stocktake, "201", ticked, at=NOW)

    for each in (read, ticked.pass_id):
        with pytest.raises(NotHandedIn):
            turn(each)
    with pytest.raises(NotFound):
        turn(PassId(new_id()))


def test_the_walks_of_a_room_are_told_with_what_they_hold(
    database: Database, school: School, stocktake: StockTakeId, turn: Turn
) -> None:
    heard = [Sighting(tag, None, NOW, NOW, 9, -44.0, None) for tag in (PROJECTOR, COMPUTER, COMPUTER)]
    sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", NOW, NOW, NOW, heard, [Ticked("ZC-2024-00005", "")])
    hand_in(database, school, stocktake, sweep)
    hand_in(database, school, stocktake, replace(sweep, pass_id=PassId(new_id()), device="by hand"))
    turn(sweep.pass_id)

    with database.read() as session:
        (told,) = walks_handed_in(session, school.id, stocktake, "201")

    assert ("Ben", "PDA-2", 2, 1, True) == (told.counted_by, told.device, told.tags, told.ticks, told.taken_back)


def hand_in(database: Database, school: School, stocktake: StockTakeId, sweep: Sweep) -> None:
    with database.write() as session:
        hand_in_sweep(session, school.id, stocktake, "201", sweep, at=LATER)


def seen(database: Database, school: School, stocktake: StockTakeId) -> set[str]:
    """The numbers of what is found in its room."""
    return {line.asset_no for line in now(database, school, stocktake).lines if line.kind is Kind.VERIFIED}
