"""Every card of the register with its course of value: what the books said of it on any day.

The depreciation that stands on a card is taken as it is for the month it is of, and goes on from there by the lives
and month rules of the school.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from inventory.actions.value_rules import lives_said, rules_said
from inventory.categories import Category, class_of
from inventory.ids import AssetId, SchoolId
from inventory.lives import Life, shipped_lives
from inventory.months import Month
from inventory.register import ItemState
from inventory.schedule import DatedRule, Handover, Removal
from inventory.store import register as store
from inventory.store.cards import CardChange
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.register import Asset, Item, RegisterImport
from inventory.store.schools import Department
from inventory.valuation import Booked, Course, course

_AT_ONCE = 2_000
_NO_CATEGORY = Category("", "", "")


@dataclass(frozen=True, slots=True)
class Check:
    """The depreciation that stands on a card for the end of the month `until`, and what the rules make of it."""

    booked: Decimal
    computed: Decimal
    until: Month


@dataclass(frozen=True, slots=True)
class ValuedCard:
    """A card with its course. `check` is None where nothing stands on the card, or nobody can compute it."""

    id: AssetId
    asset_no: str
    name: str
    category: Category
    department: str
    course: Course
    check: Check | None

    @property
    def class_name(self) -> str:
        """The class (门类) of its things, else its category; "" if the books name none."""
        its = self.category
        whole = class_of(its.scheme, its.edition, its.code)
        return whole.name if whole else its.name


def valued_cards(session: Session, school: SchoolId, today: date, zone: tzinfo) -> Iterator[ValuedCard]:
    """All cards that were not merged into others, in a fixed number of statements."""
    rules = [said.dated for said in rules_said(session, school)]
    lives = _by_edition((*shipped_lives(), *(said.life for said in lives_said(session, school))))
    typed, removals = _typed(session, school), _removals(session, school, today, zone)
    for asset, category, department, applied_at in session.execute(_cards(school)):
        its = Category(category.scheme, category.edition, category.code, category.name) if category else _NO_CATEGORY
        until = typed.get(asset.id, applied_at)
        handover = _handover(asset.accumulated, until, zone)
        booked = Booked(its, asset.cost, asset.posted, asset.life_months, asset.quantity, asset.value_type, handover)
        fitting = lives[its.scheme, its.edition]
        yield ValuedCard(
            AssetId(asset.id),
            asset.asset_no,
            asset.name,
            its,
            department or "",
            course(booked, removals.get(asset.id, ()), fitting, rules),
            _checked(booked, fitting, rules),
        )


def _cards(school: SchoolId) -> Select[Asset, store.Category, str, datetime | None]:
    mine = Asset.school_id
    return (
        select(Asset, store.Category, Department.name, RegisterImport.applied_at)
        .outerjoin(store.Category, and_(store.Category.school_id == mine, store.Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == mine, Department.id == Asset.department_id))
        .outerjoin(RegisterImport, and_(RegisterImport.school_id == mine, RegisterImport.id == Asset.import_id))
        .where(mine == school, Asset.merged_into.is_(None))
        .execution_options(yield_per=_AT_ONCE)
    )


def _by_edition(lives: Iterable[Life]) -> Mapping[tuple[str, str], list[Life]]:
    found: dict[tuple[str, str], list[Life]] = defaultdict(list)
    for life in lives:
        found[life.scheme, life.edition].append(life)
    return found


def _handover(accumulated: Decimal | None, said_at: datetime | None, zone: tzinfo) -> Handover | None:
    if accumulated is None or said_at is None:
        return None
    return Handover(Month.over_at(said_at.astimezone(zone).date()), accumulated)


def _checked(booked: Booked, lives: Sequence[Life], rules: Sequence[DatedRule]) -> Check | None:
    if booked.handover is None or booked.posted is None:
        return None
    alone = course(replace(booked, handover=None), (), lives, rules)
    until = booked.handover.until
    return Check(booked.handover.accumulated, alone.terms[0].accumulated(until), until) if alone.valued else None


def _typed(session: Session, school: SchoolId) -> Mapping[UUID, datetime]:
    """By card when its depreciation was typed last; splitting and merging change it too, and not what it is for."""
    deed = aliased(CardChange)
    same = (deed.school_id == school, deed.asset_id == CardChange.asset_id, deed.at == CardChange.at)
    shared = select(deed.id).where(*same, deed.field.in_(("split", "merged"))).exists()
    typed = (CardChange.school_id == school, CardChange.field.in_(("accumulated", "entered")), ~shared)
    rows = select(CardChange.asset_id, func.max(CardChange.at)).where(*typed).group_by(CardChange.asset_id)
    return dict(session.execute(rows).all())


def _removals(session: Session, school: SchoolId, today: date, zone: tzinfo) -> Mapping[UUID, list[Removal]]:
    """By card the pieces that were written off: on the day noted, else that of the document, else today."""
    off = and_(MovementLine.school_id == Item.school_id, MovementLine.item_id == Item.id)
    document = and_(MovementRow.school_id == MovementLine.school_id, MovementRow.id == MovementLine.movement_id)
    rows = session.execute(
        select(Item.asset_id, Item.id, Item.removed_on, func.max(MovementRow.made_at))
        .outerjoin(MovementLine, and_(off, MovementLine.to_state == ItemState.RETIRED.value))
        .outerjoin(MovementRow, document)
        .where(Item.school_id == school, Item.state == ItemState.RETIRED.value)
        .group_by(Item.asset_id, Item.id, Item.removed_on)
    )
    gone: dict[UUID, Counter[date]] = defaultdict(Counter)
    for card, _, removed_on, made_at in rows:
        gone[card][removed_on or (made_at.astimezone(zone).date() if made_at else today)] += 1
    return {card: [Removal(day, pieces) for day, pieces in days.items()] for card, days in gone.items()}
