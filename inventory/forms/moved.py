"""What is not at variance but must be answered: moved things with a proposal, and what is listed apart.

Things that are out, are not the school's own, or were written off and are still here stand in lists of their own,
as the notices of finance offices ask. What documents changed during the count is a form of its own, since the list
everything was held against is older.
"""

from collections.abc import Callable, Sequence

from inventory.decisions import Choice
from inventory.findings import Kind
from inventory.forms.rooms import number_width
from inventory.forms.transfer_log import log_table
from inventory.forms.values import Column, Form, Part, Row, Say, Several, Signatures, Table, Value, say
from inventory.naming import name_of, number_of
from inventory.standing import Line, Standing
from inventory.transfer_log import LogLine
from inventory.variance import choice_of

_SIGNED = Signatures(
    (say("Asset keeper"), say("Giving department"), say("Taking department"), say("Head"), say("Date"))
)
_KNOWN_TO = Signatures((say("Asset keeper"), say("Head"), say("Date")))
CHANGES = say("Changes by documents during the count")
_UNDECIDED = say("Transfer in the books, or bring back")


def moved_forms(standing: Standing, meanwhile: Sequence[LogLine]) -> tuple[Form, ...]:
    """What was moved or is listed apart, and if documents did anything during the count, what they did."""
    apart = _apart_form(standing)
    if not meanwhile:
        return (apart,)
    return apart, Form(Part.MOVED, CHANGES, (log_table(meanwhile), _KNOWN_TO), wide=True)


def _apart_form(standing: Standing) -> Form:
    """Every moved thing once, then what is out, not ours, or written off and still here."""
    listed: tuple[tuple[Say, Callable[[Line], bool]], ...] = (
        (say("Moved, with proposals"), lambda line: line.kind is Kind.MOVED),
        (say("Out: lent, under repair or in transit"), is_out),
        (say("Here, but not ours"), lambda line: choice_of(line) is Choice.NOT_OURS),
        (say("Disposed of, yet here"), is_disposed_of),
    )
    tables = (_table(title, [line for line in standing.lines if fits(line)]) for title, fits in listed)
    return Form(Part.MOVED, say("Moved, out and not ours"), (*tables, _SIGNED), wide=True)


def is_out(line: Line) -> bool:
    """Whether the thing is known to be elsewhere: by a document, or because somebody said so."""
    return line.kind is Kind.ACCOUNTED or choice_of(line) is Choice.WAS_OUT


def is_disposed_of(line: Line) -> bool:
    """Whether the thing was written off and is still here, as the school's own."""
    return line.kind is Kind.RETIRED_BUT_SEEN and choice_of(line) is not Choice.NOT_OURS


def _table(title: Say, found: Sequence[Line]) -> Table:
    columns = (
        Column(say("No."), 8, figures=True),
        Column(say("Asset number"), number_width([number_of(line) for line in found])),
        Column(say("Asset name"), 26, grows=True),
        Column(say("Model"), 24, grows=True),
        Column(say("Department"), 18, grows=True),
        Column(say("Custodian"), 14),
        Column(say("Cost, yuan"), 19, figures=True),
        Column(say("Booked room"), 18),
        Column(say("Seen room"), 18),
        Column(say("Condition"), 16),
        Column(say("Proposal"), 26, grows=True),
        Column(say("Remark"), 30, grows=True),
    )
    return Table(columns, tuple(_row(number, line) for number, line in enumerate(found, 1)), title=title)


def _row(number: int, line: Line) -> Row:
    notes = tuple(say(note) for note in line.notes)
    return (
        number,
        number_of(line),
        name_of(line),
        line.model,
        line.department,
        line.keeper,
        line.cost,
        line.booked_room,
        line.seen_room,
        say(line.state) if line.state else None,
        _proposal(line),
        Several((*notes, line.reason)),
    )


def _proposal(line: Line) -> Value:
    choice = choice_of(line)
    if choice is not None:
        return say(choice.value)
    return _UNDECIDED if line.kind is Kind.MOVED else None
