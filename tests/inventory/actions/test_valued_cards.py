"""The register valued: depreciation on the cards goes on, what was written off leaves, rules hold from their days."""

from collections.abc import Iterator
from datetime import UTC, date
from decimal import Decimal

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from inventory.actions.value_rules import AlreadySaid, lives_said, rules_said, say_life, say_rule
from inventory.actions.valued_cards import ValuedCard, valued_cards
from inventory.ids import SchoolId
from inventory.lives import Life
from inventory.months import Month
from inventory.schedule import DatedRule, MonthRule
from inventory.store.engine import Database
from inventory.store.register import Item
from tests.people import NOW, a_school

REGISTER = """asset_no,name,category_code,quantity,cost,accumulated,posted,life_months,room
A-1,投影仪,A02020200,1,6000.00,,2026-01-10,60,201
A-2,计算机,A02010105,2,7200.00,1000.00,2026-01-10,72,201
A-3,讲台,A05010299,1,900.00,,,,202
"""
TODAY = date(2026, 11, 20)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session that writes."""
    with database.write() as opened:
        yield opened


@pytest.fixture
def school(database: Database) -> SchoolId:
    """Riverside, with three cards."""
    return a_school(database, register=REGISTER).id


def cards(session: Session, school: SchoolId) -> dict[str, ValuedCard]:
    return {card.asset_no: card for card in valued_cards(session, school, TODAY, UTC)}


def test_a_card_is_worth_what_its_months_left_of_it(school: SchoolId, session: Session) -> None:
    found = cards(session, school)

    assert Decimal("5000.00") == found["A-1"].course.worth(date(2026, 10, 31)).net
    assert 1 == found["A-3"].course.worth(TODAY).unvalued


def test_what_stands_on_a_card_is_kept_and_told_where_the_rules_make_something_else_of_it(
    school: SchoolId, session: Session
) -> None:
    card = cards(session, school)["A-2"]

    assert card.check is not None
    assert (Decimal("1000.00"), Decimal("1000.00")) == (card.check.booked, card.check.computed)
    assert Month(2026, 10) == card.check.until
    assert None is cards(session, school)["A-1"].check


def test_pieces_that_were_written_off_leave_with_their_part(school: SchoolId, session: Session) -> None:
    off = update(Item).where(Item.asset_id == cards(session, school)["A-2"].id, Item.position == 2)
    session.execute(off.values(state="retired", removed_on=date(2026, 11, 3)))

    course = cards(session, school)["A-2"].course

    assert (2, 1) == (course.worth(date(2026, 11, 2)).pieces, course.worth(date(2026, 11, 3)).pieces)
    assert Decimal("3600.00") == course.worth(TODAY).cost


def test_a_life_of_the_school_holds_for_cards_without_one(school: SchoolId, session: Session) -> None:
    life = Life("GB/T 14885", "2022", "A0501", 180, date(2020, 1, 1))

    say_life(session, school, life, by="Ada", at=NOW)

    assert [(life, "Ada", NOW)] == [(said.life, said.by, said.at) for said in lives_said(session, school)]
    with pytest.raises(AlreadySaid):
        say_life(session, school, life, by="Ada", at=NOW)


def test_a_month_rule_holds_from_its_day_on(school: SchoolId, session: Session) -> None:
    say_rule(session, school, DatedRule(MonthRule.ENTERPRISE, date(2026, 1, 1)), by="Ada", at=NOW)

    assert [MonthRule.ENTERPRISE] == [said.dated.rule for said in rules_said(session, school)]
    assert Decimal("5100.00") == cards(session, school)["A-1"].course.worth(date(2026, 10, 31)).net
