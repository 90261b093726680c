"""Editing a card: what differs is written and logged, and nobody overwrites anybody."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from inventory.actions.cards.card_editing import (
    CardChanged,
    MoreThanItCost,
    NameMissing,
    QuantityByDocument,
    ReasonMissing,
    edit_card,
)
from inventory.actions.cards.own_fields import add_field, drop_field, move_up, own_fields, take_up_field
from inventory.errors import NotFound
from inventory.fields import OWN, BadValue, Holds
from inventory.store.register import Asset
from tests.inventory.actions.cards import WHY, card_of, log
from tests.people import NOW, School

PROJECTOR = "ZC-2024-00001"


def edit(session: Session, school: School, filled: Mapping[str, str], reason: str = "写错了") -> int:
    card = card_of(session, school, PROJECTOR)
    return edit_card(session, school.id, card.id, filled, revision=1, why=replace(WHY, reason=reason))


def test_only_what_differs_is_written_and_logged(session: Session, school: School) -> None:
    written = edit(session, school, {"name": "投影仪", "brand": "爱普生", "cost": "5,200.00", "department": "教务处"})

    card = card_of(session, school, PROJECTOR)
    assert (3, 2) == (written, card.revision)
    assert ("爱普生", Decimal(5200), "教务处") == (card.values["brand"], card.cost, card.values["department"])
    assert [("brand", "", "爱普生"), ("cost", "4999.00", "5200.00"), ("department", "", "教务处")] == log(
        session, card
    )


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("A02020200 投影仪", "A02020200", "投影仪"),
        ("A02010105", "A02010105", "台式计算机"),
        ("教学设备", "", "教学设备"),
    ],
)
def test_a_category_is_written_as_code_and_name(
    session: Session, school: School, text: str, code: str, name: str
) -> None:
    edit(session, school, {"category": text})

    category = card_of(session, school, PROJECTOR).category
    assert (code, name) == (category.code, category.name)


def test_the_second_of_two_people_is_told_and_overwrites_nothing(session: Session, school: School) -> None:
    edit(session, school, {"brand": "爱普生"})

    with pytest.raises(CardChanged):
        edit(session, school, {"brand": "明基"})

    assert "爱普生" == card_of(session, school, PROJECTOR).values["brand"]


def test_a_change_of_value_or_number_needs_a_reason_and_others_do_not(session: Session, school: School) -> None:
    with pytest.raises(ReasonMissing):
        edit(session, school, {"cost": "1"}, " ")

    assert 1 == edit(session, school, {"note": "讲台左侧"}, "")


@pytest.mark.parametrize(
    ("filled", "refusal"),
    [
        ({"quantity": "2"}, QuantityByDocument),
        ({"name": " "}, NameMissing),
        ({"acquired": "soon"}, BadValue),
        ({"accumulated": "5000"}, MoreThanItCost),
        ({"room": "201"}, NotFound),
    ],
)
def test_what_is_no_field_of_the_card_is_refused(
    session: Session, school: School, filled: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        edit(session, school, filled)


def test_under_its_new_number_a_file_finds_the_card_again(session: Session, school: School) -> None:
    projector = card_of(session, school, PROJECTOR)

    edit(session, school, {"asset_no": "ZC-2024-00002"})

    assert "no:ZC-2024-00002:2" == session.get_one(Asset, (school.id, projector.id)).import_key


def test_an_own_field_takes_only_what_it_holds(session: Session, school: School) -> None:
    field = add_field(session, school.id, "电源", Holds.CHOICE, ["内置", " 外接 ", ""], by="Ada", at=NOW)
    power = f"{OWN}{field.hex}"

    with pytest.raises(BadValue):
        edit(session, school, {power: "电池"})
    edit(session, school, {power: "外接"})

    card = card_of(session, school, PROJECTOR)
    assert {field.hex: "外接"} == card.own
    assert [(power, "", "外接")] == log(session, card)


def test_own_fields_are_ordered_dropped_and_taken_up_again(session: Session, school: School) -> None:
    first, second = (add_field(session, school.id, name, Holds.TEXT, [], by="Ada", at=NOW) for name in "甲乙")

    move_up(session, school.id, second)
    drop_field(session, school.id, first, by="Ada", at=NOW)
    assert ["乙"] == [each.field.label for each in own_fields(session, school.id)]
    take_up_field(session, school.id, first, by="Ada", at=NOW)

    assert ["乙", "甲"] == [each.field.label for each in own_fields(session, school.id)]
