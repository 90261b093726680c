import pytest

from inventory.exchange.reading.asides import is_aside, is_surely_an_entry
from inventory.exchange.reading.sheets import Cell

NUMBER, NAME = 1, 2


@pytest.mark.parametrize(
    "line",
    [
        ["合计", "", "", "48"],
        ["", "合 计", "", "48"],
        ["", "", "小计：", "48"],
        ["12", "", "总计", "48"],
        ["通用设备小计", "", "", "48"],
        ["合计（大写）：叁万元整", "", "", ""],
        ["Total", "", "", "48"],
        ["制表人：张三", "", "审核人：李四", ""],
        ["", "审核人", "", ""],
        ["学校（盖章）", "", "", ""],
        ["单位负责人：", "", "", ""],
        ["Prepared by: Zhang", "", "", ""],
        ["家具和用具", "", "", ""],
        ["", "", "二、家具和用具", ""],
        ["以下空白", "", "", ""],
        ["第1页 共3页", "", "", ""],
        ["", "承前页", "", "48"],
        ["注：本表不含图书", "", "", ""],
    ],
)
def test_totals_and_signatures_are_no_entries(line: list[Cell]) -> None:
    assert is_aside(line, NUMBER, NAME, {NAME})


@pytest.mark.parametrize(
    "line",
    [
        ["1", "", "总计时器", "1"],
        ["1", "合计机01", "计算器", "1"],
        ["", "", "审核人员办公桌", "1"],
        ["", "", "校长室沙发", "1"],
        ["", "", "单位宣传栏", "1"],
        ["", "", "资产柜：铁皮", "1"],
        ["", "校产一号", "柜", "1"],
        ["", "", "柜", ""],
        ["", "ZC-9", "", ""],
        ["", "", "注射泵", ""],
    ],
)
def test_an_entry_that_only_resembles_one_stays(line: list[Cell]) -> None:
    assert not is_aside(line, NUMBER, NAME, {NAME})


def test_where_a_number_is_enough_it_makes_an_entry_without_a_figure() -> None:
    assert not is_aside(["", "操场", "", ""], NUMBER, NAME, {NUMBER, NAME})


@pytest.mark.parametrize(("number", "sure"), [("ZC-2024-001", True), (12.0, True), ("", False), ("合计", False)])
def test_a_number_alone_proves_most_entries(number: Cell, sure: bool) -> None:
    assert is_surely_an_entry(number) is sure
