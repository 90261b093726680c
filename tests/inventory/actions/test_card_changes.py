"""Changing what stands on cards leaves who, when, from, to and why; nothing else changes."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.cards.named import ids_by_name
from inventory.ids import AssetId, ItemId
from inventory.store.cards import CardChange
from inventory.store.register import Asset, Item
from inventory.store.schools import Department
from tests.people import NOW, School

WHY = Why(by="Ada", at=NOW, reason="写错了")


def card(session: Session, school: School, number: str) -> Asset:
    session.expire_all()
    return session.scalars(select(Asset).where(Asset.school_id == school.id, Asset.asset_no == number)).one()


def log(session: Session) -> list[tuple[str, str, str]]:
    rows = session.execute(select(CardChange.field, CardChange.before, CardChange.after).order_by(CardChange.field))
    return [(field, before, after) for field, before, after in rows]


def test_a_change_is_carried_out_and_logged(session: Session, school: School) -> None:
    projector = AssetId(card(session, school, "ZC-2024-00001").id)
    changes = [Change(projector, "name", "激光投影仪"), Change(projector, "cost", Decimal("5200"))]

    assert 2 == change_cards(session, school.id, changes, WHY)

    after = card(session, school, "ZC-2024-00001")
    assert ("激光投影仪", Decimal("5200"), 2) == (after.name, after.cost, after.revision)
    assert [("cost", "4999.00", "5200.00"), ("name", "投影仪", "激光投影仪")] == log(session)


def test_what_is_so_already_is_no_change(session: Session, school: School) -> None:
    projector = AssetId(card(session, school, "ZC-2024-00001").id)

    assert 0 == change_cards(session, school.id, [Change(projector, "name", "投影仪")], WHY)

    assert 1 == card(session, school, "ZC-2024-00001").revision
    assert [] == log(session)


def test_references_are_logged_by_their_names(session: Session, school: School) -> None:
    projector = AssetId(card(session, school, "ZC-2024-00001").id)
    office = ids_by_name(session, school.id, Department, {"教务处"})["教务处"]

    change_cards(session, school.id, [Change(projector, "department_id", office)], WHY)

    assert office == card(session, school, "ZC-2024-00001").department_id
    assert [("department", "", "教务处")] == log(session)


def test_one_own_field_leaves_the_others(session: Session, school: School) -> None:
    projector = AssetId(card(session, school, "ZC-2024-00001").id)
    change_cards(session, school.id, [Change(projector, "custom:a", "1"), Change(projector, "custom:b", "2")], WHY)

    change_cards(session, school.id, [Change(projector, "custom:b", "3")], WHY)

    assert {"a": "1", "b": "3"} == card(session, school, "ZC-2024-00001").custom


def test_a_piece_is_changed_beside_its_card(session: Session, school: School) -> None:
    desks = card(session, school, "ZC-2024-00003")
    piece = session.scalars(select(Item.id).where(Item.asset_id == desks.id, Item.position == 2)).one()

    change_cards(session, school.id, [Change(AssetId(desks.id), "serial", "SN-2", ItemId(piece))], WHY)

    serials = select(Item.serial).where(Item.asset_id == desks.id).order_by(Item.position)
    assert ["", "SN-2", ""] == session.scalars(serials).all()
    assert 2 == card(session, school, "ZC-2024-00003").revision
