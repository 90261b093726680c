from datetime import date
from decimal import Decimal

import pytest

from inventory.exchange.reading.unreadable import NoHead, NoRows, TooManyPieces
from inventory.exchange.register_file import read_register
from inventory.register import ItemState, RegisterRow
from tests.inventory.exchange.files import csv_file, xlsx_file
from tests.inventory.exchange.test_heads import FISCAL
from tests.inventory.exchange.xls import xls_file

SCHOOL_MADE = """
    某某小学固定资产登记表,,,,,,,,,
    单位：元,,,2024年12月,,,,,,
    序号,资产编号*,财产名称,规格型号,单位,数量,单价（元）,购置日期,存放地点,EPC
    1,2,3,4,5,6,7,8,9,10
    1,ZC-001,课桌,双人,张,48,"1,200.50",2018年9月,101,E2003412
    2,ZC-002,投影仪,NEC,台,1,3500元,2017/7/13,综合楼一层,
    ,,,,,,,,,
    合计,,,,,49,,,,
    制表人：张三,,,审核人：李四,,,,,,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_school_made_list_is_read_in_any_encoding(encoding: str) -> None:
    register = read_register("台账.csv", csv_file(SCHOOL_MADE, encoding))

    assert register.rows[0] == RegisterRow(
        line=5,
        sheet=None,
        asset_no="ZC-001",
        name="课桌",
        quantity=48,
        unit="张",
        cost=Decimal("57624.00"),
        acquired=date(2018, 9, 1),
        location="101",
        model="双人",
        tags=("E2003412",),  # type: ignore[arg-type]  # a plain text stands for a Tag
    )
    assert [(row.line, row.asset_no) for row in register.rows] == [(5, "ZC-001"), (6, "ZC-002")]


def test_a_fiscal_export_is_read_with_all_it_says() -> None:
    values = dict.fromkeys([str(head) for head in FISCAL], "") | {
        "资产编号": "201810000004776500000001",
        "资产名称": "台式计算机",
        "资产分类": "台式计算机",
        "资产分类代码": "A02010105",
        "资产原值(元)": "5000.00",
        "数量/面积": "1",
        "数量计量单位": "台",
        "记账日期": "2018-10-20",
        "存放地点": "综合楼一层",
        "管理人": "李四",
        "使用部门": "教务处",
        "使用人": "张三",
        "折旧/摊销年限(月)": "72",
        "取得日期": "2018-10-01",
        "资产状态": "闲置",
        "清查编号": "QC-7",
    }
    lines: list[list[str]] = [list(values), [str(number + 1) for number in range(len(values))], list(values.values())]

    register = read_register("export.xlsx", xlsx_file({"设备": lines}))

    assert register.doubts == ()
    assert register.rows == (
        RegisterRow(
            line=3,
            sheet="设备",
            asset_no="201810000004776500000001",
            name="台式计算机",
            census_no="QC-7",
            category_code="A02010105",
            category_name="台式计算机",
            unit="台",
            cost=Decimal("5000.00"),
            acquired=date(2018, 10, 1),
            posted=date(2018, 10, 20),
            life_months=72,
            department="教务处",
            keeper="李四",
            user="张三",
            location="综合楼一层",
            state=ItemState.IDLE,
        ),
    )


def test_english_heads_are_enough() -> None:
    content = csv_file("asset_no,name,room,epc,quantity,cost\nA1,Desk,101,E2003412 E2003413,2,100")

    row = read_register("register.csv", content).rows[0]

    assert (row.asset_no, row.location, row.tags, row.quantity) == ("A1", "101", ("E2003412", "E2003413"), 2)
    assert row.cost == Decimal("100.00")


def test_sheets_named_by_class_give_the_category_when_no_column_does() -> None:
    heads = ["资产编号", "资产名称"]
    content = xlsx_file({"通用设备": [heads, ["1", "电脑"]], "家具和用具": [heads, ["2", "课桌"]]})

    rows = read_register("台账.xlsx", content).rows

    assert [(row.sheet, row.category_name) for row in rows] == [
        ("通用设备", "通用设备"),
        ("家具和用具", "家具和用具"),
    ]


def test_a_file_named_by_class_gives_the_category_too() -> None:
    content = csv_file("资产编号,资产名称\n1,电脑")

    assert read_register("专用设备.csv", content).rows[0].category_name == "专用设备"


def test_a_column_of_categories_goes_before_the_name_of_the_sheet() -> None:
    content = xlsx_file({"通用设备": [["资产编号", "资产分类"], ["1", "台式计算机"]]})

    assert read_register("台账.xlsx", content).rows[0].category_name == "台式计算机"


def test_figures_and_dates_of_a_workbook_are_taken_as_such() -> None:
    heads = ["资产编号", "资产名称", "数量", "原值", "取得日期", "存放地点"]
    content = xlsx_file({"表": [heads, [10001, "电脑", 2, 0.1 + 0.2, date(2024, 12, 5), 105]]})

    row = read_register("台账.xlsx", content).rows[0]

    assert (row.asset_no, row.quantity, row.cost) == ("10001", 2, Decimal("0.30"))
    assert (row.acquired, row.location) == (date(2024, 12, 5), "105")


def test_more_pieces_than_a_school_owns_are_refused() -> None:
    content = csv_file("编号,名称,数量\n" + "\n".join(f"{number},桌,10000" for number in range(51)))

    with pytest.raises(TooManyPieces) as raised:
        read_register("a.csv", content)

    assert raised.value.facts == {"filename": "a.csv", "count": 510_000, "limit": 500_000}


def test_a_total_goes_before_a_price_of_one_piece() -> None:
    content = csv_file("编号,名称,数量,单价,金额\n1,椅,3,33.33,99.99\n2,桌,2,50,")

    assert [row.cost for row in read_register("a.csv", content).rows] == [Decimal("99.99"), Decimal("100.00")]


def test_a_head_in_ten_thousands_of_yuan_is_counted_in_yuan() -> None:
    content = csv_file("编号,名称,原值（万元）\n1,空调,1.25")

    assert read_register("a.csv", content).rows[0].cost == Decimal("12500.00")


def test_a_life_in_years_becomes_months() -> None:
    content = csv_file("编号,名称,使用年限\n1,桌,15")

    assert read_register("a.csv", content).rows[0].life_months == 180


def test_columns_nobody_knows_are_kept_under_their_own_heads() -> None:
    content = csv_file("编号,名称,发票号,发票号,\n1,桌,F1,F2,夹在卡片里")

    assert read_register("a.csv", content).rows[0].others == {"发票号": "F1", "发票号 (2)": "F2", "E": "夹在卡片里"}


def test_a_line_longer_than_the_head_loses_nothing() -> None:
    content = csv_file("编号,名称\n1,桌,多出来的")

    assert read_register("a.csv", content).rows[0].others == {"C": "多出来的"}


def test_a_head_repeated_on_every_printed_page_is_no_entry() -> None:
    page = "编号,名称,账面,\n,,数量,原值\n1,2,3,4\n"
    content = csv_file(f"{page}A1,桌,2,10\n{page}A2,椅,1,5")

    register = read_register("a.csv", content)

    assert [(row.asset_no, row.quantity) for row in register.rows] == [("A1", 2), ("A2", 1)]
    assert [doubt.line for doubt in register.doubts if doubt.code == "not_a_row"] == [5, 6, 7]


@pytest.mark.parametrize("content", [b"1,2,3\n4,5,6\n", "填表说明\n请如实填写".encode()])
def test_a_file_without_known_heads_is_refused_with_advice(content: bytes) -> None:
    with pytest.raises(NoHead, match="资产编号"):
        read_register("a.csv", content)


def test_a_head_with_nothing_below_is_refused() -> None:
    with pytest.raises(NoRows):
        read_register("a.csv", csv_file("资产编号,资产名称\n合计,"))


def test_an_xls_workbook_is_read_like_the_others() -> None:
    content = xls_file("通用设备", [["资产编号", "资产名称", "原值"], [10001, "电脑", 3500.5], ["ZC-2", "桌", 80]])

    register = read_register("台账.xls", content)

    assert [(row.sheet, row.line, row.asset_no, row.cost) for row in register.rows] == [
        ("通用设备", 2, "10001", Decimal("3500.50")),
        ("通用设备", 3, "ZC-2", Decimal("80.00")),
    ]
