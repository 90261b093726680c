"""The whole register valued: what the books said of every card on any day, grouped as finance wants it.

The depreciation that stands on a card is taken as it is for the month it is of, and goes on from there by the lives
and month rules of the school.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from inventory.actions.cards.past_values import values_before
from inventory.actions.cards.value_rules import lives_said, rules_said
from inventory.balance import Grouped
from inventory.booked_columns import Check, Rules, differing, terms_of
from inventory.categories import Category, class_of
from inventory.ids import SchoolId
from inventory.lives import Life, shipped_lives
from inventory.months import Month
from inventory.register import ItemState
from inventory.revaluing import Before
from inventory.schedule import Event, Removal
from inventory.store import register as store
from inventory.store.cards import CardChange
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.register import Asset, Item, RegisterImport
from inventory.store.schools import Department, School
from inventory.store.value_columns import ValueColumns, load_values
from inventory.term_columns import month_number

MOST_CHECKED = 200
_NO_CATEGORY = Category("", "", "")


@dataclass(frozen=True, slots=True)
class CheckedCard:
    """A card on which another depreciation stands than the rules make of it."""

    asset_no: str
    name: str
    check: Check


@dataclass(frozen=True, slots=True)
class ValuedRegister:
    """The courses of all cards that were not merged into others, by the groups finance asks for.

    `checked` are the cards whose depreciation differs most, `more` differ besides.
    """

    by_class: Grouped
    by_category: Grouped
    by_department: Grouped
    checked: tuple[CheckedCard, ...]
    more: int


def valued_register(session: Session, school: SchoolId, today: date, zone: tzinfo) -> ValuedRegister:
    """In a fixed number of statements; pieces that were written off on a day nobody noted left today."""
    values = load_values(session, school, _imported(session, school, zone), _typed(session, school, zone))
    categories, departments = _categories(session, school, values), _departments(session, school, values)
    rules = _rules(session, school)
    terms = terms_of(values.booked, categories, _events(session, school, values, today, zone), rules)
    past = _by_row(values, values_before(session, school, zone, settled=True))
    checks, differ = differing(values.booked, categories, past, rules, MOST_CHECKED)
    classes = [_class_name(its) for its in categories]
    codes = [f"{its.code} {its.name}".strip() for its in categories]
    return ValuedRegister(
        Grouped.of(terms, values.booked.category, classes),
        Grouped.of(terms, values.booked.category, codes),
        Grouped.of(terms, values.department, departments),
        _named(session, school, values, checks),
        differ - len(checks),
    )


def values_revision(session: Session, school: SchoolId) -> int:
    """Grows with every change of the register or the rules; cheap. What is recorded grows with them."""
    return session.scalars(select(School.chain_length).where(School.id == school)).one()


def _rules(session: Session, school: SchoolId) -> Rules:
    found: dict[tuple[str, str], list[Life]] = defaultdict(list)
    for life in (*shipped_lives(), *(said.life for said in lives_said(session, school))):
        found[life.scheme, life.edition].append(life)
    months = [said.dated for said in rules_said(session, school)]
    return Rules(lambda its: found[its.scheme, its.edition], months)


def _categories(session: Session, school: SchoolId, values: ValueColumns) -> list[Category]:
    rows = session.scalars(select(store.Category).where(store.Category.school_id == school))
    known = {row.id: Category(row.scheme, row.edition, row.code, row.name) for row in rows}
    return [known[id_] if id_ else _NO_CATEGORY for id_ in values.categories]


def _departments(session: Session, school: SchoolId, values: ValueColumns) -> list[str]:
    rows = session.execute(select(Department.id, Department.name).where(Department.school_id == school))
    known = dict(rows.all())
    return [known[id_] if id_ else "" for id_ in values.departments]


def _class_name(its: Category) -> str:
    """The class (门类) of its things, else the category; "" if the books name none."""
    whole = class_of(its.scheme, its.edition, its.code)
    return whole.name if whole else its.name


def _named(
    session: Session, school: SchoolId, values: ValueColumns, checks: Iterable[Check]
) -> tuple[CheckedCard, ...]:
    found = {UUID(values.cards[check.card]): check for check in checks}
    rows = session.execute(
        select(Asset.id, Asset.asset_no, Asset.name).where(Asset.school_id == school, Asset.id.in_(found))
    )
    said = {card: (number, name) for card, number, name in rows}
    return tuple(CheckedCard(*said[card], check) for card, check in found.items())


def _imported(session: Session, school: SchoolId, zone: tzinfo) -> Mapping[UUID, int]:
    """By file the last month that was over when it was imported."""
    applied = (RegisterImport.school_id == school, RegisterImport.applied_at.is_not(None))
    rows = session.execute(select(RegisterImport.id, RegisterImport.applied_at).where(*applied))
    return {file: month_number(Month.over_at(at.astimezone(zone).date())) for file, at in rows if at}


def _typed(session: Session, school: SchoolId, zone: tzinfo) -> Mapping[UUID, int]:
    """By card the last month that was over when its depreciation was typed last.

    Splitting and merging change it too, and not what it is for.
    """
    deed = aliased(CardChange)
    same = (deed.school_id == school, deed.asset_id == CardChange.asset_id, deed.at == CardChange.at)
    shared = select(deed.id).where(*same, deed.field.in_(("split", "merged"))).exists()
    typed = (CardChange.school_id == school, CardChange.field.in_(("accumulated", "entered")), ~shared)
    rows = session.execute(
        select(CardChange.asset_id, func.max(CardChange.at)).where(*typed).group_by(CardChange.asset_id)
    )
    return {card: month_number(Month.over_at(at.astimezone(zone).date())) for card, at in rows}


def _events(
    session: Session, school: SchoolId, values: ValueColumns, today: date, zone: tzinfo
) -> Mapping[int, Sequence[Event | Before]]:
    """What happened to cards, by their rows."""
    removals, past = _removals(session, school, today, zone), values_before(session, school, zone)
    rows = values.rows_of(removals.keys() | past.keys())
    return {row: [*past.get(card, ()), *removals.get(card, ())] for card, row in rows.items()}


def _by_row(values: ValueColumns, past: Mapping[UUID, list[Before]]) -> Mapping[int, list[Before]]:
    return {row: past[card] for card, row in values.rows_of(past).items()}


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
