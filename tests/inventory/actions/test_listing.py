"""Finding cards: by words and by what they are filtered by, whatever was changed before, a page at a time."""

from collections.abc import Callable
from datetime import UTC, date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.cards.listing import list_cards
from inventory.actions.documents.movements import Occasion, move
from inventory.actions.importing.import_undo import undo_import
from inventory.actions.tagging.labels import Label, relabel
from inventory.facets import Lack
from inventory.ids import AssetId, ImportId, ItemId, RoomId, SchoolId
from inventory.listing import Order, Wanted
from inventory.movements import MovementKind
from inventory.register import ItemState
from inventory.searching import found_by
from inventory.store.engine import Database
from inventory.store.places import Room
from inventory.store.register import Asset, Item, RegisterImport, TagBinding
from inventory.store.schools import Person
from inventory.store.search import CardText
from inventory.store.search_texts import make_stale
from inventory.tags import Tag
from tests.people import NOW, School, a_school

WHY = Occasion("because", "Ada", NOW)


@pytest.fixture
def school(database: Database) -> School:
    a_school(database, "Hilltop", "asset_no,name,room,keeper\nH-1,投影仪,201,张敏\n")
    return a_school(database)


def numbers(database: Database, school: School, wanted: Wanted) -> list[str]:
    with database.read() as session:
        return [line.asset_no[-1] for line in list_cards(session, school.id, wanted).lines]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("投影", "1"), ("-00002", "2"), ("张敏 计算机", "2"), ("20464a1b2d2", "3"), ("机", "24")),
        *(("tyy", "1"), ("zhuozi", ""), ("kezhuo", "3"), ("zm", "12"), ("100%", ""), ("_", ""), ('"', "")),
    ],
)
def test_a_card_is_found_by_any_part_of_what_stands_on_it(
    database: Database, school: School, text: str, found: str
) -> None:
    assert list(found) == numbers(database, school, Wanted(text))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), "12345"),
        (Wanted(room="202"), "345"),
        (Wanted(room="999"), ""),
        (Wanted(keeper="张敏"), "12"),
        (Wanted(room="202", state=ItemState.LENT), "4"),
        (Wanted(lacks=Lack.TAG), "5"),
        (Wanted(cost_from=Decimal("900.00"), cost_to=Decimal(4200)), "245"),
        (Wanted("202", cost_to=Decimal(900), room="202"), "35"),
        (Wanted(acquired_from=date(2020, 1, 1)), ""),
        (Wanted(order=Order.COST), "35421"),
        (Wanted(order=Order.COST, descending=True, room="202"), "453"),
    ],
)
def test_cards_are_filtered_and_sorted(database: Database, school: School, wanted: Wanted, found: str) -> None:
    assert list(found) == numbers(database, school, wanted)


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("descending", [False, True])
def test_pages_hold_every_card_once(database: Database, school: School, order: Order, descending: bool) -> None:
    wanted = Wanted(order=order, descending=descending)
    with database.write() as session:
        costless = Asset.asset_no.in_(["ZC-2024-00001", "ZC-2024-00003"])
        session.execute(update(Asset).where(Asset.school_id == school.id, costless).values(cost=None))
    seen: list[str] = []
    after: AssetId | None = None

    with database.read() as session:
        while (page := list_cards(session, school.id, wanted, limit=2, after=after)).lines:
            seen += [line.asset_no[-1] for line in page.lines]
            after = page.lines[-1].id

    assert numbers(database, school, wanted) == seen
    assert set("12345") == set(seen)


def _rename(session: Session, school: SchoolId) -> None:
    (asset,) = session.scalars(select(Asset.id).where(Asset.school_id == school, Asset.name == "书柜"))
    change_cards(session, school, [Change(AssetId(asset), "name", "铁皮柜")], Why("Ada", NOW))


def _move(session: Session, school: SchoolId) -> None:
    (room,) = session.scalars(select(Room.id).where(Room.school_id == school, Room.code == "201"))
    pieces = session.scalars(select(Item.id).where(Item.school_id == school)).all()
    move(session, school, MovementKind.TRANSFER, [ItemId(piece) for piece in pieces], WHY, room=RoomId(room))


def _retire(session: Session, school: SchoolId) -> None:
    pieces = session.scalars(select(Item.id).where(Item.school_id == school)).all()
    some = [ItemId(piece) for piece in pieces[:3]]
    move(session, school, MovementKind.WRITE_OFF, some, WHY, state=ItemState.RETIRED)


def _relabel(session: Session, school: SchoolId) -> None:
    bound = select(TagBinding.item_id, TagBinding.tag).where(TagBinding.school_id == school)
    item, tag = session.execute(bound.limit(1)).one()
    assert item is not None
    relabel(session, school, [Label(ItemId(item), Tag(tag), False), Label(ItemId(item), Tag("AA" * 12), True)], WHY)


def _call_otherwise(session: Session, school: SchoolId) -> None:
    session.execute(update(Room).where(Room.school_id == school, Room.code == "202").values(name="舞蹈室"))
    session.execute(update(Person).where(Person.school_id == school, Person.name == "张敏").values(name="章明"))


def _undo(session: Session, school: SchoolId) -> None:
    (first,) = session.scalars(select(RegisterImport.id).where(RegisterImport.school_id == school))
    undo_import(session, school, ImportId(first), by="Ada", at=NOW, zone=UTC)


@pytest.mark.parametrize("change", [_rename, _move, _retire, _relabel, _call_otherwise, _undo])
def test_nothing_is_found_by_what_it_said_before(
    database: Database, school: School, change: Callable[[Session, SchoolId], None]
) -> None:
    before = _texts(database)

    with database.write() as session:
        change(session, school.id)

    after = _texts(database)
    with database.write() as session:
        make_stale(session)
    assert before != after
    assert _texts(database) == after


def _texts(database: Database) -> dict[object, str]:
    with database.read() as session:
        return dict(session.execute(select(CardText.asset_id, CardText.text)).all())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from('投影课桌椅机张敏 zctym0123-"'), max_size=6))
def test_the_database_finds_what_contains_the_words(database: Database, school: School, text: str) -> None:
    with database.read() as session:
        found = {line.id for line in list_cards(session, school.id, Wanted(text)).lines}
        cards = session.execute(select(CardText.asset_id, CardText.text).where(CardText.school_id == school.id))
        expected = {AssetId(asset) for asset, prepared in cards if found_by(prepared, text)}

    assert expected == found
