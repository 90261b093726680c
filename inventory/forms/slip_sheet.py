"""The printed form of a document: its number, what was filled in, its things, who approved it, lines to sign."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, tzinfo
from decimal import Decimal, InvalidOperation
from itertools import pairwise, zip_longest

from inventory.forms.rooms import number_width
from inventory.forms.values import (
    Block,
    Column,
    Form,
    Lines,
    NewPage,
    Row,
    Say,
    Several,
    Signatures,
    Table,
    Value,
    say,
)
from inventory.sheets import Cell, Sheet
from inventory.slip_papers import Done, SlipLine, WholeSlip
from inventory.slips import Holds, SlipField, Stage

_HALF = (Column(say("Name of the field"), 30), Column(say("Entry"), 50, grows=True))

_COLUMNS: dict[Cell, tuple[Column, Callable[[SlipLine], Value]]] = {
    Cell.NUMBER: (Column(say("Asset number"), 30), lambda line: line.asset_no),
    Cell.CATEGORY: (Column(say("Asset classification"), 24, grows=True), lambda line: line.card.category),
    Cell.NAME: (Column(say("Asset name"), 28, grows=True), lambda line: line.name),
    Cell.MODEL: (Column(say("Model"), 24, grows=True), lambda line: line.model),
    Cell.PURPOSE: (Column(say("Purpose of use"), 16), lambda line: line.card.purpose),
    Cell.ACQUISITION: (Column(say("Way of acquisition"), 18), lambda line: line.card.acquisition),
    Cell.ACQUIRED: (Column(say("Acquired on"), 24), lambda line: line.card.acquired),
    Cell.UNIT: (Column(say("Unit"), 10), lambda line: line.card.unit),
    Cell.QUANTITY: (Column(say("Quantity"), 12, figures=True), lambda line: len(line.items)),
    Cell.PRICE: (Column(say("Unit price, yuan"), 19, figures=True), lambda line: line.price),
    Cell.COST: (Column(say("Cost, yuan"), 20, figures=True), lambda line: line.cost),
    Cell.ACCUMULATED: (Column(say("Accumulated, yuan"), 20, figures=True), lambda line: line.accumulated),
    Cell.NET: (Column(say("Net value, yuan"), 20, figures=True), lambda line: line.net),
    Cell.DEPARTMENT: (Column(say("Department"), 18, grows=True), lambda line: line.card.department),
    Cell.ROOM: (Column(say("Room"), 16, grows=True), lambda line: line.before.room),
    Cell.KEEPER: (Column(say("Custodian"), 16), lambda line: line.before.keeper),
    Cell.TO_ROOM: (Column(say("Destination room"), 16, grows=True), lambda line: line.after.room),
    Cell.TO_KEEPER: (Column(say("New custodian"), 16), lambda line: line.after.keeper),
}
_SUMMED = frozenset({Cell.QUANTITY, Cell.COST, Cell.ACCUMULATED, Cell.NET})


def slip_sheet(slip: WholeSlip, sheet: Sheet, zone: tzinfo, code: str) -> Form:
    """The form of the slip as it is now, its days those of `zone`; `code` is what its QR code says."""
    facts = _paired([*_asked(slip, zone), *_taken(slip, zone)])
    blocks: list[Block] = [Table((*_HALF, *_HALF), facts), *_tables(slip, sheet, len(facts))]
    if slip.levels:
        blocks.append(_approvals(slip, zone))
    if sheet.copies:
        blocks.append(Lines((say(sheet.copies),)))
    signed = Signatures(tuple(map(say, sheet.signed)))
    return Form(None, say(sheet.title), (*blocks, signed), wide=sheet.wide, code=code)


def number_of(slip: WholeSlip) -> Say:
    """The number of the slip as people write it."""
    facts: dict[str, Value] = {**slip.facts()}
    facts["kind"] = say(slip.kind.label)
    return say("No. {year}-{kind}-{number}", **facts)


def _asked(slip: WholeSlip, zone: tzinfo) -> Iterator[tuple[Value, Value]]:
    """What the slip asks for; what a paper has to be filled in with stands there empty."""
    kind = slip.kind
    yield say("Written by"), slip.by
    yield say("Date"), slip.at.astimezone(zone).date()
    said = ((kind.person, slip.person), (kind.room, slip.room), (kind.due, slip.due_on))
    yield from ((say(asks.label), value) for asks, value in said if asks)
    kept = {field.name: text for field, text in slip.fields}
    yield from ((say(field.label), entry(field, kept.get(field.name, ""))) for field in kind.fields)
    yield say("Reason"), slip.reason
    if slip.rooms:
        yield say("Rooms that go along"), Several(slip.rooms)


def _taken(slip: WholeSlip, zone: tzinfo) -> Iterator[tuple[Value, Value]]:
    """Each stage: when it was taken and by whom, and what was filled in; empty where it was not taken yet."""
    for stage in slip.kind.stages:
        done = [each for each in slip.standing if each.stage == stage]
        yield say(stage.label), Several(tuple(_when(each, zone) for each in done))
        if stage.approval:
            papers = [each.approval for each in done if each.approval]
            yield say("Number of the approval"), Several(tuple(paper.number for paper in papers))
            yield say("Date of the approval"), Several(tuple(paper.day for paper in papers))
        yield from _filled(stage, done)


def _when(done: Done, zone: tzinfo) -> Say:
    return say("{day}, {name}", day=done.at.astimezone(zone).date(), name=done.by)


def _filled(stage: Stage, done: Sequence[Done]) -> Iterator[tuple[Value, Value]]:
    for field in stage.fields:
        entries = (entry(field, text) for each in done for its, text in each.fields if its == field)
        yield say(field.label), Several(tuple(entries))


def entry(field: SlipField, text: str) -> Value:
    """What stands in a field as the value it is."""
    if not text:
        return None
    match field.holds:
        case Holds.MONEY:
            return _amount(text)
        case Holds.DAY:
            return date.fromisoformat(text)
        case Holds.CHOICE:
            return say(text)
    return text


def _amount(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _paired(pairs: Sequence[tuple[Value, Value]]) -> tuple[Row, ...]:
    """Two fields a line, read from the left to the right."""
    nothing: tuple[Value, Value] = (None, None)
    return tuple((*left, *right) for left, right in zip_longest(pairs[::2], pairs[1::2], fillvalue=nothing))


def _tables(slip: WholeSlip, sheet: Sheet, above: int) -> Iterator[Block]:
    """The things, numbered through; where a page has at most so many lines, each page sums up its own.

    The first has as many less as stand `above`.
    """
    width = number_width([line.asset_no for line in slip.lines])
    columns = [_COLUMNS[cell][0] for cell in sheet.columns]
    columns = [column._replace(width=width) if column.head == say("Asset number") else column for column in columns]
    for start, end in pairwise(_turns(len(slip.lines), sheet, above)):
        if start:
            yield NewPage()
        some, last = slip.lines[start:end], end == len(slip.lines)
        rows = tuple(
            (nth, *(_COLUMNS[cell][1](line) for cell in sheet.columns)) for nth, line in enumerate(some, start + 1)
        )
        totals = [] if last and not start else [_total(sheet, say("On this page"), some)]
        totals += [_total(sheet, say("All together"), slip.lines)] if last else []
        yield Table((Column(say("No."), 9, figures=True), *columns), rows, totals=tuple(totals))


def _turns(lines: int, sheet: Sheet, above: int) -> list[int]:
    """Before which lines a page begins, and where the last one ends."""
    if sheet.at_most is None:
        return [0, lines]
    first = max(1, sheet.at_most - above)
    return [0, *range(first, lines, sheet.at_most), lines]


def _total(sheet: Sheet, name: Say, lines: Sequence[SlipLine]) -> Row:
    sums = [_sum(cell, lines) if cell in _SUMMED else None for cell in sheet.columns]
    return (None, name, *sums[1:])


def _sum(cell: Cell, lines: Sequence[SlipLine]) -> Value:
    if cell is Cell.QUANTITY:
        return sum(len(line.items) for line in lines)
    amounts = [_COLUMNS[cell][1](line) for line in lines]
    known = [amount for amount in amounts if isinstance(amount, Decimal)]
    return sum(known, Decimal(0)) if known else None


def _approvals(slip: WholeSlip, zone: tzinfo) -> Table:
    columns = (
        Column(say("Approval by"), 40, grows=True),
        Column(say("Decision"), 22),
        Column(say("Name"), 30, grows=True),
        Column(say("Date"), 24),
        Column(say("Remark"), 50, grows=True),
    )
    rows: list[Row] = []
    for level, signed in zip_longest(slip.levels, slip.signatures):
        if signed is None:
            rows.append((level.name, None, None, None, None))
            continue
        decision = say("Approved") if signed.approved else say("Rejected")
        name = (
            say("{name} for {giver}", name=signed.by, giver=signed.on_behalf_of) if signed.on_behalf_of else signed.by
        )
        rows.append((level.name, decision, name, signed.at.astimezone(zone).date(), signed.reason))
    return Table(columns, tuple(rows))
