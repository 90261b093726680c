"""The report of a stock-take, room by room, as an XLSX workbook to print and to file.

Three sheets: the figures, every finding under its room, and the differences alone. Numbers of assets and tags are
text, since a spreadsheet keeps 15 digits of a number, and nothing in the file is a formula.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta, timezone, tzinfo

from inventory.exchange.paper import Look, Page, Paper, Value
from inventory.findings import Kind
from inventory.naming import Words
from inventory.reports import Figures, add, board, places, room_sheet, room_sheets, totals
from inventory.standing import Line, RoomStanding, Standing

CHINA = timezone(timedelta(hours=8))

DIFFERENCES = (
    *(Kind.MISSING, Kind.MOVED, Kind.DOUBTFUL, Kind.UNKNOWN_TAG, Kind.RETIRED_BUT_SEEN, Kind.TAG_CONFLICT),
    Kind.UNTAGGED,
)
"""The findings somebody has to answer, in the order of urgency."""

# Field of `Figures` → head.
_FIGURES = {
    "expected": "Expected",
    "seen": "Verified",
    "moved_in": "Moved in",
    "moved_out": "Moved out",
    "missing": "Missing",
    "doubtful": "Doubtful",
    "not_covered": "Not covered",
    "accounted": "Accounted",
    "untagged": "Untagged",
    "unknown_tag": "Unknown tag",
    "retired_but_seen": "Retired but seen",
    "tag_conflict": "Tag conflict",
}
_ROOM = {"Room": 12, "Name": 18, "Building": 14, "Custodian": 12, "State": 10}
_LINE = {
    "No.": 6,
    "Asset number": 24,
    "Asset name": 22,
    "Model": 18,
    "Custodian": 10,
    "Cost, yuan": 12,
    "Booked room": 12,
    "Seen room": 12,
    "Result": 14,
    "How sure, %": 8,
    "RFID tag": 27,
    "Decision": 12,
    "Remark": 16,
}
_FROZEN = 3


def report_workbook(standing: Standing, words: Words, room: str | None = None, zone: tzinfo = CHINA) -> bytes:
    """The workbook, of all rooms or of the one with the code `room`. Raises `NotFound` if that is not in scope.

    `words` gives an English word of the trade in the reader's language; days are those of `zone`.
    """
    if room is not None:
        standing = _only(standing, room)
    paper = Paper(footer=f"{standing.school} {standing.name}")
    _write_figures(paper, standing, words, zone, whole=room is None)
    _write_rooms(paper, standing, words)
    _write_differences(paper, standing, words)
    return paper.content()


def _only(standing: Standing, code: str) -> Standing:
    """The standing as if that room were the only one: what is booked there, and what was seen there."""
    lines = tuple(line for line in standing.lines if code in (place for place, _ in places(line)))
    return replace(standing, rooms=(room_sheet(standing, code).room,), lines=lines)


def _write_figures(paper: Paper, standing: Standing, words: Words, zone: tzinfo, *, whole: bool) -> None:
    page = paper.page(words("Totals"), [*_ROOM.values(), *[9] * len(_FIGURES)])
    page.write([words("Stock-take report")], Look.TITLE)
    page.write([words("School"), standing.school], Look.PLAIN)
    page.write([words("Stock-take"), standing.name, words(standing.status)], Look.PLAIN)
    page.write([words("Cut-off date"), standing.cutoff.astimezone(zone).date().isoformat()], Look.PLAIN)
    page.write([], Look.PLAIN)
    if whole:
        _write_kinds(page, standing, words)
    page.write_head([words(head) for head in (*_ROOM, *_FIGURES.values())])
    sheets = room_sheets(standing)
    for sheet in sheets:
        page.write([*_room_values(sheet.room, words), *_figures(sheet.figures)])
    figures = [sheet.figures for sheet in sheets]
    if whole and (roomless := board(standing).roomless) != Figures():
        page.write([words("In none of these rooms"), *[None] * (len(_ROOM) - 1), *_figures(roomless)])
        figures.append(roomless)
    page.write([words("Totals"), *[None] * (len(_ROOM) - 1), *_figures(add(figures))], Look.TOTAL)


def _write_kinds(page: Page, standing: Standing, words: Words) -> None:
    summed = totals(standing)
    page.write([words("Result"), words("Pieces"), words("Cost, yuan")], Look.HEAD)
    page.write([words("Expected"), summed.expected.pieces, summed.expected.cost])
    for kind, tally in summed.kinds.items():
        page.write([words(kind), tally.pieces, tally.cost])
    page.write([], Look.PLAIN)


def _write_rooms(paper: Paper, standing: Standing, words: Words) -> None:
    page = _page_of_lines(paper, words("Room by room"), words)
    by_room = _by_room(standing)
    number = 0
    for room in standing.rooms:
        page.write([_room_title(room), *[None] * (len(_LINE) - 1)], Look.GROUP)
        number = _write_lines(page, by_room[room.code], words, number)
    if by_room[None]:
        page.write([words("In none of these rooms"), *[None] * (len(_LINE) - 1)], Look.GROUP)
        _write_lines(page, by_room[None], words, number)


def _write_differences(paper: Paper, standing: Standing, words: Words) -> None:
    page = _page_of_lines(paper, words("Differences"), words)
    number = 0
    for kind in DIFFERENCES:
        number = _write_lines(page, [line for line in standing.lines if line.kind is kind], words, number)


def _page_of_lines(paper: Paper, name: str, words: Words) -> Page:
    page = paper.page(name, list(_LINE.values()))
    page.write_head([words(head) for head in _LINE])
    page.freeze(_FROZEN)
    return page


def _write_lines(page: Page, lines: Iterable[Line], words: Words, number: int) -> int:
    """Write the lines, numbered on from `number`; gives the last number."""
    for line in lines:
        number += 1
        page.write([number, *_line_values(line, words)])
    return number


def _by_room(standing: Standing) -> defaultdict[str | None, list[Line]]:
    """Every line once: under its booked room, else the one it was seen in; under None if neither is in scope."""
    codes = {room.code for room in standing.rooms}
    by_room: defaultdict[str | None, list[Line]] = defaultdict(list)
    for line in standing.lines:
        home = next((code for code in (line.booked_room, line.seen_room) if code in codes), None)
        by_room[home].append(line)
    return by_room


def _line_values(line: Line, words: Words) -> list[Value]:
    return [
        line.asset_no,
        line.name,
        line.model,
        line.keeper,
        line.cost,
        line.booked_room,
        line.seen_room,
        words(line.kind),
        round(100.0 * line.confidence, 1),
        line.tag,
        words(line.decision) if line.decision else None,
        words(", ").join(words(note) for note in line.notes),
    ]


def _room_values(room: RoomStanding, words: Words) -> list[Value]:
    return [room.code, room.name, room.building, room.keeper, words(room.state)]


def _room_title(room: RoomStanding) -> str:
    return " ".join(part for part in (room.code, room.name, room.building, room.keeper) if part)


def _figures(figures: Figures) -> list[Value]:
    return [getattr(figures, field) for field in _FIGURES]
