"""The report as a workbook, read back with another library than the one that wrote it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from inventory.exchange.report_xlsx import report_workbook
from inventory.forms.report import report
from inventory.forms.values import Part, Report, Row, Table, Value, Words, shown
from inventory.standing import Standing
from tests.inventory.exchange.standings import LONG_NUMBER, closed, standing

SHEETS = "Stock-take sheet"


def english(word: str) -> str:
    return word


def asked(now: Standing, part: Part | None = None, room: str | None = None) -> Report:
    return report(now, at=datetime(2027, 1, 4, tzinfo=UTC), zone=ZoneInfo("Asia/Shanghai"), part=part, room=room)


def opened(of: Report, words: Words = english) -> Workbook:
    return load_workbook(BytesIO(report_workbook(of, words)))


def lines_of(workbook: Workbook, sheet: str) -> list[list[Any]]:
    return [list(line) for line in workbook[sheet].iter_rows(values_only=True)]


@pytest.fixture(scope="module")
def whole() -> Workbook:
    return opened(asked(standing()))


def test_each_kind_of_form_has_a_sheet_of_its_own(whole: Workbook) -> None:
    assert whole.sheetnames == [
        *("Stock-take report", "Surpluses and shortages", "Moved, out and not ours"),
        *("By department", "By category", "By building", "By custodian", "Room by room", SHEETS),
    ]


def test_every_row_of_every_form_is_in_the_workbook() -> None:
    now = standing()
    workbook = opened(asked(now))

    for form in asked(now).forms:
        written = lines_of(workbook, shown(form.title, english))
        for table in (block for block in form.blocks if isinstance(block, Table)):
            for row in (*table.rows, *table.totals):
                assert as_read(row) in [line[: len(row)] for line in written]


def as_read(row: Row) -> list[Any]:
    """A row as the other library reads it: money and days as figures and moments, nothing as None."""
    return [_as_read(value) for value in row]


def _as_read(value: Value) -> Any:
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a spreadsheet knows no zones
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int) else shown(value, english) or None


def test_each_sheet_says_what_it_is_of_and_how_old_it_is() -> None:
    workbook = opened(asked(closed(standing())))

    about = (
        "某某小学 & 幼儿园 · 2026 年度盘点 · Cut-off date: 2026-12-31 · As of 2027-01-10 16:00 · Digest 0123456789ab"
    )
    for name in workbook.sheetnames:
        assert [line[0] for line in lines_of(workbook, name)[:2]] == [name, about]


def test_sheets_of_rooms_stand_under_one_head_each_with_its_room(whole: Workbook) -> None:
    first = [line[0] for line in lines_of(whole, SHEETS)]

    assert first.count("No.") == 1
    assert "101 收发室  综合楼; Floor 1; Custodian: 张三" in first
    assert "102 教室  综合楼; Floor 1; Custodian: 李四" in first


def test_heads_stay_in_sight_and_are_printed_on_every_page(whole: Workbook) -> None:
    for sheet in list(whole)[1:]:
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("D4", "$3:$3")


def test_the_report_of_one_room_is_its_sheet_alone() -> None:
    workbook = opened(asked(standing(), room="102"))

    assert workbook.sheetnames == [SHEETS]
    assert "101 收发室" not in str(lines_of(workbook, SHEETS))


def test_text_is_never_a_formula_nor_a_number(whole: Workbook) -> None:
    cells = {cell.value: cell.data_type for line in whole[SHEETS].iter_rows() for cell in line}

    assert (cells["=1+1"], cells[LONG_NUMBER]) == ("s", "s")
    assert "f" not in {cell.data_type for sheet in whole for line in sheet.iter_rows() for cell in line}


def test_it_prints_on_a4_with_page_numbers(whole: Workbook) -> None:
    for sheet in whole:
        left, right = footer_of(sheet)
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert left == "某某小学 && 幼儿园 2026 年度盘点 As of 2027-01-04 08:00 Not closed"
        assert right == "&P / &N"


def footer_of(sheet: Any) -> tuple[str, str]:
    return sheet.oddFooter.left.text, sheet.oddFooter.right.text


def test_the_font_has_chinese(whole: Workbook) -> None:
    assert whole[SHEETS]["C5"].font.name == "SimSun"


def test_a_chart_is_bars_in_the_cells_beside_their_figures(whole: Workbook) -> None:
    (bars,) = whole["Stock-take report"].conditional_formatting

    assert [rule.type for rule in bars.rules] == ["dataBar"]


def test_every_word_is_asked_of_the_catalogue() -> None:
    workbook = opened(asked(standing(), Part.MOVED), lambda word: f"«{word}»")

    assert workbook.sheetnames == ["«Moved, out and not ours»"]
    assert all(str(cell.value).startswith("«") for cell in workbook.active[3])  # type: ignore[index]  # a sheet is active


def test_the_same_input_gives_the_same_bytes() -> None:
    now = asked(standing())

    assert report_workbook(now, english) == report_workbook(now, english)


def test_figures_and_numbers_have_the_room_they_need() -> None:
    now = standing()
    dear = replace(now, lines=tuple(replace(each, cost=Decimal("1234567890.12")) for each in now.lines))

    sheet = opened(asked(dear))[SHEETS]

    heads = enumerate(next(sheet.iter_rows(3, 3, values_only=True)), 1)
    widths = {head: sheet.column_dimensions[get_column_letter(place)].width for place, head in heads}
    assert widths["Cost, yuan"] > len("1,234,567,890.12")
    assert widths["Asset number"] > len(LONG_NUMBER)


def test_a_row_is_as_high_as_what_stands_in_it() -> None:
    now = standing()
    told = replace(now, lines=tuple(replace(each, name="多媒体一体化智慧教学交互式平板电脑") for each in now.lines))

    sheet = opened(asked(told))[SHEETS]

    (high,) = (number for number, row in enumerate(sheet.values, 1) if row[1] == LONG_NUMBER)
    assert sheet.row_dimensions[high].height > 27
