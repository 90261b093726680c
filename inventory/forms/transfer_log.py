"""The transfer log as a form: each line of every document, who, when, what, from where to where, and why."""

from collections.abc import Sequence

from inventory.cards import spans
from inventory.forms.rooms import number_width
from inventory.forms.values import Column, Form, Row, Say, Several, Table, Value, say
from inventory.kinds import KINDS
from inventory.movements import Document
from inventory.papers import Side
from inventory.register import ItemState
from inventory.transfer_log import Deed, LogLine

TITLE = say("Transfer log")


def log_form(lines: Sequence[LogLine], *, more: bool) -> Form:
    """The lines on sheets that lie across; `more` says that they are not all."""
    unsaid = say("These are not all: choose fewer days.") if more else None
    return Form(None, TITLE, (log_table(lines, aside=unsaid),), wide=True)


def log_table(lines: Sequence[LogLine], *, title: Value = None, aside: Value = None) -> Table:
    """The lines, each with its document, who, when, what, from where to where, and why; for a sheet across."""
    columns = (
        Column(say("Document"), 34, grows=True),
        Column(say("Time"), 36),
        Column(say("By"), 20),
        Column(say("Asset number"), number_width([line.moved.asset_no for line in lines])),
        Column(say("Asset name"), 28, grows=True),
        Column(say("Quantity"), 14, figures=True),
        Column(say("From"), 30, grows=True),
        Column(say("To"), 30, grows=True),
        Column(say("Reason"), 34, grows=True),
    )
    return Table(columns, tuple(map(_row, lines)), title=title, aside=aside)


def number_of(document: Document) -> Say:
    """The number as people write it."""
    facts = document.facts()
    return say(
        "{year}-{kind}-{number}", year=facts["year"], kind=say(KINDS[document.kind].label), number=facts["number"]
    )


def deed_words(deed: Deed) -> Several:
    """The number of the document and what was done by it."""
    return Several((number_of(deed.document), say(deed.past) if deed.past else None))


def pieces_words(line: LogLine) -> Value:
    """Which pieces of the card, where it is a later one than the first or several."""
    positions = line.moved.positions
    return None if positions == (1,) else say("No. {positions}", positions=spans(positions))


def side_words(one: Side, other: Side) -> Several:
    """Where a piece is, with who keeps it and its state where the other side says otherwise."""
    if one.room is None and one.state is ItemState.RETIRED:
        return Several((say("not on the books"),))
    moves = one.room != other.room
    keeper = one.keeper if moves or one.keeper != other.keeper else None
    state = say(one.state) if one.state != other.state else None
    return Several((one.room or say("no room"), keeper, state))


def _row(line: LogLine) -> Row:
    deed, moved = line.deed, line.moved
    return (
        deed_words(deed),
        Several((deed.at,)),
        deed.by,
        moved.asset_no,
        Several((moved.name, pieces_words(line))),
        len(moved.positions),
        side_words(moved.before, moved.after),
        side_words(moved.after, moved.before),
        deed.reason,
    )
