"""What things are worth on a day: their cost less the depreciation up to then, by the rules for public bodies.

How depreciation runs is in schedule.py, how long classes of things last in lives.py. Books, relics, animals and
plants, land, and what stands at a nominal amount are not depreciated (政府会计准则第3号). Where the books do not say
enough, nobody knows, and that is not nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from inventory.categories import Category
from inventory.details import NOMINAL
from inventory.lives import Life, life_of, shipped_lives
from inventory.months import Month
from inventory.revaluing import Before, revaluations
from inventory.schedule import NOTHING, DatedRule, Entry, Event, Handover, Removal, Term, terms

NEVER_DEPRECIATED = frozenset(
    {
        *("图书", "图书和档案", "图书档案", "图书、档案", "档案"),
        *("文物", "文物和陈列品", "陈列品", "文物及陈列品"),
        *("特种动植物", "动植物", "动物", "植物", "土地"),
    }
)
"""Names of whole categories; what only begins like them, such as shelves for books, is depreciated."""

NOMINAL_AMOUNT = "名义金额"
"""The value type of what stands at a nominal amount."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Pieces, and what the books say of them together in yuan. An amount is None if they say it of no piece.

    `net` is cost less `accumulated` depreciation of the pieces of which both are known; of `unvalued` they are not.
    """

    pieces: int = 0
    cost: Decimal | None = None
    accumulated: Decimal | None = None
    net: Decimal | None = None
    unvalued: int = 0

    def __add__(self, other: "Worth") -> "Worth":
        return Worth(
            self.pieces + other.pieces,
            _sum(self.cost, other.cost),
            _sum(self.accumulated, other.accumulated),
            _sum(self.net, other.net),
            self.unvalued + other.unvalued,
        )


@dataclass(frozen=True, slots=True)
class Booked:
    """What the register says of a card's value: `cost` of all `pieces` together, and what it was entered with.

    Cost and life are those of now; `life_months` None or 0 leaves the life to the table. `handover` is the
    depreciation the register came with.
    """

    category: Category
    cost: Decimal | None
    posted: date | None
    life_months: int | None = None
    pieces: int = 1
    value_type: str = ""
    handover: Handover | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A card from its entry on. If not `valued`, nobody knows its depreciation, and perhaps not even its cost."""

    terms: tuple[Term, ...]
    valued: bool = True

    def at(self, day: date) -> Term | None:
        """What the books say at the end of the day; None before the card's entry."""
        return next((term for term in reversed(self.terms) if term.since <= day), None)

    def worth(self, day: date) -> Worth:
        """The worth of the pieces that are on the books at the end of the day."""
        term = self.at(day)
        if term is None or not term.pieces:
            return Worth()
        if not self.valued:
            return Worth(term.pieces, term.cost or None, unvalued=term.pieces)
        accumulated = term.accumulated(Month.over_at(day))
        return Worth(term.pieces, term.cost, accumulated, term.cost - accumulated)


def course(
    booked: Booked,
    events: Iterable[Event | Before] = (),
    lives: Sequence[Life] | None = None,
    rules: Sequence[DatedRule] = (),
) -> Course:
    """The card's terms by the lives and month rules given; without, by those that come with the program.

    `events` may say what stood on the card before: then it began with that, and cost and life changed from there on.

    What has no posting date is on the books since ever. What was handed over stays as it was if nobody knows for how
    many months it goes on.
    """
    life = life_of(booked.category, booked.posted or date.max, shipped_lives() if lives is None else lives)
    never = _never(booked, life)
    months = None if never else booked.life_months or (life.months if life else None)
    if booked.posted is None and (booked.handover is None or booked.handover.months is None):
        months = None
    valued = booked.cost is not None and (never or months is not None or booked.handover is not None)
    cost = NOTHING if booked.cost is None else booked.cost
    entry = Entry(booked.posted or date.min, booked.pieces, cost, months if valued else None, booked.handover)
    of_table = life.months if life else None
    return Course(terms(*_gone_through(entry, list(events), of_table), rules), valued)


def _gone_through(
    entry: Entry, events: Sequence[Event | Before], of_table: int | None
) -> tuple[Entry, Sequence[Event]]:
    """The entry as it was at the beginning, and what happened since; `entry` is of now."""
    plain = [event for event in events if not isinstance(event, Before)]
    lasts = entry.life_months is not None
    past = sorted((event for event in events if isinstance(event, Before)), key=lambda before: before.day)
    past = [replace(each, life_months=(each.life_months or of_table) if lasts else None) for each in past]
    if not past:
        return entry, plain
    removals = [event for event in plain if isinstance(event, Removal)]
    changes = revaluations(past, entry.cost, entry.life_months, entry.pieces, removals)
    return replace(entry, cost=past[0].cost, life_months=past[0].life_months), [*changes, *plain]


def accumulated_at(
    day: date,
    cost: Decimal | None,
    imported: Decimal | None,
    posted: date | None,
    life_months: int | None,
    category: str = "",
) -> Decimal | None:
    """The depreciation of a piece at the end of `day`: as `imported`, else reckoned, None where it cannot be."""
    if imported is not None or cost is None:
        return imported
    if category in NEVER_DEPRECIATED or cost <= NOMINAL:
        return NOTHING
    if posted is None or not life_months:
        return None
    return Term(posted, 1, cost, life_months, Month.of(posted)).accumulated(Month.over_at(day))


def worth(cost: Decimal | None, accumulated: Decimal | None) -> Worth:
    """The worth of one piece."""
    net = None if cost is None or accumulated is None else cost - accumulated
    return Worth(1, cost, accumulated, net, int(net is None))


def together(parts: Iterable[Worth]) -> Worth:
    """The worth of all parts."""
    return sum(parts, Worth())


def _never(booked: Booked, life: Life | None) -> bool:
    """Whether the things are of those that are not depreciated; a row for their code goes before the class's name."""
    nominal = booked.value_type == NOMINAL_AMOUNT
    if nominal or (booked.cost is not None and booked.cost <= NOMINAL * booked.pieces):
        return True
    return life.months is None if life else booked.category.name in NEVER_DEPRECIATED


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
