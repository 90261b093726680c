"""Finds the cards that somebody wants, in any order, a page at a time; as quick in a register of a million things.

Words are looked up in the index of the search, which gives the cards as they were entered; ranges in the indexes of
the keys. To sort many hits of the search the database reads the keys of all of them, which lie side by side. If even
that is too much, so many cards have the words that one soon meets a page of them when walking through all cards in
the order wanted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.ids import SchoolId
from inventory.listing import Order
from inventory.searching import contains
from inventory.store.card_keys import CardKey
from inventory.store.parts import in_parts
from inventory.store.search import CardText, having, searched, texts_of

_COLUMNS: dict[Order, InstrumentedAttribute[Any]] = {
    Order.NUMBER: CardKey.asset_no,
    Order.NAME: CardKey.name,
    Order.ACQUIRED: CardKey.acquired,
    Order.COST: CardKey.cost,
}


class Limits(NamedTuple):
    """How many cards are dealt with in which way; measured in a register of a million things on SQLite.

    So many within the ranges (`cut`), hits of the search (`hits`) or hits within ranges (`hits_cut`) are sorted
    sooner than walked through. Of words that more cards have so few within the ranges are looked at one by one
    (`near`); else cards are walked through in so many `steps`.
    """

    near: int = 5_000
    cut: int = 40_000
    hits: int = 60_000
    hits_cut: int = 100_000
    steps: tuple[int, ...] = (1_200, 12_000)


LIMITS = Limits()


class Range(NamedTuple):
    """From `least` to `most`, both included; None sets no end."""

    order: Order
    least: Any
    most: Any


@dataclass(frozen=True, slots=True)
class Sought:
    """Cards of a school that have one at least of each of these `parts` of texts and lie within all ranges.

    `common` are words that too many cards have, of all schools, to sort them.
    """

    school: SchoolId
    parts: Sequence[Sequence[str]]
    ranges: Sequence[Range]
    order: Order
    descending: bool
    common: bool = False
    limits: Limits = LIMITS

    @property
    def column(self) -> InstrumentedAttribute[Any]:
        """What they are sorted by."""
        return _COLUMNS[self.order]


class Place(NamedTuple):
    """A card where it stands in its list: what it is sorted by, and how manyeth it was entered."""

    asset: UUID
    value: Any
    number: int


def weighed(session: Session, sought: Sought) -> Sought:
    """The same, knowing whether its words are common."""
    if not sought.parts:
        return sought
    texts, number = searched(session)
    hits = select(number).select_from(texts).where(having(session, sought.parts))
    most = sought.limits.hits_cut if sought.ranges else sought.limits.hits
    return replace(sought, common=_more_than(session, hits, most))


def place_of(session: Session, sought: Sought, asset: UUID) -> Place | None:
    """The place of this card; None if it is listed no more."""
    mine = (CardText.school_id == sought.school, CardText.asset_id == asset)
    number = select(CardText.number).where(*mine).scalar_subquery()
    this = _places(sought).where(CardKey.school_id == sought.school, CardKey.number == number)
    return next(iter(_all(session, this)), None)


def some(session: Session, sought: Sought, most: int) -> list[Place]:
    """At most so many of the cards, in no order."""
    return _all(session, (_hits(session, sought) if sought.parts else _cut(sought)).limit(most))


def as_entered(session: Session, sought: Sought, after: Place | None, limit: int) -> list[Place]:
    """So many of the cards that have the words as they were entered, after one of them."""
    _, number = searched(session)
    found = _hits(session, sought).order_by(number).limit(limit)
    return _all(session, found if after is None else found.where(number > after.number))


def in_order(session: Session, sought: Sought, after: Place | None, limit: int) -> list[Place]:
    """So many of the cards in the order wanted, after one of them; those that have none of it come last."""
    if not sought.parts:
        return _by_keys(session, sought, after, limit)
    if not sought.common:
        few = sought.ranges and not _many_cut(session, sought, sought.limits.cut)
        return _sorted(session, sought, (_hits_in_cut if few else _hits)(session, sought), after, limit)
    if sought.ranges and not _many_cut(session, sought, sought.limits.near):
        near = _with_words(session, sought, _all(session, _cut(sought)))
        return following(near, after, sought.descending)[:limit]
    found: list[Place] = []
    reached = after
    for step in sought.limits.steps:
        passed = _by_keys(session, sought, reached, step)
        found += _with_words(session, sought, passed)
        if len(found) >= limit or len(passed) < step:
            return found[:limit]
        reached = passed[-1]
    return _sorted(session, sought, _hits(session, sought), after, limit)


def following(places: Sequence[Place], after: Place | None, descending: bool) -> list[Place]:
    """These places in order, all of them or those after one; those that have none of what they are sorted by last."""
    there = sorted((p for p in places if p.value is not None), key=lambda p: (p.value, p.number), reverse=descending)
    without = sorted((p for p in places if p.value is None), key=lambda p: p.number, reverse=descending)
    found = [*there, *without]
    return found[found.index(after) + 1 :] if after in found else found


def _places(sought: Sought) -> Select[UUID, Any, int]:
    return select(CardKey.asset_id, sought.column, CardKey.number)


def _all(session: Session, found: Select[UUID, Any, int]) -> list[Place]:
    return [Place(*row) for row in session.execute(found)]


def _cut(sought: Sought) -> Select[UUID, Any, int]:
    """The cards within the ranges."""
    return _places(sought).where(*_within(sought))


def _many_cut(session: Session, sought: Sought, most: int) -> bool:
    """Whether more cards than that lie within the ranges."""
    return _more_than(session, select(CardKey.number).where(*_within(sought)), most)


def _hits(session: Session, sought: Sought) -> Select[UUID, Any, int]:
    """The cards that have the words, within the ranges."""
    texts, number = searched(session)
    its = CardKey.number == number + 0  # no plain column: the words are looked up once, not again for each card
    return _cut(sought).select_from(texts).join(CardKey, its).where(having(session, sought.parts))


def _hits_in_cut(session: Session, sought: Sought) -> Select[UUID, Any, int]:
    """The same; those within the ranges are gone through, not the hits, of which the keys need not be read then."""
    texts, number = searched(session)
    hits = select(number).select_from(texts).where(having(session, sought.parts))
    its = CardKey.number + 0  # no plain column: the index of the range gives them in order
    both = select(CardKey.number).where(*_within(sought), its.in_(hits)).correlate(None)
    return _places(sought).where(CardKey.school_id == sought.school, CardKey.number.in_(both))


def _more_than(session: Session, found: Select[*tuple[Any, ...]], most: int) -> bool:
    counted = select(func.count()).select_from(found.limit(most + 1).subquery())
    return (session.scalar(counted) or 0) > most


def _by_keys(session: Session, sought: Sought, after: Place | None, limit: int) -> list[Place]:
    """Cards within the ranges, whatever their words. A range that holds less than all is sorted."""
    if sought.order is Order.NUMBER and [cut.order for cut in sought.ranges] == [Order.ACQUIRED]:
        return _year_by_year(session, sought, after, limit)
    others = any(cut.order is not sought.order for cut in sought.ranges)
    if others and not _many_cut(session, sought, sought.limits.cut):
        return _sorted(session, sought, _cut(sought), after, limit)
    return _walked(session, sought, after, limit)


def _year_by_year(session: Session, sought: Sought, after: Place | None, limit: int) -> list[Place]:
    """Cards within days by their numbers: the first of each year.

    Numbers mostly grow with the years, so to walk through all of them would be to pass over most before the first.
    """
    down = sought.descending
    mine = _places(sought).where(*_within(sought, walking=True))
    if after is not None:
        mine = mine.where(_beyond(_NUMBERED, (after.value, after.number), down))
    found: list[Place] = []
    for year in sorted(_years(session, sought), reverse=down):
        its = mine.where(CardKey.year == year)
        if len(found) == limit:
            its = its.where(_beyond(_NUMBERED, (found[-1].value, found[-1].number), not down))
        more = _all(session, _in(its, _NUMBERED, down).limit(limit))
        found = following([*found, *more], None, down)[:limit]
    return found


_NUMBERED = (CardKey.asset_no, CardKey.number)


def _years(session: Session, sought: Sought) -> range:
    """The years of the days wanted in which anything was acquired, and those between."""
    (days,) = sought.ranges
    first, last = (
        session.scalar(
            select(end(CardKey.year)).where(CardKey.school_id == sought.school)
        )  # each is a look at an end
        for end in (func.min, func.max)
    )
    if first is None or last is None:
        return range(0)
    least, most = (day.year if day else None for day in (days.least, days.most))
    return range(max(first, least or first), min(last, most or last) + 1)


def _with_words(session: Session, sought: Sought, places: Sequence[Place]) -> list[Place]:
    """Those of the cards that have the words."""
    texts: dict[UUID, str] = {}
    for part in in_parts(places):
        texts |= texts_of(session, sought.school, [place.asset for place in part])
    return [place for place in places if contains(texts[place.asset], sought.parts)]


def _sorted(
    session: Session, sought: Sought, found: Select[UUID, Any, int], after: Place | None, limit: int
) -> list[Place]:
    """All that is found is sorted: no index has this order."""
    column, down = sought.column, sought.descending
    keys = [key.desc() if down else key for key in (column, CardKey.number)]
    found = found.order_by(column.is_(None), *keys).limit(limit)
    if after is not None:
        later = _beyond((CardKey.number,), (after.number,), down)
        if after.value is None:
            found = found.where(column.is_(None), later)
        else:
            further = _beyond((column, CardKey.number), (after.value, after.number), down)
            found = found.where(or_(column.is_(None), further))
    return _all(session, found)


def _walked(session: Session, sought: Sought, after: Place | None, limit: int) -> list[Place]:
    """All cards within the ranges are gone through in the order of an index.

    First those that have what they are sorted by, then the others: no database then has to compare nothing.
    """
    column, down = sought.column, sought.descending
    within = _places(sought).where(*_within(sought, walking=session.get_bind().dialect.name == "sqlite"))
    found: list[Place] = []
    if after is None or after.value is not None:
        there = within.where(column.is_not(None))
        if after is not None:
            there = there.where(_beyond((column, CardKey.number), (after.value, after.number), down))
        found += _all(session, _in(there, (column, CardKey.number), down).limit(limit))
    if len(found) < limit and column.property.columns[0].nullable:
        without = within.where(column.is_(None))
        if after is not None and after.value is None:
            without = without.where(_beyond((CardKey.number,), (after.number,), down))
        found += _all(session, _in(without, (CardKey.number,), down).limit(limit - len(found)))
    return found


def _within(sought: Sought, *, walking: bool = False) -> list[ColumnElement[bool]]:
    """The school and the ranges. While SQLite is `walking` in an order it must not turn to the index of a range."""
    conditions: list[ColumnElement[bool]] = [CardKey.school_id == sought.school]
    for order, least, most in sought.ranges:
        column = _COLUMNS[order]
        ends = [*([column >= least] if least is not None else ()), *([column <= most] if most is not None else ())]
        aside = walking and order is not sought.order
        conditions += [end.is_(True) for end in ends] if aside else ends
    return conditions


def _beyond(keys: tuple[Any, ...], reached: tuple[Any, ...], descending: bool) -> ColumnElement[bool]:
    return tuple_(*keys) < reached if descending else tuple_(*keys) > reached


def _in(found: Select[UUID, Any, int], keys: tuple[Any, ...], descending: bool) -> Select[UUID, Any, int]:
    return found.order_by(*(key.desc() if descending else key for key in keys))
