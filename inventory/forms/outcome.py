"""What came of the stock-take, for its report: findings, variances, causes and proposals, each in one table."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from inventory.decisions import Choice
from inventory.findings import Kind
from inventory.forms.moved import is_disposed_of, is_out
from inventory.forms.values import Bars, Block, Column, Lines, Mark, Row, Say, Several, Table, Value, say
from inventory.forms.variances import told
from inventory.naming import KIND_NAME
from inventory.sections import Section, is_expected
from inventory.standing import Line, Standing
from inventory.valuation import Worth, together
from inventory.variance import Result, Variance, choice_of, variances, worth_of

_AMOUNTS = (
    Column(say("Cost, yuan"), 32, figures=True),
    Column(say("Net value, yuan"), 32, figures=True),
)
_FOUND = (Column(say("Finding"), 50, grows=True), Column(say("Pieces"), 22, figures=True), *_AMOUNTS)
_VARIANCES = (
    Column(say("Result"), 40, grows=True),
    Column(say("Cards"), 18, figures=True),
    Column(say("Pieces"), 18, figures=True),
    Column(say("Cost, yuan"), 28, figures=True),
    Column(say("Depreciation, yuan"), 28, figures=True),
    Column(say("Net value, yuan"), 28, figures=True),
)
_CAUSES = (
    Column(say("Result"), 26),
    Column(say("Cause"), 60, grows=True),
    Column(say("Cards"), 18, figures=True),
    Column(say("Pieces"), 18, figures=True),
    Column(say("Cost, yuan"), 32, figures=True),
)
_RESULT = {
    Result.SHORTAGE: say("Shortage"),
    Result.SURPLUS: say("Surplus"),
    Result.UNDECIDED: say("Not decided yet"),
}

# What is found in two rooms, or as it should be, has the sign of a section of the sheets.
_SIGN = {Kind.VERIFIED: Section.SEEN, Kind.MOVED: Section.MOVED_OUT}


def found(standing: Standing) -> tuple[Block, ...]:
    """Every finding with its pieces and amounts under what the books expect, and a chart of the shares."""
    lines = standing.lines
    by_kind = {kind: together(worth_of(line) for line in lines if line.kind is kind) for kind in Kind}
    booked = together(worth_of(line) for line in lines if is_expected(line))
    rows = ((Mark(_SIGN.get(kind, kind), say(KIND_NAME[kind])), *_amounts(worth)) for kind, worth in by_kind.items())
    table = Table(_FOUND, ((say("On the books"), *_amounts(booked)), *rows))
    bars = tuple(
        (say(KIND_NAME[kind]), worth.pieces, booked.pieces) for kind, worth in by_kind.items() if worth.pieces
    )
    return (table, Bars(say("Findings, measured by the pieces on the books"), bars)) if booked.pieces else (table,)


def variance_table(lines: Sequence[Line]) -> Table:
    """What is short, over, and not decided, in cards, pieces and yuan."""
    return Table(_VARIANCES, tuple(_variance_row(result, of) for result, of in _by_result(lines).items()))


def causes(lines: Sequence[Line]) -> Table:
    """The reasons that were given, with what they explain, the dearest first."""
    explained: defaultdict[tuple[Result, Several], list[Variance]] = defaultdict(list)
    for result, found in _by_result(lines).items():
        if result is not Result.UNDECIDED:
            for variance in found:
                explained[result, told(variance.causes)].append(variance)
    dearest = sorted(explained.items(), key=lambda each: -(_worth(each[1]).cost or 0))
    return Table(_CAUSES, tuple(_cause_row(*key, found) for key, found in dearest))


def proposals(lines: Sequence[Line]) -> Lines:
    """What is proposed, as far as there is anything to do it to."""
    return Lines(tuple(_proposals(lines)) or (say("Books and things agree; nothing is to be done."),))


def _proposals(lines: Sequence[Line]) -> Iterator[Say]:
    short, over, undecided = (_worth(of).pieces for of in _by_result(lines).values())
    told = (
        *_of_variances(short, over, undecided),
        *_of_moved([line for line in lines if line.kind is Kind.MOVED]),
        *_of_kinds(Counter(line.kind for line in lines)),
        (bare := sum(map(_lacks_a_label, lines)), say("Label {count} that carry no tag.", count=bare)),
        (out := sum(map(is_out, lines)), say("See that {count} that are out come back in time.", count=out)),
        (gone := sum(map(is_disposed_of, lines)), say("Have {count} that were disposed of taken away.", count=gone)),
    )
    return (sentence for count, sentence in told if count)


def _lacks_a_label(line: Line) -> bool:
    """Whether it carries no tag, be it seen by eye or not yet found; what is short or goes by number needs none."""
    if line.by_number:
        return False
    if line.kind is Kind.UNTAGGED:
        return choice_of(line) is not Choice.CONFIRM_SHORTAGE
    return line.tag is None and line.kind in {Kind.VERIFIED, Kind.MOVED}


Told = tuple[tuple[int, Say], ...]


def _of_variances(short: int, over: int, undecided: int) -> Told:
    return (
        (short, say("Keep {count} that are short as a pending loss, and write them off once approved.", count=short)),
        (over, say("Enter {count} that are over in the register, with a value and a label.", count=over)),
        (undecided, say("Find out about {count} that are missing or unknown, and decide.", count=undecided)),
    )


def _of_moved(moved: Sequence[Line]) -> Told:
    transfer = sum(choice_of(line) is Choice.TRANSFER for line in moved)
    back = sum(choice_of(line) is Choice.BRING_BACK for line in moved)
    rest = len(moved) - transfer - back
    return (
        (transfer, say("Transfer {count} in the books to where they are.", count=transfer)),
        (back, say("Bring back {count} that were moved.", count=back)),
        (rest, say("Decide about {count} that were moved: transfer, or bring back.", count=rest)),
    )


def _of_kinds(counted: Counter[Kind]) -> Told:
    doubtful, uncovered = counted[Kind.DOUBTFUL], counted[Kind.NOT_COVERED]
    claimed = counted[Kind.TAG_CONFLICT]
    return (
        (doubtful, say("Look once more for {count} that are in doubt.", count=doubtful)),
        (uncovered, say("Count {count} that were not covered.", count=uncovered)),
        (claimed, say("Clear up {count} whose tags are claimed twice.", count=claimed)),
    )


def _by_result(lines: Sequence[Line]) -> dict[Result, tuple[Variance, ...]]:
    found = variances(lines)
    return {
        Result.SHORTAGE: found.shortages,
        Result.SURPLUS: found.surpluses,
        Result.UNDECIDED: found.undecided,
    }


def _variance_row(result: Result, found: Sequence[Variance]) -> Row:
    worth = _worth(found)
    return _RESULT[result], len(found), worth.pieces, worth.cost, worth.accumulated, worth.net


def _cause_row(result: Result, cause: Several, found: Sequence[Variance]) -> Row:
    worth = _worth(found)
    return _RESULT[result], cause if cause.values else say("No cause given"), len(found), worth.pieces, worth.cost


def _worth(found: Sequence[Variance]) -> Worth:
    return together(variance.worth for variance in found)


def _amounts(worth: Worth) -> tuple[Value, ...]:
    return worth.pieces, worth.cost, worth.net
