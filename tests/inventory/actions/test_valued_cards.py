"""The register valued: depreciation on the cards goes on, what was written off leaves, rules hold from their days."""

from datetime import UTC, date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.cards.value_rules import AlreadySaid, lives_said, rules_said, say_life, say_rule
from inventory.actions.cards.valued_cards import valued_register
from inventory.balance import Holding, balance
from inventory.ids import AssetId, SchoolId
from inventory.lives import Life
from inventory.months import Month
from inventory.schedule import DatedRule, MonthRule
from inventory.store.engine import Database
from inventory.store.register import Asset, Item
from tests.people import NOW, a_school

REGISTER = """asset_no,name,category_code,quantity,cost,accumulated,posted,life_months,room
A-1,投影仪,A02020200,1,6000.00,,2026-01-10,60,201
A-2,计算机,A02010105,2,7200.00,1000.00,2026-01-10,72,201
A-3,讲台,A05010299,1,900.00,,,,202
"""
TODAY = date(2026, 11, 20)
PROJECTORS, COMPUTERS, LECTERNS = "A02020200", "A02010105", "A05010299"


@pytest.fixture
def school(database: Database) -> SchoolId:
    """Riverside, with three cards."""
    return a_school(database, register=REGISTER).id


def held(session: Session, school: SchoolId, day: date = TODAY) -> dict[str, Holding]:
    """By category what the books held at the end of the day."""
    rows, _ = balance(valued_register(session, school, TODAY, UTC).by_category, day)
    return {row.group: row.held for row in rows}


def test_a_card_is_worth_what_its_months_left_of_it(school: SchoolId, session: Session) -> None:
    found = held(session, school, date(2026, 10, 31))

    assert Decimal("5000.00") == found[PROJECTORS].net
    assert 1 == found[LECTERNS].unvalued


def test_what_stands_on_a_card_is_kept_and_told_where_the_rules_make_something_else_of_it(
    school: SchoolId, session: Session
) -> None:
    session.execute(update(Asset).where(Asset.asset_no == "A-2").values(accumulated=Decimal(1500)))

    register = valued_register(session, school, TODAY, UTC)

    (card,) = register.checked
    said = (card.asset_no, card.check.booked, card.check.computed, card.check.until)
    assert ("A-2", Decimal("1500.00"), Decimal("1000.00"), Month(2026, 10)) == said
    assert 0 == register.more
    assert Decimal("1500.00") == held(session, school)[COMPUTERS].accumulated


def test_a_card_is_right_that_was_right_until_its_cost_was_changed(school: SchoolId, session: Session) -> None:
    (computers,) = session.scalars(select(Asset.id).where(Asset.asset_no == "A-2"))

    change_cards(session, school, [Change(AssetId(computers), "cost", Decimal("8600.00"))], Why("Ada", NOW))

    assert () == valued_register(session, school, TODAY, UTC).checked


def test_depreciation_written_down_after_a_change_of_the_cost_is_checked_by_both_costs(
    school: SchoolId, session: Session
) -> None:
    (projector,) = (AssetId(found) for found in session.scalars(select(Asset.id).where(Asset.asset_no == "A-1")))
    change_cards(session, school, [Change(projector, "cost", Decimal("6500.00"))], Why("Ada", NOW))

    of_january = Why("Ada", NOW + timedelta(days=60))
    change_cards(session, school, [Change(projector, "accumulated", Decimal("1300.00"))], of_january)

    (card,) = valued_register(session, school, date(2027, 1, 31), UTC).checked
    assert Decimal("1220.00") == card.check.computed  # 10 months at 100, then 5,500 yuan over 50 months


def test_pieces_that_were_written_off_leave_with_their_part(school: SchoolId, session: Session) -> None:
    computers = select(Asset.id).where(Asset.asset_no == "A-2").scalar_subquery()
    off = update(Item).where(Item.asset_id == computers, Item.position == 2)
    session.execute(off.values(state="retired", removed_on=date(2026, 11, 3)))

    days = [held(session, school, day)[COMPUTERS] for day in (date(2026, 11, 2), date(2026, 11, 3))]

    assert [2, 1] == [day.pieces for day in days]
    assert Decimal("3600.00") == days[1].cost


def test_a_change_of_the_cost_counts_from_its_day(school: SchoolId, session: Session) -> None:
    (projector,) = session.scalars(select(Asset.id).where(Asset.asset_no == "A-1"))
    change_cards(session, school, [Change(AssetId(projector), "cost", Decimal("6500.00"))], Why("Ada", NOW))

    before, after = (held(session, school, date(2026, month, 30))[PROJECTORS].cost for month in (9, 11))

    assert (Decimal("6000.00"), Decimal("6500.00")) == (before, after)


def test_a_life_of_the_school_holds_for_cards_without_one(school: SchoolId, session: Session) -> None:
    life = Life("GB/T 14885", "2022", "A0501", 180, date(2020, 1, 1))

    say_life(session, school, life, by="Ada", at=NOW)

    assert [(life, "Ada", NOW)] == [(said.life, said.by, said.at) for said in lives_said(session, school)]
    with pytest.raises(AlreadySaid):
        say_life(session, school, life, by="Ada", at=NOW)


def test_a_month_rule_holds_from_its_day_on(school: SchoolId, session: Session) -> None:
    say_rule(session, school, DatedRule(MonthRule.ENTERPRISE, date(2026, 1, 1)), by="Ada", at=NOW)

    assert [MonthRule.ENTERPRISE] == [said.dated.rule for said in rules_said(session, school)]
    assert Decimal("5100.00") == held(session, school, date(2026, 10, 31))[PROJECTORS].net
