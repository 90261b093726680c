"""A stock-take is frozen at its opening, and again at its close."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from inventory.actions.campaign.closing import close_stocktake
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import StockTakeClosed, complete_room
from inventory.actions.cards.assets import search_assets
from inventory.actions.cards.card import pieces_of
from inventory.actions.cards.history import history_of
from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.actions.importing.imports import apply_import, hand_in
from inventory.campaign import Scope, Status
from inventory.errors import NotFound
from inventory.findings import Kind
from inventory.ids import PassId, new_id
from inventory.sightings import Sighting
from inventory.standing import RoomState
from inventory.store.engine import Database
from inventory.store.places import Room
from inventory.store.register import Asset, Item
from inventory.tags import Tag
from tests.people import NOW, School, a_stocktake


def test_what_changes_in_the_books_later_does_not_change_the_frozen_list(database: Database, school: School) -> None:
    stocktake = a_stocktake(database, school)
    with database.read() as session:
        before = standing(session, school.id, stocktake)

    with database.write() as session:
        session.execute(update(Asset).values(name="renamed"))
        session.execute(update(Item).values(room_id=None))
        session.execute(update(Room).values(code=Room.code + "x", name="renamed"))

    with database.read() as session:
        assert before == standing(session, school.id, stocktake)


def test_the_pieces_of_a_card_share_its_cost_to_the_fen(database: Database, school: School) -> None:
    with database.read() as session:
        lines = standing(session, school.id, a_stocktake(database, school)).lines

    desks = [line.cost for line in lines if line.asset_no == "ZC-2024-00003"]

    assert [Decimal("168.34"), Decimal("168.33"), Decimal("168.33")] == desks


def test_a_stock_take_of_some_rooms_speaks_only_of_what_is_booked_or_seen_there(
    database: Database, school: School
) -> None:
    with database.write() as session:
        stocktake = open_stocktake(
            session, school.id, name="201", cutoff=NOW, scope=Scope(("201",)), by="Ada", at=NOW
        )

    with database.read() as session:
        now = standing(session, school.id, stocktake)

    assert ["201"] == [room.code for room in now.rooms]
    assert {"ZC-2024-00001", "ZC-2024-00002"} == {line.asset_no for line in now.lines}


def test_a_room_that_does_not_exist_opens_nothing(database: Database, school: School) -> None:
    with pytest.raises(NotFound, match="999"), database.write() as session:
        open_stocktake(session, school.id, name="x", cutoff=NOW, scope=Scope(("201", "999")), by="Ada", at=NOW)


def test_a_closed_stock_take_reads_the_same_for_ever(database: Database, school: School) -> None:
    stocktake = a_stocktake(database, school)
    with database.read() as session:
        open_lines = standing(session, school.id, stocktake).lines

    with database.write() as session:
        close_stocktake(session, school.id, stocktake, by="Ada", at=NOW)
        session.execute(update(Asset).values(name="renamed"))

    with database.read() as session:
        closed = standing(session, school.id, stocktake)
    assert (Status.CLOSED, open_lines) == (closed.status, closed.lines)


def test_a_closed_stock_take_is_not_counted_on_or_closed_again(database: Database, school: School) -> None:
    stocktake = a_stocktake(database, school)
    with database.write() as session:
        close_stocktake(session, school.id, stocktake, by="Ada", at=NOW)

    with pytest.raises(StockTakeClosed), database.write() as session:
        complete_room(session, school.id, stocktake, "201", by="Ada", at=NOW)
    with pytest.raises(StockTakeClosed), database.write() as session:
        close_stocktake(session, school.id, stocktake, by="Ada", at=NOW)


def test_a_walk_handed_in_after_the_close_does_not_change_how_its_room_is_shown(
    database: Database, school: School
) -> None:
    stocktake = a_stocktake(database, school)
    with database.write() as session:
        close_stocktake(session, school.id, stocktake, by="Ada", at=NOW)
    later = NOW + timedelta(days=1)
    sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", later, later, later, [], [])

    with database.write() as session:
        taken = hand_in_sweep(session, school.id, stocktake, "201", sweep, at=later)

    with database.read() as session:
        rooms = standing(session, school.id, stocktake).rooms
    assert taken.late
    assert [RoomState.WAITING, RoomState.WAITING] == [room.state for room in rooms]


def test_a_room_is_silent_until_a_walk_hears_something(database: Database, school: School) -> None:
    stocktake = a_stocktake(database, school)
    seen = Sighting(Tag("3474257BF40000000000162E"), None, NOW, NOW, 9, -44.0, -50.0)

    silent = []
    for sightings in ([], [seen]):
        with database.write() as session:
            sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", NOW, NOW, NOW, sightings, [])
            hand_in_sweep(session, school.id, stocktake, "201", sweep, at=NOW)
        with database.read() as session:
            silent.append([room.silent for room in standing(session, school.id, stocktake).rooms])

    assert [[True, False], [False, False]] == silent


def test_a_completed_room_is_shown_so(database: Database, school: School) -> None:
    stocktake = a_stocktake(database, school)

    with database.write() as session:
        complete_room(session, school.id, stocktake, "201", by="Ada", at=NOW)

    with database.read() as session:
        rooms = {room.code: room.state for room in standing(session, school.id, stocktake).rooms}
    assert {"201": RoomState.COMPLETE, "202": RoomState.WAITING} == rooms


def test_one_tag_on_two_cards_is_a_conflict_of_both(database: Database, school: School) -> None:
    twice = "asset_no,name,room,epc\nA-1,投影仪,201,E2801160600002040000AAAA\nA-2,书柜,202,E2801160600002040000AAAA\n"
    with database.write() as session:
        preview = hand_in(session, school.id, "twice.csv", twice.encode(), by="Ada", at=NOW)
        session.flush()
        apply_import(session, school.id, preview.id, by="Ada", at=NOW)

    with database.read() as session:
        lines = standing(session, school.id, a_stocktake(database, school)).lines

    assert {"A-1", "A-2"} == {line.asset_no for line in lines if line.kind is Kind.TAG_CONFLICT}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("投影", ["ZC-2024-00001"]),
        ("00002", ["ZC-2024-00002"]),
        ("张敏 计算机", ["ZC-2024-00002"]),
        ("20464a1b2d2", ["ZC-2024-00003"]),
        ("202", ["ZC-2024-00003", "ZC-2024-00004", "ZC-2024-00005"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_a_card_is_found_by_any_part_of_what_stands_on_it(
    database: Database, school: School, text: str, numbers: list[str]
) -> None:
    with database.read() as session:
        found = [
            hit.asset_no for hit in search_assets(session, school.id, text) if hit.asset_no in numbers or not numbers
        ]

    assert numbers == found


def test_a_card_shows_its_pieces_their_tags_and_where_it_came_from(database: Database, school: School) -> None:
    with database.read() as session:
        (hit,) = search_assets(session, school.id, "ZC-2024-00003")
        pieces = pieces_of(session, school.id, hit.id)
        history = history_of(session, school.id, hit.id)

    assert [1, 2, 3] == [item.position for item in pieces]
    assert [1, 1, 1] == [len(item.tags) for item in pieces]
    assert {"filename": "register.csv"} in [line.facts for line in history]
