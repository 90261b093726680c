from collections import Counter
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from inventory.errors import NotFound
from inventory.exchange.report_xlsx import DIFFERENCES, report_workbook
from inventory.reports import room_sheets, totals
from inventory.standing import Standing
from tests.inventory.exchange.standings import LONG_NUMBER, standing

FIGURES, ROOMS, OPEN = "Totals", "Room by room", "Differences"


def english(word: str) -> str:
    return word


def opened(now: Standing, room: str | None = None) -> Workbook:
    return load_workbook(BytesIO(report_workbook(now, english, room)))


def lines_of(workbook: Workbook, sheet: str) -> list[list[Any]]:
    return [list(line) for line in workbook[sheet].iter_rows(values_only=True)]


def findings_of(workbook: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The numbered lines of a sheet by head."""
    heads, *lines = lines_of(workbook, sheet)
    return [dict(zip(heads, line, strict=True)) for line in lines if isinstance(line[0], int)]


def footer_of(sheet: Any) -> tuple[str, str]:
    return sheet.oddFooter.left.text, sheet.oddFooter.right.text


def test_the_first_sheet_names_school_stock_take_and_the_day_of_the_cut_off_in_china() -> None:
    lines = lines_of(opened(standing()), FIGURES)

    assert [line[:2] for line in lines[1:4]] == [
        ["School", "某某小学 & 幼儿园"],
        ["Stock-take", "2026 年度盘点"],
        ["Cut-off date", "2026-12-31"],
    ]


def test_the_figures_of_every_kind_are_those_of_the_stock_take() -> None:
    now = standing()

    lines = lines_of(opened(now), FIGURES)

    figures = {line[0]: (line[1], line[2]) for line in lines[6:17]}
    assert figures == {"Expected": (9, 112.5)} | {
        kind.value: (tally.pieces, float(tally.cost)) for kind, tally in totals(now).kinds.items()
    }


def test_the_figures_of_the_rooms_add_up() -> None:
    now = standing()

    lines = lines_of(opened(now), FIGURES)

    head = next(index for index, line in enumerate(lines) if line[0] == "Room")
    *rooms, total = [line[5:] for line in lines[head + 1 :]]
    assert [row[0] for row in rooms] == [sheet.figures.expected for sheet in room_sheets(now)] + [1]
    assert total == [sum(column) for column in zip(*rooms, strict=True)]


def test_every_finding_stands_once_in_the_sheet_of_rooms() -> None:
    now = standing()

    findings = findings_of(opened(now), ROOMS)

    assert Counter(finding["Result"] for finding in findings) == Counter(line.kind.value for line in now.lines)
    assert [finding["No."] for finding in findings] == list(range(1, len(now.lines) + 1))


def test_findings_stand_under_their_booked_room_else_where_they_were_seen() -> None:
    lines = lines_of(opened(standing()), ROOMS)

    column = [line[1] or line[10] if isinstance(line[0], int) else line[0] for line in lines[1:]]
    assert column == [
        *("101 收发室 综合楼 张三", LONG_NUMBER, "ZC-2", "ZC-3"),
        *("102 教室 综合楼 李四", "ZC-4", "ZC-5", "ZC-6", "ZC-7", "3034257BF7194E4000001A85", "ZC-8", "ZC-9"),
        *("In none of these rooms", "ZC-10"),
    ]


def test_a_finding_is_written_with_all_that_is_known() -> None:
    finding = findings_of(opened(standing()), ROOMS)[1]

    assert finding == {
        "No.": 2,
        "Asset number": "ZC-2",
        "Asset name": "课桌",
        "Model": "双人",
        "Custodian": "张三",
        "Cost, yuan": 12.5,
        "Booked room": "101",
        "Seen room": "102",
        "Result": "moved",
        "How sure, %": 97.3,
        "RFID tag": "E20034120178000000000001",
        "Decision": "transfer",
        "Remark": None,
    }


def test_the_differences_are_the_findings_somebody_has_to_answer() -> None:
    findings = findings_of(opened(standing()), OPEN)

    assert [finding["Result"] for finding in findings] == [kind.value for kind in DIFFERENCES]


def test_the_report_of_one_room_holds_what_is_booked_or_was_seen_there() -> None:
    workbook = opened(standing(), room="102")

    numbers = [finding["Asset number"] for finding in findings_of(workbook, ROOMS)]
    assert numbers == ["ZC-2", "ZC-4", "ZC-5", "ZC-6", "ZC-7", None, "ZC-8", "ZC-9"]
    assert [line[0] for line in lines_of(workbook, FIGURES)][5:] == ["Room", "102", "Totals"]


def test_a_room_out_of_scope_has_no_report() -> None:
    with pytest.raises(NotFound):
        report_workbook(standing(), english, room="999")


def test_text_is_never_a_formula_nor_a_number() -> None:
    sheet = opened(standing())[ROOMS]

    cells = {cell.value: cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None}
    assert (cells["=1+1"], cells[LONG_NUMBER], cells["101"]) == ("s", "s", "s")
    assert "f" not in cells.values()


def test_it_prints_on_a4_across_with_the_head_on_every_page() -> None:
    for sheet in opened(standing()):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
            "landscape",
            9,
            0,
        )
        assert sheet.print_title_rows
        assert footer_of(sheet) == ("某某小学 && 幼儿园 2026 年度盘点", "&P / &N")


def test_the_head_stays_in_sight_and_the_font_has_chinese() -> None:
    sheet = opened(standing())[ROOMS]

    assert sheet.freeze_panes == "D2"
    assert sheet["C3"].font.name == "SimSun"


def test_every_word_is_asked_of_the_catalogue() -> None:
    workbook = load_workbook(BytesIO(report_workbook(standing(), lambda word: f"«{word}»")))

    assert workbook.sheetnames == ["«Totals»", "«Room by room»", "«Differences»"]
    assert all(str(cell.value).startswith("«") for cell in workbook["«Differences»"][1])
    assert workbook["«Room by room»"]["I3"].value == "«verified»"
