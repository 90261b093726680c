"""The summaries (汇总表): what became of the things of each department, category, building and keeper."""

from collections.abc import Iterator

from inventory.forms.values import Bars, Block, Column, Form, Lines, Part, Row, Signatures, Table, Value, say
from inventory.standing import Standing
from inventory.summaries import Amounts, By, Group, Summary, summary
from inventory.valuation import Worth

_TITLE = {
    By.DEPARTMENT: say("By department"),
    By.CATEGORY: say("By category"),
    By.BUILDING: say("By building"),
    By.KEEPER: say("By custodian"),
}
_GROUP = {
    Group.BOOKED: say("Booked"),
    Group.VERIFIED: say("Verified"),
    Group.MOVED: say("Moved"),
    Group.MISSING: say("Missing"),
    Group.DOUBTFUL: say("Doubtful"),
    Group.NOT_COVERED: say("Not covered"),
    Group.OUT: say("Accounted"),
    Group.OTHER: say("No tag or conflict"),
    Group.SURPLUS: say("Surplus"),
}
_COLUMNS = (
    Column(say("Name"), 40, grows=True),
    Column(say("Measure"), 26),
    *(Column(name, 22, figures=True) for name in _GROUP.values()),
)
_RULE = Lines(
    (say("What is booked is the sum of the columns between it and the surplus, which is not on the books."),)
)
_SIGNED = Signatures((say("Asset keeper"), say("Head"), say("Date")))
_MOST_BARS = 24


def summary_forms(standing: Standing) -> tuple[Form, ...]:
    """A form for each way to sort the things: a chart of what was found where it should be, and the table."""
    return tuple(_form(summary(standing, by)) for by in By)


def _form(summed: Summary) -> Form:
    rows = [row for found in summed.rows for row in _rows(found.name or say("Not named"), found.amounts)]
    table = Table(_COLUMNS, tuple(rows), totals=_rows(say("Totals"), summed.total))
    blocks: tuple[Block, ...] = (*_chart(summed), table, _RULE, _SIGNED)
    return Form(Part.SUMMARY, _TITLE[summed.by], blocks, wide=True)


def _chart(summed: Summary) -> Iterator[Bars]:
    """Bars as long as they can be taken in at a glance."""
    found = [row for row in summed.rows if row.amounts[Group.BOOKED].pieces]
    if 1 < len(found) <= _MOST_BARS:
        bars = tuple(_bar(row.name or say("Not named"), row.amounts) for row in found)
        yield Bars(say("Found where the books put it, of all pieces"), bars)


def _bar(name: Value, amounts: Amounts) -> tuple[Value, int, int]:
    return name, amounts[Group.VERIFIED].pieces, amounts[Group.BOOKED].pieces


def _rows(name: Value, amounts: Amounts) -> tuple[Row, ...]:
    return (
        (name, say("Pieces"), *(_pieces(amounts[group]) for group in _GROUP)),
        (None, say("Cost, yuan"), *(amounts[group].cost for group in _GROUP)),
        (None, say("Net value, yuan"), *(amounts[group].net for group in _GROUP)),
    )


def _pieces(worth: Worth) -> Value:
    return worth.pieces or None
