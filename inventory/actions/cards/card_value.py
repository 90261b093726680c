"""What a card is worth on a day by what stands on it now, and how that goes on."""

from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from inventory.actions.cards.past_values import values_before
from inventory.actions.cards.value_rules import lives_said, rules_said
from inventory.cards import AssetCard
from inventory.ids import SchoolId
from inventory.lives import shipped_lives
from inventory.months import Month
from inventory.register import ItemState
from inventory.schedule import Handover, Removal, schedule
from inventory.store.cards import CardChange
from inventory.store.register import Asset, Item, RegisterImport
from inventory.valuation import Booked, Course, Worth, course
from inventory.yearly import Year, years


@dataclass(frozen=True, slots=True)
class CardValue:
    """The worth of a card on a day, over how many months it is depreciated in all, and every year of it.

    `booked` is the depreciation that stands on the card, at the end of the month `until`; None where none stands.
    """

    worth: Worth
    life_months: int | None
    years: list[Year]
    booked: Decimal | None
    until: Month | None


def value_of(session: Session, school: SchoolId, card: AssetCard, day: date, zone: tzinfo) -> CardValue:
    """By the lives and month rules of the school. Depreciation that stands on the card is taken from there on.

    Changes of cost and life since then count from their days.
    """
    until = _written_until(session, school, card, zone)
    its = _course(session, school, card, day, until, zone)
    term = its.at(day)
    return CardValue(
        its.worth(day),
        term.life_months if term else None,
        years(schedule(its.terms)) if its.valued else [],
        card.accumulated,
        until,
    )


def _course(
    session: Session, school: SchoolId, card: AssetCard, day: date, until: Month | None, zone: tzinfo
) -> Course:
    posted, months = card.values["posted"], card.values["life_months"]
    booked = Booked(
        category=card.category,
        cost=card.cost,
        posted=posted if isinstance(posted, date) else None,
        life_months=months if isinstance(months, int) else None,
        pieces=card.quantity,
        value_type=str(card.values["value_type"]),
        handover=Handover(until, card.accumulated) if until and card.accumulated is not None else None,
    )
    lives = (*shipped_lives(), *(said.life for said in lives_said(session, school)))
    rules = [said.dated for said in rules_said(session, school)]
    past = values_before(session, school, zone, card.id).get(card.id, ())
    return course(booked, [*past, *_removals(session, school, card, day)], lives, rules)


def _written_until(session: Session, school: SchoolId, card: AssetCard, zone: tzinfo) -> Month | None:
    """The last month the depreciation on the card is for: it was over when that was typed, else when it was imported.

    Splitting and merging change it as well, and not what it is for.
    """
    its = (CardChange.school_id == school, CardChange.asset_id == card.id)
    deed = aliased(CardChange)
    same = (deed.school_id == school, deed.asset_id == card.id, deed.at == CardChange.at)
    shared = select(deed.id).where(*same, deed.field.in_(("split", "merged"))).exists()
    typed = select(CardChange.at).where(*its, CardChange.field.in_(("accumulated", "entered")), ~shared)
    of_card = (RegisterImport.school_id == Asset.school_id) & (RegisterImport.id == Asset.import_id)
    this = (Asset.school_id == school, Asset.id == card.id)
    imported = select(RegisterImport.applied_at).join(Asset, of_card).where(*this)
    at = session.scalar(typed.order_by(CardChange.at.desc()).limit(1)) or session.scalar(imported)
    return Month.over_at(at.astimezone(zone).date()) if at else None


def _removals(session: Session, school: SchoolId, card: AssetCard, day: date) -> list[Removal]:
    """The pieces that were written off, by the day; today, if nobody noted the day."""
    off = (Item.school_id == school, Item.asset_id == card.id, Item.state == ItemState.RETIRED.value)
    rows = session.execute(select(Item.removed_on, func.count()).where(*off).group_by(Item.removed_on))
    return [Removal(removed_on or day, count) for removed_on, count in rows]
