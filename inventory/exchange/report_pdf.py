"""The report of a stock-take, room by room, as a PDF on A4 to print, to sign and to file.

Here is what it says; how it looks is in report.typ. Texts are handed over as JSON and never as markup.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from pathlib import Path

from inventory.campaign import Status
from inventory.exchange.typesetting import typeset
from inventory.naming import KIND_NAME, SECTION_NAME, STATE_NAME, Words, floor_name, remark
from inventory.reports import (
    Entry,
    Figures,
    RoomSheet,
    Section,
    Totals,
    add,
    board,
    entries,
    room_sheet,
    room_sheets,
    totals,
)
from inventory.standing import RoomState, Standing

_TEMPLATE = Path(__file__).with_name("report.typ")

# Texts the template asks for by their English.
_SAID = (
    *("Stock-take report", "Stock-take sheet", "Room by room", "Finding", "Pieces"),
    *("Counted by", "Observed by", "Head", "Date"),
    *("No.", "Asset number", "Asset name", "Model", "Cost, yuan", "Booked", "Counted", "Result", "Remark"),
    "The books put nothing here, and nothing was seen.",
)
# Field of `Figures` → head of its column in the table of rooms.
_FIGURES = {
    "expected": "Expected",
    "seen": "Verified",
    "missing": "Missing",
    "moved_out": "Moved out",
    "moved_in": "Moved in",
    "doubtful": "Doubtful",
    "not_covered": "Not covered",
    "unknown_tag": "Unknown tag",
}

Row = tuple[str, ...]


@dataclass(frozen=True)
class _Sheet:
    """One room. A line: number, asset number, name, model, cost, booked, counted, section, its name, remark."""

    room: str
    place: str
    keeper: str
    lines: tuple[Row, ...]
    sums: tuple[Row, ...]
    warning: str


@dataclass(frozen=True)
class _Summary:
    """The first page. A finding: kind, its name, pieces, cost. A room: code, name, keeper, the figures, state."""

    warning: str
    findings: tuple[Row, ...]
    heads: Row
    rooms: tuple[Row, ...]
    total: Row


@dataclass(frozen=True)
class _Report:
    """Everything on the paper."""

    language: str
    words: dict[str, str]
    school: str
    stocktake: str
    cutoff: str
    printed: str
    page_of: str
    summary: _Summary | None
    sheets: tuple[_Sheet, ...]


def report_pdf(
    standing: Standing,
    words: Words,
    *,
    fonts: Path,
    printed_at: datetime,
    zone: tzinfo,
    language: str,
    room: str | None = None,
) -> bytes:
    """The PDF, of all rooms or of the one with the code `room`. Raises `NotFound` if that is not in scope.

    `words` gives an English text in the `language` (a tag of RFC 5646); days are those of `zone`. The folder
    `fonts` holds Noto Sans SC, regular and bold; `FontsNotBuilt` if it does not. The same arguments give the same
    bytes.
    """
    sheets = room_sheets(standing) if room is None else (room_sheet(standing, room),)
    report = _Report(
        language=language,
        words={text: words(text) for text in _SAID},
        school=standing.school,
        stocktake=standing.name,
        cutoff=words("Cut-off date: {day}").format(day=_day(standing.cutoff.astimezone(zone), words)),
        printed=words("As of {moment}").format(moment=_moment(printed_at.astimezone(zone), words)),
        page_of=words("Page {page} of {pages}"),
        summary=_summary(standing, sheets, words) if room is None else None,
        sheets=tuple(_sheet(sheet, words) for sheet in sheets),
    )
    return typeset(_TEMPLATE, json.dumps(report, default=vars), fonts, printed_at)


def _summary(standing: Standing, sheets: Iterable[RoomSheet], words: Words) -> _Summary:
    counting = standing.status is Status.COUNTING
    figures = [sheet.figures for sheet in sheets]
    rooms = [_room_row(sheet, words) for sheet in sheets]
    if (roomless := board(standing).roomless) != Figures():
        figures.append(roomless)
        rooms.append(("", words("In none of these rooms"), "", *_counts(roomless), ""))
    return _Summary(
        warning=words("The count is still going on; these figures are not final.") if counting else "",
        findings=_findings(totals(standing), words),
        heads=tuple(map(words, ("Room", "Custodian", *_FIGURES.values(), "State"))),
        rooms=tuple(rooms),
        total=(words("Totals"), "", "", *_counts(add(figures)), ""),
    )


def _findings(summed: Totals, words: Words) -> tuple[Row, ...]:
    expected = ("", words("Expected"), _count(summed.expected.pieces), _amount(summed.expected.cost))
    found = (
        (kind.value, words(KIND_NAME[kind]), _count(tally.pieces), _amount(tally.cost))
        for kind, tally in summed.kinds.items()
    )
    return expected, *found


def _room_row(sheet: RoomSheet, words: Words) -> Row:
    room = sheet.room
    return room.code, room.name, room.keeper, *_counts(sheet.figures), words(STATE_NAME[room.state])


def _counts(figures: Figures) -> Row:
    """A column without anything in it stays blank, so that what is there is seen."""
    return tuple(_count(count) if (count := getattr(figures, field)) else "" for field in _FIGURES)


def _sheet(sheet: RoomSheet, words: Words) -> _Sheet:
    room = sheet.room
    floor = "" if room.floor is None else floor_name(words, room.floor)
    unfinished = room.state is not RoomState.COMPLETE
    return _Sheet(
        room=f"{room.code} {room.name}",
        place=f"{room.building} {floor}".strip(),
        keeper=words("Custodian: {name}").format(name=room.keeper or "—"),
        lines=tuple(_line(number, entry, words) for number, entry in enumerate(entries(sheet), 1)),
        sums=_sums(sheet, words),
        warning=words("The count of this room is not finished.") if unfinished else "",
    )


def _line(number: int, entry: Entry, words: Words) -> Row:
    line = entry.line
    return (
        str(number),
        line.asset_no,
        line.name or words("Unknown tag"),
        line.model,
        _amount(entry.cost),
        str(entry.booked),
        "" if entry.counted is None else str(entry.counted),
        entry.section.value,
        words(SECTION_NAME[entry.section]),
        remark(words, entry),
    )


def _sums(sheet: RoomSheet, words: Words) -> tuple[Row, ...]:
    """What is expected and what is seen, and of the other sections those that have anything in them."""
    others = (section for section in Section if section is not Section.SEEN and sheet.sections[section])
    counted = ((words(SECTION_NAME[name]), _count(len(sheet.sections[name]))) for name in (Section.SEEN, *others))
    return (words("Expected"), _count(sheet.figures.expected)), *counted


def _day(at: datetime, words: Words) -> str:
    return words("{year}-{month:02}-{day:02}").format(year=at.year, month=at.month, day=at.day)


def _moment(at: datetime, words: Words) -> str:
    return f"{_day(at, words)} {at:%H:%M}"


def _amount(yuan: Decimal | None) -> str:
    return "" if yuan is None else f"{yuan:,.2f}"


def _count(pieces: int) -> str:
    return f"{pieces:,}"
