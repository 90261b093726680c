import pytest

from inventory.exchange.reading import doubts
from inventory.exchange.reading.doubts import Oddity, letters
from inventory.exchange.register_file import read_register
from inventory.register import Doubt, RegisterFile
from tests.inventory.exchange.files import csv_file, xlsx_file


def read(text: str) -> RegisterFile:
    return read_register("台账.csv", csv_file(text))


def only_doubt(text: str) -> Doubt:
    (doubt,) = read(text).doubts
    return doubt


def test_a_doubt_says_where_what_and_what_was_done() -> None:
    doubt = only_doubt("资产编号,资产名称,取得 日期\n1,桌,去年")

    assert (doubt.code, doubt.sheet, doubt.line, doubt.column) == ("bad_date", None, 2, "取得 日期")
    assert str(doubt) == "C2: “去年” under 取得 日期 is no full date. The date was left empty; correct it."


def test_in_a_workbook_the_place_names_the_sheet() -> None:
    content = xlsx_file({"家具": [["资产编号", "资产名称"], ["", "桌"]]})

    (doubt,) = read_register("a.xlsx", content).doubts

    assert (doubt.code, doubt.sheet, doubt.facts["place"]) == ("no_number", "家具", "家具!A2")


@pytest.mark.parametrize(
    ("head", "cell", "code"),
    [
        ("取得日期", "2018-13-01", "bad_date"),
        ("入账日期", "不详", "bad_date"),
        ("原值", "约三千", "bad_money"),
        ("单价", "面议", "bad_money"),
        ("数量", "若干", "bad_quantity"),
        ("使用年限", "长期", "bad_life"),
        ("使用状况", "损坏", "unknown_state"),
        ("EPC", "E200-34", "bad_tag"),
        ("EPC", "3.034E+23", "lost_digits"),
        ("财政资产编号", "2.0181E+15", "lost_digits"),
    ],
)
def test_what_a_cell_cannot_mean_is_named_and_kept(head: str, cell: str, code: str) -> None:
    register = read(f"资产编号,资产名称,{head}\n1,桌,{cell}")

    assert [doubt.code for doubt in register.doubts] == [code]
    assert register.rows[0].others == {head: cell}


@pytest.mark.parametrize("sign", ["", "-", "—", "/", "无"])
def test_a_sign_for_nothing_is_no_doubt(sign: str) -> None:
    register = read(f"资产编号,资产名称,取得日期,原值,数量,使用状况,EPC\n1,桌{f',{sign}' * 5}")

    assert register.doubts == ()


def test_a_line_without_number_or_name_stays() -> None:
    register = read("资产编号,资产名称,存放地点\n,桌,101\n2,,101")

    assert [(doubt.code, doubt.line) for doubt in register.doubts] == [("no_number", 2), ("no_name", 3)]
    assert len(register.rows) == 2


def test_a_list_without_a_column_of_numbers_is_named_once() -> None:
    register = read("财产名称,存放地点\n桌,101\n椅,101")

    assert [doubt.code for doubt in register.doubts] == ["no_number_column"]
    assert len(register.rows) == 2


def test_a_number_that_stands_twice_is_kept_twice_and_names_the_other_line() -> None:
    content = xlsx_file(
        {"设备": [["资产编号", "资产名称"], ["7", "电脑"]], "家具": [["名称", "编号"], ["桌", "7"], ["椅", "7"]]}
    )

    register = read_register("a.xlsx", content)

    assert [(doubt.code, doubt.facts["place"], doubt.facts["other"]) for doubt in register.doubts] == [
        ("duplicate_number", "家具!B2", "设备!A2"),
        ("duplicate_number", "家具!B3", "设备!A2"),
    ]
    assert len(register.rows) == 3


def test_a_tag_on_two_lines_is_named_and_left_to_a_person() -> None:
    register = read("编号,名称,EPC\n1,桌,E2003412\n2,椅,e2003412")

    assert [(doubt.code, doubt.facts["other"]) for doubt in register.doubts] == [("duplicate_tag", "C2")]
    assert [row.tags for row in register.rows] == [("E2003412",), ("E2003412",)]


def test_digits_lost_by_a_spreadsheet_are_told_once_and_not_guessed() -> None:
    content = xlsx_file({"表": [["资产编号", "资产名称", "发票号"], [2018100000047765, "桌", 1234567890123456]]})

    register = read_register("a.xlsx", content)

    assert [(doubt.code, doubt.column) for doubt in register.doubts] == [
        ("lost_digits", "资产编号"),
        ("lost_digits", "发票号"),
    ]
    assert (register.rows[0].asset_no, register.rows[0].others["资产编号"]) == ("", "2.01810000004776E+15")


def test_a_tag_turned_into_a_figure_is_refused() -> None:
    content = xlsx_file({"表": [["资产编号", "EPC"], ["1", 3034257]]})

    register = read_register("a.xlsx", content)

    assert "lost_digits" in {doubt.code for doubt in register.doubts}
    assert register.rows[0].tags == ()


def test_figures_of_different_length_may_have_lost_zeros() -> None:
    content = xlsx_file({"表": [["资产编号", "资产名称"], [7, "桌"], [12, "椅"]]})

    assert [doubt.code for doubt in read_register("a.xlsx", content).doubts] == ["lost_zeros"]


