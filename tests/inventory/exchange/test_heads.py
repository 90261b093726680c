from collections import Counter

import pytest

from inventory.exchange.reading.heads import Head, find_head, plain
from inventory.exchange.reading.sheets import Cell
from inventory.exchange.register_classes import class_named
from inventory.exchange.register_heads import REGISTER
from inventory.register import RegisterRow

FISCAL: list[Cell] = [
    *("资产编号", "资产名称", "业务状态", "卡片类型", "单位会计科目", "资产分类", "资产分类代码"),
    *("资产门类", "资产原值(元)", "累计折旧/摊销(元)", "数量/面积", "数量计量单位", "财务入账状态"),
    *("记账日期", "记账凭证号", "品牌", "规格型号", "存放地点", "车牌号", "管理部门", "管理人"),
    *("使用部门", "使用人", "创建人", "取得方式", "折旧/摊销年限(月)", "已提折旧/摊销月数"),
    *("清查编号", "坐落位置", "项目代码", "采购组织形式", "取得日期", "资产状态", "资产用途"),
    *("接口状态", "备注"),
]


def head_of(*lines: list[Cell]) -> Head:
    head = find_head(lines, REGISTER)
    assert head is not None
    return head


def meaning(head: Head) -> dict[str, str]:
    return {head.wordings[index]: field for field, index in head.fields.items()}


def test_every_head_of_the_fiscal_export_is_placed() -> None:
    head = head_of(FISCAL)

    assert meaning(head) == {
        "资产编号": "asset_no",
        "资产名称": "name",
        "资产分类": "category_name",
        "资产分类代码": "category_code",
        "资产原值(元)": "cost",
        "累计折旧/摊销(元)": "accumulated",
        "数量/面积": "quantity",
        "数量计量单位": "unit",
        "记账日期": "posted",
        "记账凭证号": "voucher",
        "品牌": "brand",
        "规格型号": "model",
        "存放地点": "location",
        "管理人": "keeper",
        "使用部门": "department",
        "使用人": "user",
        "取得方式": "acquisition",
        "折旧/摊销年限(月)": "life_months",
        "清查编号": "census_no",
        "取得日期": "acquired",
        "资产状态": "state",
        "资产用途": "purpose",
        "备注": "note",
    }


def test_a_school_made_list_begins_below_its_title_and_date() -> None:
    head = head_of(
        ["某某小学固定资产登记表", "", "", ""],
        ["单位：元", "", "2024年12月", ""],
        ["序号", "财产名称*", "单 价（元）", "购置\n日期"],
    )

    assert meaning(head) == {
        "序号": "ordinal",
        "财产名称*": "name",
        "单 价（元）": "unit_price",
        "购置 日期": "acquired",
    }
    assert (head.first, head.below) == (2, 3)


@pytest.mark.parametrize(
    "wording", ["asset_no", "Asset No.", "ASSET NUMBER", "资产编号＊", "资产编号（必填）", " 资产编码 "]
)
def test_a_head_is_known_whatever_surrounds_it(wording: str) -> None:
    assert meaning(head_of([wording, "room"]))[wording.strip()] == "asset_no"


@pytest.mark.parametrize(
    "wording",
    [
        *("EPC", "电子标签EPC", "电子标签", "标签EPC", "EPC编码", "RFID标签号", "标签编码", "RFID电子标签"),
        *("电子标签（EPC）", "电子标签-EPC码", "RFID 编号", "EPC/RFID", "Tag No."),
    ],
)
def test_a_column_of_tags_is_known_by_every_usual_name(wording: str) -> None:
    assert meaning(head_of(["资产编号", wording]))[wording] == "tags"


def test_english_heads_work_like_the_chinese_ones() -> None:
    head = head_of(["asset_no", "name", "room", "epc", "quantity", "cost", "keeper", "state", "acquired"])

    assert set(head.fields) == {
        *("asset_no", "name", "location", "tags", "quantity", "cost", "keeper", "state", "acquired"),
    }


def test_a_head_merged_over_two_lines_is_read_as_one() -> None:
    head = head_of(
        ["资产编号", "资产名称", "账面", "", "清查", "", "备注"],
        ["", "", "数量", "原值", "数量", "原值", ""],
    )

    assert head.wordings == ("资产编号", "资产名称", "账面 数量", "账面 原值", "清查 数量", "清查 原值", "备注")
    assert (head.fields["quantity"], head.fields["cost"]) == (2, 3)
    assert head.below == 2


def test_a_first_entry_without_a_number_is_not_taken_for_a_second_line_of_names() -> None:
    head = head_of(["资产编号", "资产名称", "数量", ""], ["", "", "", "在用"])

    assert head.below == 1


@pytest.mark.parametrize("numbers", [["1", "2", "3"], [1.0, 2.0, 3.0], ["(1)", "（2）", "3"], ["甲", "1", "2"]])
def test_a_line_of_column_numbers_belongs_to_the_head(numbers: list[Cell]) -> None:
    head = head_of(["资产编号", "资产名称", "账面价值"], numbers, ["001", "桌", "3"])

    assert head.below == 2


def test_an_entry_of_small_figures_is_not_taken_for_column_numbers() -> None:
    head = head_of(["资产编号", "资产名称", "数量"], ["1", "桌", "3"])

    assert head.below == 1


def test_of_two_columns_for_one_field_the_preferred_name_wins() -> None:
    head = head_of(["管理部门", "使用部门", "资产名称"])

    assert head.fields["department"] == 1


def test_columns_of_the_same_name_and_of_none_are_told_apart() -> None:
    head = head_of(["资产编号", "资产名称", "发票", "发票", "发票 (2)", "", "F"])

    assert head.wordings == ("资产编号", "资产名称", "发票", "发票 (2)", "发票 (2) (2)", "F", "F (2)")


def test_a_line_of_labels_above_the_list_is_no_head() -> None:
    head = head_of(["使用部门：", "教务处", "存放地点：", "101"], ["编号", "名称", "数量", ""])

    assert head.first == 1


def test_a_sheet_without_names_has_no_head() -> None:
    assert find_head([["填表说明"], ["请逐项填写", "资产"]], REGISTER) is None


def test_no_name_stands_for_two_fields_and_all_are_written_as_they_are_compared() -> None:
    names = [name for names in REGISTER.names.values() for name in names]

    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in names if plain(name) != name] == []


def test_the_vocabulary_speaks_of_fields_a_row_has() -> None:
    helping = {"ordinal", "unit_price", "first_location", "removed_on"}

    assert set(REGISTER.names) - helping <= set(RegisterRow._fields)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("通用设备", "通用设备"),
        ("家具和用具(2024)", "家具和用具"),
        ("设备.xlsx", "设备"),
        ("Sheet1", ""),
        ("旧家具", ""),
    ],
)
def test_the_name_of_a_sheet_tells_the_class(name: str, found: str) -> None:
    assert class_named(name) == found
