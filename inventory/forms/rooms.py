"""The stock-take sheets (盘点明细): a table of all rooms, and for each room a sheet with every card in it to sign.

The columns are those of the fiscal stock-take sheet (盘点表) with the unit and the net value of the census detail
(清查明细表).
"""

from inventory.forms.values import (
    Column,
    Form,
    Mark,
    Notice,
    Part,
    Row,
    Several,
    Signatures,
    Sums,
    Table,
    Value,
    say,
)
from inventory.naming import SECTION_NAME, STATE_NAME, floor, name_of, remark
from inventory.reports import RoomSheet, board, room_sheet, room_sheets
from inventory.sections import Figures, Section, add
from inventory.sheet_entries import Entry, entries
from inventory.standing import RoomState, Standing

SIGNED_BY = (say("Counted by"), say("Observed by"), say("Custodian"), say("Head"), say("Date"))

# Field of `Figures` → head of its column in the table of rooms.
_FIGURES = {
    "expected": say("Expected"),
    "seen": say("Verified"),
    "missing": say("Missing"),
    "moved_out": say("Moved out"),
    "moved_in": say("Moved in"),
    "doubtful": say("Doubtful"),
    "not_covered": say("Not covered"),
    "unknown_tag": say("Unknown tag"),
}
_OVERVIEW = (
    Column(say("Room"), 46, grows=True),
    Column(say("Custodian"), 24, grows=True),
    *(Column(head, 12.5, figures=True) for head in _FIGURES.values()),
    Column(say("State"), 16),
)


def room_forms(standing: Standing, room: str | None = None) -> tuple[Form, ...]:
    """All sheets under their table, or the sheet of the room with the code `room`; `NotFound` if not in scope."""
    if room is not None:
        return (_sheet(room_sheet(standing, room)),)
    sheets = room_sheets(standing)
    return _overview(standing, sheets), *map(_sheet, sheets)


def number_width(numbers: list[str]) -> float:
    """A column wide enough for the longest number in one line, as long as that leaves room for the names."""
    longest = max(map(len, numbers), default=0)
    return min(max(1.65 * longest + 3, 22), 43)


def _overview(standing: Standing, sheets: tuple[RoomSheet, ...]) -> Form:
    rows: list[Row] = [_room_row(sheet) for sheet in sheets]
    figures = [sheet.figures for sheet in sheets]
    if (roomless := board(standing).roomless) != Figures():
        rows.append((say("In none of these rooms"), None, *_counts(roomless), None))
        figures.append(roomless)
    total = (say("Totals"), None, *_counts(add(figures)), None)
    table = Table(_OVERVIEW, tuple(rows), totals=(total,))
    return Form(Part.ROOMS, say("Room by room"), (table, Signatures(SIGNED_BY)))


def _room_row(sheet: RoomSheet) -> Row:
    room = sheet.room
    return f"{room.code} {room.name}", room.keeper, *_counts(sheet.figures), say(STATE_NAME[room.state])


def _counts(figures: Figures) -> tuple[Value, ...]:
    """What is nothing stays blank, so that what is there is seen."""
    return tuple(getattr(figures, name) or None for name in _FIGURES)


def _sheet(sheet: RoomSheet) -> Form:
    room = sheet.room
    place = Several((room.building, None if room.floor is None else floor(room.floor)))
    found = entries(sheet)
    table = Table(
        _columns(number_width([entry.line.asset_no for entry in found])),
        tuple(_row(number, entry) for number, entry in enumerate(found, 1)),
        title=f"{room.code} {room.name}",
        aside=Several((place, say("Custodian: {name}", name=room.keeper or "—"))),
        empty=say("The books put nothing here, and nothing was seen."),
    )
    unfinished = () if room.state is RoomState.COMPLETE else (Notice(say("The count of this room is not finished.")),)
    blocks = (*unfinished, table, _sums(sheet), Signatures(SIGNED_BY))
    return Form(Part.ROOMS, say("Stock-take sheet"), blocks, wide=True)


def _columns(number: float) -> tuple[Column, ...]:
    return (
        Column(say("No."), 8, figures=True),
        Column(say("Asset number"), number),
        Column(say("Asset name"), 26, grows=True),
        Column(say("Model"), 26, grows=True),
        Column(say("Unit"), 8),
        Column(say("Department"), 18, grows=True),
        Column(say("Acquired on"), 20),
        Column(say("Booked"), 11, figures=True),
        Column(say("Counted"), 11, figures=True),
        Column(say("Cost, yuan"), 19, figures=True),
        Column(say("Net value, yuan"), 19, figures=True),
        Column(say("Result"), 20),
        Column(say("Condition"), 13),
        Column(say("Remark"), 26, grows=True),
    )


def _row(number: int, entry: Entry) -> Row:
    line = entry.line
    return (
        number,
        line.asset_no,
        name_of(line),
        line.model,
        line.unit,
        line.department,
        line.acquired,
        entry.booked,
        entry.counted,
        entry.worth.cost,
        entry.worth.net,
        Mark(entry.section.value, say(SECTION_NAME[entry.section])),
        say(line.state) if line.state else None,
        remark(line, entry.section),
    )


def _sums(sheet: RoomSheet) -> Sums:
    """What is expected and what is seen, and of the other sections those that have anything in them."""
    others = (section for section in Section if section is not Section.SEEN and sheet.sections[section])
    counted = ((say(SECTION_NAME[name]), len(sheet.sections[name])) for name in (Section.SEEN, *others))
    return Sums(((say("Expected"), sheet.figures.expected), *counted))
