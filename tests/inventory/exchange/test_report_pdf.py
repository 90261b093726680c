"""The report on paper, read back with another library than the one that wrote it."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from inventory.exchange.binding import bind
from inventory.exchange.report_pdf import report_pdf
from inventory.exchange.typesetting import FontsNotBuilt
from inventory.findings import Kind
from inventory.forms.report import report
from inventory.forms.values import Part, Report, Table, Words, shown
from inventory.standing import Standing
from tests.inventory.exchange.standings import LONG_NUMBER, closed, line, standing

ROOT = Path(__file__).parents[3]
FONTS = ROOT / "service/fonts"
PRINTED = datetime(2027, 1, 4, 3, 5, 7, tzinfo=UTC)
A4 = (595, 842)


def english(word: str) -> str:
    return word


def asked(now: Standing, part: Part | None = None, room: str | None = None, at: datetime = PRINTED) -> Report:
    return report(now, at=at, zone=ZoneInfo("Asia/Shanghai"), part=part, room=room)


def made(of: Report, words: Words = english, language: str = "en", fonts: Path = FONTS) -> bytes:
    return report_pdf(of, words, fonts=fonts, language=language)


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def pages(content: bytes) -> list[str]:
    """The text of each page, with single blanks."""
    return [" ".join(page.extract_text().split()) for page in read(content).pages]


def unspaced(content: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in read(content).pages)


@pytest.fixture(scope="module")
def now() -> Standing:
    return standing()


@pytest.fixture(scope="module")
def whole(now: Standing) -> bytes:
    """Every form in English."""
    return made(asked(now))


def test_every_row_of_every_form_is_on_paper(now: Standing, whole: bytes) -> None:
    text = unspaced(whole)

    for form in asked(now).forms:
        for table in (block for block in form.blocks if isinstance(block, Table)):
            for row in (*table.rows, *table.totals):
                assert "".join("".join(shown(value, english).split()) for value in row) in text


def test_each_form_counts_its_own_pages_and_says_how_old_it_is(now: Standing) -> None:
    many = tuple(line(Kind.VERIFIED, f"ZC-{number:04}", "101", "101") for number in range(100))

    overview, *sheet, other = pages(made(asked(replace(now, lines=many), Part.ROOMS)))

    assert overview.endswith("As of 2027-01-04 11:05 · Not closed Page 1 of 1")
    for number, text in enumerate(sheet, 1):
        assert text.endswith(f"Page {number} of {len(sheet)}")
    assert other.endswith("Page 1 of 1")


def test_a_long_sheet_goes_on_under_the_same_room_and_head(now: Standing) -> None:
    many = tuple(line(Kind.VERIFIED, f"ZC-{number:04}", "101", "101") for number in range(100))

    first, *others, last = pages(made(asked(replace(now, lines=many), room="101")))

    assert others
    for text in (first, *others, last):
        assert "101 收发室 综合楼; Floor 1; Custodian: 张三 No. Asset number Asset name Model Unit" in text
        assert ("Stock-take sheet" in text, "Counted by" in text) == (text is first, text is last)


def test_every_page_is_a4_and_names_school_stock_take_and_the_day_of_the_cut_off(now: Standing, whole: bytes) -> None:
    for page, text in zip(read(whole).pages, pages(whole), strict=True):
        assert {round(page.mediabox.width), round(page.mediabox.height)} == set(A4)
        assert text.startswith(f"{now.school} · {now.name} Cut-off date: 2026-12-31 ")


def test_a_closed_report_is_as_of_its_closing_and_carries_the_digest(now: Standing) -> None:
    after = closed(now)

    (text,) = pages(made(asked(after, room="102")))

    assert text.endswith("As of 2027-01-10 16:00 · Digest 0123456789ab Page 1 of 1")


def test_a_long_report_is_bound_of_parts_that_small_machines_can_set(now: Standing) -> None:
    many = tuple(line(Kind.VERIFIED, f"ZC-{n:03}", code, code) for code in ("101", "102") for n in range(310))
    rooms = asked(replace(now, lines=many), Part.ROOMS)

    bound = read(made(rooms))

    texts = [page.extract_text() for page in bound.pages]
    assert sum(f"ZC-{n:03}" in text for n in range(310) for text in texts) == 620
    assert sum("Page 1 of" in text for text in texts) == 3  # the overview and the sheets
    assert bound.metadata is not None
    assert (bound.metadata.title, str(bound.root_object["/Lang"])) == (f"Stock-take report {now.name}", "en")


def test_the_report_of_one_room_is_its_sheet_alone(now: Standing) -> None:
    (sheet,) = pages(made(asked(now, room="102")))

    assert "102 教室 综合楼" in sheet
    assert "Room by room" not in sheet


def test_a_name_is_text_and_never_markup(now: Standing) -> None:
    names = (
        '#panic("x") #(1 + 1)',
        "$x^2$ *bold* _italic_ `raw`",
        "'one' \"two\" -- --- ... ~",
        r"\ \u{41} \n @reference <label>",
        "<b>x</b> </script> &lt;",
        "// no comment /* nor this */",
        "= 1+1 - 2 + 3 [x] {page} %s",
    )
    (room, _) = now.rooms
    hostile = tuple(line(Kind.VERIFIED, f"ZC-{number}", "101", "101", name=name) for number, name in enumerate(names))
    evil = replace(now, name=names[0], rooms=(replace(room, name=names[1], keeper=names[2]),), lines=hostile)

    text = unspaced(made(asked(evil, room="101")))

    for name in names:
        assert name.replace(" ", "") in text


def test_a_long_number_stays_in_one_piece(whole: bytes) -> None:
    assert any(f"1 {LONG_NUMBER} 课桌" in page for page in pages(whole))


def test_every_word_is_asked_of_the_catalogue(now: Standing) -> None:
    text = unspaced(made(asked(now, room="101"), words=lambda word: f"«{word}»"))

    for word in ("Asset number", "Booked", "Moved out", "Seen in 102", "transfer", "Floor 1", "Page 1 of 1"):
        assert f"«{word}»".replace(" ", "") in text


def test_the_file_says_its_language_title_and_when_it_was_made(now: Standing, whole: bytes) -> None:
    file = read(whole)

    assert str(file.root_object["/Lang"]) == "en"
    assert file.metadata is not None
    assert file.metadata.title == f"Stock-take report {now.name}"
    assert file.metadata.creation_date == PRINTED


def test_the_same_volumes_bound_again_give_the_same_bytes(whole: bytes) -> None:
    assert bind([whole, whole]) == bind([whole, whole])
    assert bind([whole]) is whole


def test_the_same_input_gives_the_same_bytes(now: Standing) -> None:
    one = made(asked(now, Part.VARIANCE))

    assert made(asked(now, Part.VARIANCE)) == one
    assert made(asked(now, Part.VARIANCE, at=datetime(2027, 1, 5, tzinfo=UTC))) != one


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
        made(asked(now, room="101"), fonts=tmp_path)


def test_a_report_that_takes_too_much_memory_ends_itself_and_nothing_else() -> None:
    script = (
        'from tests.inventory.exchange.test_report_pdf import asked, large, made\nmade(asked(large(), room="101"))'
    )
    limited = f"ulimit -v {400 * 1024}; exec {sys.executable} -c '{script}'"

    done = subprocess.run(["bash", "-c", limited], cwd=ROOT, capture_output=True, text=True, check=False)

    assert "ReportTooLarge: This report is too large" in done.stderr


def large() -> Standing:
    """A thing in room 101 for each of three thousand cards."""
    found = tuple(line(Kind.VERIFIED, f"ZC-{number:04}", "101", "101") for number in range(3_000))
    return replace(standing(), lines=found)


def test_a_figure_is_never_broken(now: Standing) -> None:
    dear = replace(now, lines=tuple(replace(each, cost=Decimal("1234567890.12")) for each in now.lines))

    paper = made(asked(dear))

    assert unspaced(paper).count("1,234,567,890.12") == " ".join(pages(paper)).count("1,234,567,890.12") > 0
