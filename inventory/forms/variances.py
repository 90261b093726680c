"""The variance list (盘盈盘亏表): what is short, what is over, and what is not decided yet, card by card, to sign.

Cause, responsible person and opinion stand beside each line, as the yearly notices of finance offices ask.
"""

from collections.abc import Iterable, Iterator, Sequence

from inventory.details import Cause
from inventory.forms.rooms import number_width
from inventory.forms.values import Column, Form, Lines, Part, Row, Say, Several, Signatures, Table, Value, say
from inventory.naming import name_of, number_of
from inventory.standing import Standing
from inventory.valuation import Worth, together
from inventory.variance import Result, Variance, variances

SIGNED_BY = (
    *(say("Asset keeper"), say("Counted by"), say("Observed by")),
    *(say("Department head"), say("Accountant"), say("Head"), say("Date")),
)

_TITLE = {
    Result.SHORTAGE: say("Shortages"),
    Result.SURPLUS: say("Surpluses"),
    Result.UNDECIDED: say("Not decided yet"),
}
_PROPOSAL = {
    Result.SHORTAGE: say("Keep as pending loss; write off once approved"),
    Result.SURPLUS: say("Enter in the register"),
    Result.UNDECIDED: say("Find out and decide"),
}


def variance_form(standing: Standing) -> Form:
    """The form with its three tables; each is there, even if nothing stands in it."""
    found = variances(standing.lines)
    tables = (
        _table(Result.SHORTAGE, found.shortages),
        _table(Result.SURPLUS, found.surpluses),
        _table(Result.UNDECIDED, found.undecided),
    )
    return Form(Part.VARIANCE, say("Surpluses and shortages"), (*tables, _rule(), Signatures(SIGNED_BY, True)), True)


def _rule() -> Lines:
    what = say("Booked and counted are pieces of the whole card; the amounts are those of the pieces at variance.")
    law = say(
        "A shortage stays on the books as a pending loss until its write-off is approved, with number and date."
    )
    return Lines((what, law))


def _table(result: Result, found: Sequence[Variance]) -> Table:
    rows: Iterable[Row] = (_row(number, variance) for number, variance in enumerate(found, 1))
    columns = _columns(number_width([number_of(variance.line) for variance in found]))
    return Table(columns, tuple(rows), title=_TITLE[result], totals=tuple(_totals(result, found)))


def _totals(result: Result, found: Sequence[Variance]) -> Iterator[Row]:
    """What may be short and what may be over is never added up: the one is no part of the other."""
    if result is not Result.UNDECIDED:
        parts = [(say("Totals"), found)]
    else:
        missing = [variance for variance in found if variance.line.item]
        parts = [(say("Missing"), missing), (say("Unknown tag"), [each for each in found if not each.line.item])]
    for name, some in parts:
        if some:
            yield None, name, *[None] * 5, *_amounts(together(each.worth for each in some)), *[None] * 4


def _columns(number: float) -> tuple[Column, ...]:
    return (
        Column(say("No."), 8, figures=True),
        Column(say("Asset number"), number),
        Column(say("Asset name"), 26, grows=True),
        Column(say("Model"), 22, grows=True),
        Column(say("Unit"), 8),
        Column(say("Booked"), 11, figures=True),
        Column(say("Counted"), 11, figures=True),
        Column(say("At variance"), 11, figures=True),
        Column(say("Cost, yuan"), 19, figures=True),
        Column(say("Depreciation, yuan"), 19, figures=True),
        Column(say("Net value, yuan"), 19, figures=True),
        Column(say("Room"), 14),
        Column(say("Custodian"), 14),
        Column(say("Cause"), 26, grows=True),
        Column(say("Proposal"), 26, grows=True),
    )


def _row(number: int, variance: Variance) -> Row:
    line = variance.line
    return (
        number,
        number_of(line),
        name_of(line),
        line.model,
        line.unit,
        variance.booked,
        variance.counted,
        *_amounts(variance.worth),
        line.booked_room or line.seen_room,
        line.keeper,
        told(variance.causes),
        _proposal(variance),
    )


def told(causes: Iterable[Cause | str]) -> Several:
    """Causes as they are read: those of the list are words of ours, the others somebody's own."""
    return Several(tuple(say(cause.value) if isinstance(cause, Cause) else cause for cause in causes))


def _amounts(worth: Worth) -> tuple[Value, ...]:
    return worth.pieces, worth.cost, worth.accumulated, worth.net


def _proposal(variance: Variance) -> Say:
    decided = variance.line.decision
    if variance.result is Result.UNDECIDED and decided:
        return say(decided)
    return _PROPOSAL[variance.result]
