"""A stock-take of some of it: which rooms are walked, which things it speaks of, and what documents changed since."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from inventory.actions.campaign.changes import changes_since
from inventory.actions.campaign.extents import Extent, Limits, extent
from inventory.actions.campaign.opening import NoRooms, open_stocktake
from inventory.actions.campaign.scoping import choices
from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import the_stocktake
from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.actions.importing.imports import apply_import, hand_in
from inventory.campaign import Scope
from inventory.errors import NotFound
from inventory.findings import Kind, Note
from inventory.ids import PassId, StockTakeId, new_id
from inventory.sightings import Sighting
from inventory.standing import Standing
from inventory.store.engine import Database
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.places import Room
from inventory.store.register import Asset, Item
from inventory.tags import Tag
from tests.people import NOW, School, a_school

PROJECTOR, COMPUTER = "3474257BF40000000000162E", "E28011606000020464A1B2C1"
CODED = "资产编号,资产名称,存放地点,资产分类代码\nZC-1,台式计算机,201,A02010105\nZC-2,书柜,202,A05010501\n"
NEW = "asset_no,name,room,epc\nZC-2026-00009,扫描仪,202,E28011606000020400000009\n"

LARGE = Limits(small=0)


def opened(database: Database, school: School, scope: Scope | None = None) -> StockTakeId:
    with database.write() as session:
        return open_stocktake(session, school.id, name="2026", cutoff=NOW, by="Ada", at=NOW, scope=scope)


def seen(database: Database, school: School, stocktake: StockTakeId, room: str, *tags: str) -> Standing:
    """How the stock-take stands after a walk through the room that heard these tags."""
    sightings = [Sighting(Tag(tag), None, NOW, NOW, 9, -44.0, -50.0) for tag in tags]
    for _ in range(3):
        sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", NOW, NOW, NOW, sightings, [])
        with database.write() as session:
            hand_in_sweep(session, school.id, stocktake, room, sweep, at=NOW)
    with database.read() as session:
        return standing(session, school.id, stocktake)


def finding(now: Standing, number: str) -> tuple[Kind, tuple[Note, ...]]:
    return next((line.kind, line.notes) for line in now.lines if line.asset_no == number)


def document(database: Database, school: School, number: str, *, room: str | None = None, state: str = "") -> None:
    """A document that gives the first piece of the card another room or state."""
    with database.write() as session:
        item = session.scalars(
            select(Item).join(Asset, Asset.id == Item.asset_id).where(Asset.asset_no == number, Item.position == 1)
        ).one()
        there = session.scalars(select(Room.id).where(Room.code == room)).one_or_none() or item.room_id
        made = MovementRow(
            school_id=school.id,
            id=new_id(),
            kind="transfer",
            year=2026,
            number=1,
            reason="",
            approval_no="",
            made_by="Ada",
            made_at=NOW,
        )
        session.add(made)
        session.flush()
        session.add(
            MovementLine(
                school_id=school.id,
                movement_id=made.id,
                item_id=item.id,
                to_room_id=there,
                from_state=item.state,
                to_state=state or item.state,
            )
        )
        item.room_id, item.state = there, state or item.state


@pytest.mark.parametrize(
    ("scope", "much"),
    [
        (Scope(), Extent(2, 7)),
        (Scope(rooms=("201",)), Extent(1, 2)),
        (Scope(keepers=("李强",)), Extent(1, 5)),
        (Scope(keepers=("李强",), rooms=("201", "202")), Extent(2, 5)),
        (Scope(value_from=Decimal(3600)), Extent(2, 3)),
        (Scope(keepers=("张敏",), value_from=Decimal(4500)), Extent(1, 1)),
        (Scope(keepers=("张敏",), value_from=Decimal(10_000)), Extent(0, 0)),
    ],
)
def test_a_scope_comes_to_so_many_rooms_and_things(
    database: Database, school: School, scope: Scope, much: Extent
) -> None:
    with database.read() as session:
        assert much == extent(session, school.id, scope) == extent(session, school.id, scope, LARGE)


@pytest.mark.parametrize(
    ("scope", "limits"), [(Scope(), Limits(things=6)), (Scope(keepers=("李强",)), Limits(small=0, cards=0))]
)
def test_of_very_many_things_only_the_rooms_are_told(
    database: Database, school: School, scope: Scope, limits: Limits
) -> None:
    with database.read() as session:
        assert Extent(2, None) == extent(session, school.id, scope, limits)


@pytest.mark.parametrize("scope", [Scope(keepers=("赵六",)), Scope(buildings=("A",)), Scope(categories=("x",))])
def test_a_name_nobody_knows_is_told(database: Database, school: School, scope: Scope) -> None:
    with pytest.raises(NotFound, match=r"赵六|A|x"):
        opened(database, school, scope)


def test_a_scope_of_nothing_is_not_opened(database: Database, school: School) -> None:
    with pytest.raises(NoRooms):
        opened(database, school, Scope(value_from=Decimal(10_000)))


def test_a_scope_can_be_made_of_the_names_in_the_register(database: Database, school: School) -> None:
    with database.read() as session:
        assert ("张敏", "李强") == tuple(sorted(choices(session, school.id).keepers))


def test_categories_the_books_give_as_codes_alone_are_called_by_their_codes(database: Database) -> None:
    school = a_school(database, register=CODED)
    with database.read() as session:
        assert ("A02010105", "A05010501") == choices(session, school.id).categories

    now = seen(database, school, opened(database, school, Scope(categories=("A05010501",))), "202")

    assert [("ZC-2", "A05010501")] == [(line.asset_no, line.category) for line in now.lines]


def test_things_outside_the_scope_are_no_findings_and_no_strangers(database: Database, school: School) -> None:
    stocktake = opened(database, school, Scope(value_from=Decimal(4500)))

    now = seen(database, school, stocktake, "201", PROJECTOR, COMPUTER)

    assert {"ZC-2024-00001": Kind.VERIFIED} == {line.asset_no: line.kind for line in now.lines}
    assert Scope(value_from=Decimal(4500)) == now.campaign.scope


def test_what_a_document_moved_lent_or_brought_in_since_is_told_with_the_finding(
    database: Database, school: School
) -> None:
    stocktake = opened(database, school)
    document(database, school, "ZC-2024-00001", room="202")
    with database.write() as session:
        preview = hand_in(session, school.id, "new.csv", NEW.encode(), by="Ada", at=NOW)
        session.flush()
        apply_import(session, school.id, preview.id, by="Ada", at=NOW)

    now = seen(database, school, stocktake, "202", PROJECTOR, "E28011606000020400000009")

    assert (Kind.ACCOUNTED, (Note.MOVED_BY_DOCUMENT,)) == finding(now, "ZC-2024-00001")
    assert (Kind.ACCOUNTED, (Note.RECEIVED_SINCE,)) == finding(now, "ZC-2026-00009")


def test_what_was_lent_since_is_out_for_a_reason(database: Database, school: School) -> None:
    stocktake = opened(database, school)
    document(database, school, "ZC-2024-00001", state="lent")

    now = seen(database, school, stocktake, "201", COMPUTER)

    assert (Kind.ACCOUNTED, (Note.LENT_SINCE,)) == finding(now, "ZC-2024-00001")
    with database.read() as session:
        (change,) = changes_since(session, the_stocktake(session, school.id, stocktake))
    assert ("ZC-2024-00001", "in use", "lent") == (change.asset_no, change.old_state, change.state)
