"""The report on paper, read back with another library than the one that wrote it."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from inventory.campaign import Status
from inventory.errors import NotFound
from inventory.exchange.report_pdf import report_pdf
from inventory.exchange.typesetting import FontsNotBuilt
from inventory.findings import Kind
from inventory.naming import KIND_NAME, SECTION_NAME
from inventory.reports import Figures, entries, room_sheets, totals
from inventory.standing import Standing
from tests.inventory.exchange.standings import LONG_NUMBER, line, standing

ROOT = Path(__file__).parents[3]
FONTS = ROOT / "service/fonts"
PRINTED = datetime(2027, 1, 4, 3, 5, 7, tzinfo=UTC)
A4 = (595, 842)

IN_THE_TABLE = ("expected", "seen", "missing", "moved_out", "moved_in", "doubtful", "not_covered", "unknown_tag")


def english(word: str) -> str:
    return word


def made(
    now: Standing,
    room: str | None = None,
    words: Callable[[str], str] = english,
    language: str = "en",
    fonts: Path = FONTS,
    printed_at: datetime = PRINTED,
) -> bytes:
    zone = ZoneInfo("Asia/Shanghai")
    return report_pdf(now, words, fonts=fonts, printed_at=printed_at, zone=zone, language=language, room=room)


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def pages(content: bytes) -> list[str]:
    """The text of each page, with single blanks."""
    return [" ".join(page.extract_text().split()) for page in read(content).pages]


@pytest.fixture(scope="module")
def now() -> Standing:
    return standing()


@pytest.fixture(scope="module")
def whole(now: Standing) -> bytes:
    """The report of all rooms in English."""
    return made(now)


def test_the_summary_has_the_figures_of_every_finding(now: Standing, whole: bytes) -> None:
    summed = totals(now)

    summary = pages(whole)[0]

    assert f"Expected {summed.expected.pieces} {summed.expected.cost:,.2f}" in summary
    for kind, tally in summed.kinds.items():
        assert f"{KIND_NAME[kind]} {tally.pieces} {tally.cost:,.2f}" in summary


def test_the_figures_of_the_rooms_are_those_of_their_sheets_and_add_up(now: Standing, whole: bytes) -> None:
    summary = pages(whole)[0]

    for sheet in room_sheets(now):
        assert f"{sheet.room.code} {sheet.room.name} {sheet.room.keeper} {shown(sheet.figures)} Finished" in summary
    assert "In none of these rooms 1 1" in summary
    assert f"Totals {shown(totals(now).figures)} Counted by" in summary


def shown(figures: Figures) -> str:
    return " ".join(str(count) for field in IN_THE_TABLE if (count := getattr(figures, field)))


def test_every_line_stands_on_the_sheet_of_its_room(now: Standing, whole: bytes) -> None:
    _, *sheets = pages(whole)

    for sheet, text in zip(room_sheets(now), sheets, strict=True):
        for number, entry in enumerate(entries(sheet), 1):
            name = entry.line.name or "Unknown tag"
            cost = () if entry.cost is None else (f"{entry.cost:,.2f}",)
            model = (entry.line.model,) if entry.line.model else ()
            number_of_asset = (entry.line.asset_no,) if entry.line.asset_no else ()
            cells = (
                str(number),
                *number_of_asset,
                name,
                *model,
                *cost,
                str(entry.booked),
                *([str(entry.counted)] if entry.counted is not None else []),
            )
            assert " ".join((*cells, SECTION_NAME[entry.section])) in text


def test_under_the_lines_stand_what_was_found_and_lines_to_sign(whole: bytes) -> None:
    _, first, second = pages(whole)

    assert first.endswith("Expected 3 Verified 1 Moved out 1 Doubtful 1 Counted by Observed by Head Date " + foot(2))
    assert second.endswith("Counted by Observed by Head Date " + foot(3))


def foot(page: int) -> str:
    return f"As of 2027-01-04 11:05 Page {page} of 3"


def test_a_moved_thing_and_a_foreign_tag_say_where_they_belong(whole: bytes) -> None:
    _, first, second = pages(whole)

    assert "Moved out Seen in 102; transfer" in first
    assert "Moved in Booked in 101; transfer" in second
    assert "3034257BF7194E4000001A85" in second.replace(" ", "")


def test_every_page_is_a4_and_names_school_stock_take_and_the_day_of_the_cut_off(now: Standing, whole: bytes) -> None:
    for page, text in zip(read(whole).pages, pages(whole), strict=True):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
        assert text.startswith(f"{now.school} · {now.name} Cut-off date: 2026-12-31 ")


def test_figures_of_a_stock_take_that_goes_on_are_called_not_final(now: Standing, whole: bytes) -> None:
    warning = "these figures are not final"

    assert warning in pages(whole)[0]
    assert warning not in pages(made(replace(now, status=Status.CLOSED)))[0]


def test_a_long_sheet_goes_on_under_the_same_room_and_head(now: Standing) -> None:
    many = tuple(line(Kind.VERIFIED, f"ZC-{number:04}", "101", "101") for number in range(100))

    first, *others, last = pages(made(replace(now, lines=many), room="101"))

    assert others
    for number, text in enumerate((first, *others, last), 1):
        assert "101 收发室 综合楼 Floor 1 Custodian: 张三 No. Asset number Asset name Model" in text
        assert text.endswith(f"Page {number} of {len(others) + 2}")
        assert ("Stock-take sheet" in text, "Counted by" in text) == (text is first, text is last)


def test_the_report_of_one_room_is_its_sheet_alone(now: Standing) -> None:
    (sheet,) = pages(made(now, room="102"))

    assert "102 教室 综合楼" in sheet
    assert "Room by room" not in sheet


def test_a_room_without_anything_says_so(now: Standing) -> None:
    (sheet,) = pages(made(replace(now, lines=()), room="101"))

    assert "The books put nothing here, and nothing was seen." in sheet


def test_a_room_out_of_scope_has_no_report(now: Standing) -> None:
    with pytest.raises(NotFound):
        made(now, room="999")


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x") #(1 + 1)',
        "$x^2$ *bold* _italic_ `raw`",
        "'one' \"two\" -- --- ... ~",
        r"\ \u{41} \n @reference <label>",
        "<b>x</b> </script> &lt;",
        "// no comment /* nor this */",
        "= 1+1 - 2 + 3 [x] {page} %s",
    ],
)
def test_a_name_is_text_and_never_markup(now: Standing, name: str) -> None:
    (room, _) = now.rooms
    hostile = line(Kind.VERIFIED, "ZC-1", "101", "101", name=name)
    evil = replace(now, school=name, name=name, rooms=(replace(room, name=name, keeper=name),), lines=(hostile,))

    summary, sheet = (text.replace(" ", "") for text in pages(made(evil)))

    # Head, room and keeper, on the sheet the line as well; the title of the summary names them once more.
    assert (summary.count(name.replace(" ", "")), sheet.count(name.replace(" ", ""))) == (6, 5)


def test_a_long_number_stays_in_one_piece(whole: bytes) -> None:
    assert f"1 {LONG_NUMBER} 课桌" in pages(whole)[1]


def test_every_word_is_asked_of_the_catalogue(now: Standing) -> None:
    summary, sheet, _ = pages(made(now, words=lambda word: f"«{word}»"))

    for word in ("Stock-take report", "Finding", "Moved", "Custodian", "Finished", "Totals", "Counted by", "Head"):
        assert f"«{word}»" in summary
    for word in ("Asset number", "Booked", "Moved out", "Seen in 102", "transfer", "Floor 1", "Page 2 of 3"):
        assert f"«{word}»" in sheet


def test_the_file_says_its_language_title_and_when_it_was_made(now: Standing, whole: bytes) -> None:
    file = read(whole)

    assert str(file.root_object["/Lang"]) == "en"
    assert file.metadata is not None
    assert file.metadata.title == f"Stock-take report {now.name}"
    assert file.metadata.creation_date == PRINTED
    assert str(read(made(now, language="zh")).root_object["/Lang"]) == "zh"


def test_the_same_input_gives_the_same_bytes(now: Standing, whole: bytes) -> None:
    assert made(now) == whole
    assert made(now, printed_at=datetime(2027, 1, 5, tzinfo=UTC)) != whole


def test_only_the_signs_that_are_used_are_in_the_file(whole: bytes) -> None:
    fonts = {font["/BaseFont"]: descriptor(font) for page in read(whole).pages for font in fonts_of(page)}

    assert {name.split("+")[1] for name in fonts} == {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    for embedded in fonts.values():
        assert len(embedded["/FontFile2"].get_object().get_data()) < 200_000


def fonts_of(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def descriptor(font: Any) -> Any:
    return font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_without_fonts_it_says_how_to_get_them(now: Standing, tmp_path: Path) -> None:
    with pytest.raises(FontsNotBuilt, match="make build"):
        made(now, fonts=tmp_path)


def test_a_report_that_takes_too_much_memory_ends_itself_and_nothing_else() -> None:
    script = "from tests.inventory.exchange.test_report_pdf import made, large\nmade(large())"
    limited = f"ulimit -v {400 * 1024}; exec {sys.executable} -c '{script}'"

    done = subprocess.run(["bash", "-c", limited], cwd=ROOT, capture_output=True, text=True, check=False)

    assert "ReportTooLarge: This report is too large" in done.stderr


def large() -> Standing:
    """A thing in room 101 for each of three thousand cards."""
    found = tuple(line(Kind.VERIFIED, f"ZC-{number:04}", "101", "101") for number in range(3_000))
    return replace(standing(), lines=found)
