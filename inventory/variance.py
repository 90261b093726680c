"""What is short and what is over (盘亏、盘盈), card by card, after what people decided about the findings.

A finding is a claim; only a decision makes a variance of it. A thing is short when somebody confirmed it, and
stays on the books until the write-off is approved; a foreign tag is over when somebody decided to register what
it is on. What is missing or unknown and not decided is listed apart. Of 48 desks with 47 found, one is short.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from inventory.decisions import Choice
from inventory.details import NOMINAL, Cause, details_from_json
from inventory.findings import Kind
from inventory.sections import is_expected
from inventory.standing import Line
from inventory.valuation import Worth, together, worth


class Result(StrEnum):
    """The result of a card's count, in the words of the forms. The fourth is no result yet."""

    MATCHED = "matched"
    SURPLUS = "surplus"
    SHORTAGE = "shortage"
    UNDECIDED = "not decided yet"


@dataclass(frozen=True, slots=True)
class Variance:
    """So many pieces of one card that are short, over or not decided; `line` is one of them.

    `booked` and `counted` are pieces of the whole card in this stock-take, `worth` that of the pieces at variance.
    Of a foreign tag nothing is booked, and its own pieces are counted. `causes` are the reasons given, each once.
    """

    result: Result
    line: Line
    booked: int
    counted: int
    worth: Worth
    causes: tuple[Cause | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variances:
    """Every variance, in order of asset number."""

    shortages: tuple[Variance, ...]
    surpluses: tuple[Variance, ...]
    undecided: tuple[Variance, ...]


# Whoever decided one of these knows where the thing is.
_FOUND = frozenset(
    {Choice.SEEN_BY_HAND, Choice.WAS_OUT, Choice.TRANSFER, Choice.BRING_BACK, Choice.FOUND_AGAIN, Choice.REBIND}
)
_CLAIMED = frozenset({Kind.MISSING, Kind.UNKNOWN_TAG})
_THERE = frozenset({Kind.VERIFIED, Kind.MOVED, Kind.ACCOUNTED, Kind.TAG_CONFLICT})


def choice_of(line: Line) -> Choice | None:
    """What was decided, as long as it holds."""
    return Choice(line.decision) if line.decision else None


def result_of(line: Line) -> Result | None:
    """What the finding comes to with its decision. None: neither there nor looked for, so it says nothing."""
    choice = choice_of(line)
    if choice is Choice.REGISTER:
        return Result.SURPLUS
    if choice is Choice.CONFIRM_SHORTAGE:
        return Result.SHORTAGE
    if is_expected(line) and (line.kind in _THERE or choice in _FOUND):
        return Result.MATCHED
    undecided = line.kind in _CLAIMED and choice in {None, Choice.LOOK_AGAIN}
    return Result.UNDECIDED if undecided else None


def worth_of(line: Line) -> Worth:
    """The worth of the line's piece; what is to be registered is worth what was said then, else one yuan."""
    if choice_of(line) is not Choice.REGISTER:
        return worth(line.cost, line.accumulated)
    return worth(details_from_json(line.details).cost or NOMINAL, Decimal(0))


def variances(lines: Iterable[Line]) -> Variances:
    """The variances of all cards. Every piece is in one of them at most."""
    cards: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        cards[line.asset.hex if line.asset else str(line.tag)].append(line)
    found = [variance for card in cards.values() for variance in _of_card(card)]
    found.sort(key=lambda variance: (variance.line.asset_no, variance.line.tag or ""))
    return Variances(*(tuple(v for v in found if v.result is result) for result in _AT_VARIANCE))


_AT_VARIANCE = (Result.SHORTAGE, Result.SURPLUS, Result.UNDECIDED)


def _of_card(card: Sequence[Line]) -> list[Variance]:
    by_result: defaultdict[Result | None, list[Line]] = defaultdict(list)
    for line in card:
        by_result[result_of(line)].append(line)
    booked, counted = sum(map(is_expected, card)), len(by_result[Result.MATCHED])
    return [_variance(result, by_result[result], booked, counted) for result in _AT_VARIANCE if by_result[result]]


def _variance(result: Result, lines: Sequence[Line], booked: int, counted: int) -> Variance:
    summed = together(map(worth_of, lines))
    if lines[0].item is None:
        counted = summed.pieces
    causes = dict.fromkeys(cause for line in lines for cause in _causes(line))
    return Variance(result, lines[0], booked, counted, summed, tuple(causes))


def _causes(line: Line) -> Iterator[Cause | str]:
    if cause := details_from_json(line.details).cause:
        yield cause
    if line.reason:
        yield line.reason
