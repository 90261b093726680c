"""The findings of a stock-take added up by department, category, building and keeper: pieces, cost and net value."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from inventory.findings import Kind
from inventory.reading_order import by_reading
from inventory.sections import is_expected
from inventory.standing import Line, Standing
from inventory.valuation import Worth, together
from inventory.variance import Result, result_of, worth_of


class By(StrEnum):
    """What the things are sorted by."""

    DEPARTMENT = "department"
    CATEGORY = "category"
    BUILDING = "building"
    KEEPER = "keeper"


class Group(StrEnum):
    """What became of the things: what is booked is the sum of all but what is over."""

    BOOKED = "booked"
    VERIFIED = "verified"
    MOVED = "moved"
    MISSING = "missing"
    DOUBTFUL = "doubtful"
    NOT_COVERED = "not covered"
    OUT = "accounted"
    OTHER = "other"
    SURPLUS = "surplus"


PARTS = tuple(group for group in Group if group not in {Group.BOOKED, Group.SURPLUS})
"""The groups that what is booked falls into."""

_GROUP = {
    Kind.VERIFIED: Group.VERIFIED,
    Kind.MOVED: Group.MOVED,
    Kind.MISSING: Group.MISSING,
    Kind.DOUBTFUL: Group.DOUBTFUL,
    Kind.NOT_COVERED: Group.NOT_COVERED,
    Kind.ACCOUNTED: Group.OUT,
    Kind.UNTAGGED: Group.OTHER,
    Kind.TAG_CONFLICT: Group.OTHER,
}

Amounts = Mapping[Group, Worth]


@dataclass(frozen=True, slots=True)
class Row:
    """One department, category, building or keeper, "" where the books name none. All groups are there."""

    name: str
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows in order of name, those without a name last, and their sum."""

    by: By
    rows: tuple[Row, ...]
    total: Amounts


def summary(standing: Standing, by: By) -> Summary:
    """Every expected thing once, and what is to be registered in `SURPLUS`."""
    name = _namer(standing, by)
    named: defaultdict[str, list[Line]] = defaultdict(list)
    for line in standing.lines:
        named[name(line)].append(line)
    rows = [Row(name, amounts) for name, lines in named.items() if _anything(amounts := _amounts(lines))]
    rows.sort(key=lambda row: (not row.name, by_reading(row.name)))
    return Summary(by, tuple(rows), _amounts(standing.lines))


def _amounts(lines: Iterable[Line]) -> Amounts:
    parts: dict[Group, Worth] = dict.fromkeys(Group, Worth())
    for line in lines:
        if is_expected(line):
            parts[_GROUP[line.kind]] += worth_of(line)
        elif result_of(line) is Result.SURPLUS:
            parts[Group.SURPLUS] += worth_of(line)
    parts[Group.BOOKED] = together(parts[group] for group in PARTS)
    return parts


def _anything(amounts: Amounts) -> bool:
    return any(worth.pieces for worth in amounts.values())


def _namer(standing: Standing, by: By) -> Callable[[Line], str]:
    """How the group of a line is called; what is booked in no room of a building stands where it was seen."""
    buildings = {room.code: room.building for room in standing.rooms}
    match by:
        case By.DEPARTMENT:
            return lambda line: line.department
        case By.CATEGORY:
            return lambda line: line.category or str(line.details.get("category") or "")
        case By.KEEPER:
            return lambda line: line.keeper
        case By.BUILDING:
            return lambda line: buildings.get(line.booked_room or line.seen_room or "", "")
