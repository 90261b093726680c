"""What a card is worth, from what stands on it: typed, imported, split."""

from datetime import UTC, date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from inventory.actions.cards.card import asset_card
from inventory.actions.cards.card_changes import Why
from inventory.actions.cards.card_editing import edit_card
from inventory.actions.cards.card_value import CardValue, value_of
from inventory.actions.cards.entering import NewCard, enter_card
from inventory.actions.documents.movements import Occasion
from inventory.actions.school.schools import create_school
from inventory.ids import SchoolId
from inventory.months import Month
from tests.people import NOW

COMPUTERS = {
    "name": "台式计算机",
    "category": "A02010105 台式计算机",
    "cost": "7200.00",
    "posted": "2026-01-15",
}


@pytest.fixture
def school(session: Session) -> SchoolId:
    """A school without anything."""
    return create_school(session, "Riverside", at=NOW)


def worth(session: Session, school: SchoolId, filled: dict[str, str], pieces: int = 2) -> CardValue:
    card = enter_card(session, school, NewCard(COMPUTERS | filled, pieces), Occasion("", "Ada", NOW))
    return value_of(session, school, asset_card(session, school, card), date(2026, 12, 31), UTC)


def test_the_life_is_that_of_the_class_unless_the_card_has_its_own(session: Session, school: SchoolId) -> None:
    of_class, of_card = worth(session, school, {}), worth(session, school, {"life_months": "120"})

    assert (72, Decimal("1200.00")) == (of_class.life_months, of_class.worth.accumulated)
    assert (120, Decimal("720.00")) == (of_card.life_months, of_card.worth.accumulated)
    assert Decimal("7200.00") == sum(year.amount for year in of_class.years)


def test_depreciation_that_stands_on_the_card_is_taken_from_there_on(session: Session, school: SchoolId) -> None:
    value = worth(session, school, {"accumulated": "600.00"})

    assert (Decimal("600.00"), Month(2026, 10)) == (value.booked, value.until)
    assert Decimal("812.90") == value.worth.accumulated  # 6,600 yuan over the 62 months left, two of them passed


def test_without_a_posting_date_nobody_knows(session: Session, school: SchoolId) -> None:
    value = worth(session, school, {"posted": ""})

    assert (None, 2, []) == (value.worth.net, value.worth.unvalued, value.years)


def test_a_change_of_cost_counts_from_its_day(session: Session, school: SchoolId) -> None:
    card = enter_card(session, school, NewCard(COMPUTERS, 2), Occasion("", "Ada", NOW))
    why = Why("Ada", NOW + timedelta(hours=1), "评估")
    edit_card(session, school, card, {"cost": "8600.00"}, revision=1, why=why)

    value = value_of(session, school, asset_card(session, school, card), date(2026, 12, 31), UTC)

    assert Decimal("1245.16") == value.worth.accumulated  # 10 months at 100, then 7,600 yuan over 62 months
    assert Decimal("8600.00") == sum(year.amount for year in value.years)
