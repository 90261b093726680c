"""A school without a scanner finds its shortages: ticked off on the room page, finished, counted again."""

from datetime import timedelta

import pytest

from inventory.actions.campaign.judging import findings
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.campaign.recounts import begin_recount
from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import complete_room
from inventory.actions.counting.by_hand import Hand, take_back, tick_texts
from inventory.actions.counting.tick_lines import ticks_in_room
from inventory.campaign import Scope
from inventory.findings import Kind
from inventory.ids import StockTakeId, new_id
from inventory.standing import Line
from inventory.store.engine import Database
from tests.people import NOW, School, a_school, a_stocktake

LATER = NOW + timedelta(hours=1)
NUMBERS = [f"ZC-2025-{number:05}" for number in range(1, 11)]
REGISTER = "\n".join(
    [
        "asset_no,name,room,quantity,state",
        *(f"{number},显微镜,301,1,在用" for number in NUMBERS),
        "ZC-1,天平,302,1,在用",
        "",
    ]
)


@pytest.fixture
def school(database: Database) -> School:
    """Ten microscopes in room 301, a balance in 302, none with a tag."""
    return a_school(database, register=REGISTER)


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    """Nine of them ticked, and the room finished."""
    stocktake = a_stocktake(database, school)
    tick_and_finish(database, school, stocktake)
    return stocktake


def tick_and_finish(database: Database, school: School, stocktake: StockTakeId) -> None:
    with database.write() as session:
        tick_texts(session, hand(school, stocktake), NUMBERS[:9], ())
        complete_room(session, school.id, stocktake, "301", by="Ben", at=NOW)


def hand(school: School, stocktake: StockTakeId) -> Hand:
    return Hand(school.id, stocktake, "301", "Ben", NOW, new_id())


def the_tenth(database: Database, school: School, stocktake: StockTakeId) -> Line:
    with database.read() as session:
        (line,) = (each for each in findings(session, school.id, stocktake) if each.asset_no == NUMBERS[9])
    return line


def test_the_tenth_of_ten_is_missing_when_nine_are_ticked_and_the_room_is_finished(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    tenth = the_tenth(database, school, stocktake)

    assert (Kind.MISSING, "301", None) == (tenth.kind, tenth.booked_room, tenth.seen_room)
    assert tenth.confidence > 0.7


def test_a_recount_opens_the_room_again_and_the_tenth_is_to_be_looked_for(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    with database.write() as session:
        lines = standing(session, school.id, stocktake).lines
        begin_recount(session, school.id, stocktake, lines, percent=None, seed=1, by="Ada", at=LATER)

    assert Kind.UNTAGGED is the_tenth(database, school, stocktake).kind

    with database.write() as session:
        complete_room(session, school.id, stocktake, "301", by="Ben", at=LATER)
    assert Kind.MISSING is the_tenth(database, school, stocktake).kind


def test_ticks_taken_back_are_not_ticks(database: Database, school: School, stocktake: StockTakeId) -> None:
    with database.write() as session:
        room, _ = standing(session, school.id, stocktake).rooms
        for line in ticks_in_room(session, school.id, stocktake, room.id)[:6]:
            take_back(session, hand(school, stocktake), line.id)

    assert Kind.UNTAGGED is the_tenth(database, school, stocktake).kind


def test_what_the_stock_take_is_not_about_need_not_be_ticked(database: Database) -> None:
    lines = ["asset_no,name,room,quantity,state,keeper", *(f"{number},显微镜,301,1,在用,张敏" for number in NUMBERS)]
    school = a_school(database, register="\n".join([*lines, "ZC-1,椅子,301,40,在用,李强", ""]))
    with database.write() as session:
        stocktake = open_stocktake(
            session, school.id, name="2026", cutoff=NOW, scope=Scope(keepers=("张敏",)), by="Ada", at=NOW
        )

    tick_and_finish(database, school, stocktake)

    assert Kind.MISSING is the_tenth(database, school, stocktake).kind