@pytest.mark.parametrize(
    ("head", "reading"), [("单价", "the price of one piece"), ("金额", "the price of all pieces together")]
)
def test_the_reading_of_a_single_price_column_is_told_once(head: str, reading: str) -> None:
    doubt = only_doubt(f"编号,名称,数量,{head}\n1,灯,1,10\n2,桌,48,100\n3,椅,48,50")

    assert (doubt.code, doubt.line, doubt.column, doubt.facts["count"]) == ("unit_price_or_total", 3, head, 2)
    assert f"{head} was read as {reading}" in str(doubt)


def test_prices_that_do_not_multiply_are_named() -> None:
    doubt = only_doubt("编号,名称,数量,单价,金额\n1,桌,3,33.33,100\n2,椅,2,50,90")

    assert (doubt.code, doubt.line) == ("price_mismatch", 3)


@pytest.mark.parametrize("number", ["001-048", "ZC001~ZC048", "ZC-001至048"])
def test_a_range_of_more_numbers_than_pieces_is_named(number: str) -> None:
    register = read(f"编号,名称,数量\n{number},桌,47")

    assert [(doubt.code, doubt.facts["count"]) for doubt in register.doubts] == [("number_range", 48)]
    assert (register.rows[0].asset_no, register.rows[0].piece_numbers) == (number, ())


def test_a_range_without_a_quantity_counts_the_pieces_and_says_so() -> None:
    register = read("编号,名称\n001-048,桌")

    assert [doubt.code for doubt in register.doubts] == ["counted_by_range"]
    assert register.rows[0].quantity == 48


@pytest.mark.parametrize("number", ["ZC-2024-001", "2019-2049", "12-3", "01-12"])
def test_a_number_with_hyphens_is_no_range(number: str) -> None:
    assert read(f"编号,名称,数量\n{number},桌,48").doubts == ()


def test_an_area_is_one_piece() -> None:
    register = read("资产编号,资产名称,数量/面积,数量计量单位\n1,操场,8000,平方米")

    assert [doubt.code for doubt in register.doubts] == ["measure"]
    assert (register.rows[0].quantity, register.rows[0].others) == (1, {"数量/面积": "8000"})


@pytest.mark.parametrize("quantity", ["4800000", "10001"])
def test_more_pieces_than_a_card_has_are_one_piece(quantity: str) -> None:
    register = read(f"资产编号,资产名称,数量\n1,桌,{quantity}")

    assert [doubt.code for doubt in register.doubts] == ["bad_quantity"]
    assert (register.rows[0].quantity, register.rows[0].others) == (1, {"数量": quantity})


def test_a_large_area_is_a_measure_all_the_same() -> None:
    doubt = only_doubt("资产编号,资产名称,数量/面积,数量计量单位\n1,操场,25000,平方米")

    assert doubt.code == "measure"


def test_control_characters_are_left_out_and_named() -> None:
    content = xlsx_file({"表": [["资产编号", "资产\0名称", "发票\x01"], ["1\0", "课\x02桌", "F\x7f"]]})

    register = read_register("a.xlsx", content)

    assert [(doubt.code, doubt.facts["place"]) for doubt in register.doubts] == [
        ("unprintable", "表!A2"),
        ("unprintable", "表!B2"),
        ("unprintable", "表!C2"),
    ]
    assert (register.rows[0].asset_no, register.rows[0].name, register.rows[0].others) == ("1", "课桌", {"发票": "F"})


def test_a_line_break_within_a_cell_becomes_a_blank() -> None:
    register = read_register("a.csv", '编号,名称\n1,"双人\r\n课桌\t大"\n'.encode())

    assert (register.rows[0].name, register.doubts) == ("双人 课桌 大", ())


def test_totals_and_signatures_are_left_out_and_named() -> None:
    register = read("编号,名称,数量\n1,桌,1\n小计,,1\n编号,名称,数量\n2,椅,1\n合计,,2\n制表人：张三,,")

    assert [row.asset_no for row in register.rows] == ["1", "2"]
    assert [(doubt.code, doubt.line) for doubt in register.doubts] == [("not_a_row", line) for line in (3, 4, 6, 7)]


def test_a_full_line_above_the_head_is_named() -> None:
    assert only_doubt("甲,乙,丙\n编号,名称,数量\n1,桌,1").code == "not_a_row"


def test_hidden_sheets_and_sheets_without_a_head_are_named() -> None:
    lines = [["资产编号", "资产名称"], ["1", "桌"]]
    content = xlsx_file({"家具": lines, "旧账": lines, "说明": [["请如实填写"]]}, hidden=["旧账"])

    register = read_register("a.xlsx", content)

    assert [(doubt.code, doubt.sheet) for doubt in register.doubts] == [("hidden_sheet", "旧账"), ("no_head", "说明")]
    assert len(register.rows) == 1


def test_doubts_come_in_the_order_of_the_file() -> None:
    register = read("编号,名称,数量,原值,取得日期\n1,,x,y,z\n1,桌,1,1,q")

    assert [(doubt.line, doubt.code) for doubt in register.doubts] == [
        (2, "no_name"),
        (2, "bad_quantity"),
        (2, "bad_money"),
        (2, "bad_date"),
        (3, "duplicate_number"),
        (3, "bad_date"),
    ]


def test_every_sentence_says_where_and_ends_with_a_point() -> None:
    oddities = [value for value in vars(doubts).values() if isinstance(value, Oddity)]

    assert oddities
    assert [oddity.code for oddity in oddities if "{place}" not in oddity.text or oddity.text[-1] != "."] == []


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    assert [letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
