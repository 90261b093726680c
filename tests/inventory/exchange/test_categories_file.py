import pytest

from inventory.categories import Category
from inventory.exchange.categories_file import read_categories
from inventory.exchange.reading.unreadable import NoHead, NoRows
from tests.inventory.exchange.files import Lines, csv_file, xlsx_file

DESKTOP = Category("GB/T 14885", "2022", "A02010105", "台式计算机")


def test_codes_and_names_are_read_and_the_edition_told_by_the_shape_of_the_code() -> None:
    read = read_categories("c.csv", csv_file("code,name\nA02010105,台式计算机\n2010000,计算机设备及软件\nJ1,家具"))

    assert read.rows == (
        DESKTOP,
        Category("GB/T 14885", "2010", "2010000", "计算机设备及软件"),
        Category("own", "", "J1", "家具"),
    )
    assert read.doubts == ()


def test_a_workbook_with_title_and_figures_for_codes_is_understood() -> None:
    lines: Lines = [["固定资产分类与代码"], ["序号", "分类代码", "分类名称"], [1, 2010000, "计算机设备及软件"]]

    read = read_categories("分类.xlsx", xlsx_file({"代码表": lines}))

    assert [(row.code, row.name) for row in read.rows] == [("2010000", "计算机设备及软件")]


def test_whoever_knows_the_classification_says_it_for_all_codes() -> None:
    content = csv_file("代码,名称\nA02010104,台式计算机")

    read = read_categories("采购目录.csv", content, ("政府采购品目", "2013"))

    assert read.rows == (Category("政府采购品目", "2013", "A02010104", "台式计算机"),)


def test_a_line_without_code_or_name_is_left_out_and_named() -> None:
    read = read_categories("c.csv", csv_file("code,name\n,8号投影机\nA02010105,台式计算机\nA02010108,"))

    assert read.rows == (DESKTOP,)
    assert [(doubt.code, doubt.line) for doubt in read.doubts] == [("no_category_code", 2), ("no_category_name", 4)]


def test_a_code_with_two_names_keeps_the_first_and_a_plain_repetition_says_nothing() -> None:
    read = read_categories("c.csv", csv_file("code,name\nA02010105,台式计算机\nA02010105,电脑\nA02010105,台式计算机"))

    assert read.rows == (DESKTOP,)
    assert [(doubt.code, doubt.facts["other"]) for doubt in read.doubts] == [("two_category_names", "A2")]


def test_a_code_whose_digits_the_spreadsheet_lost_is_left_out_and_named() -> None:
    read = read_categories("c.csv", csv_file("code,name\n2.01E+16,电脑\nA02010105,台式计算机"))

    assert read.rows == (DESKTOP,)
    assert [doubt.code for doubt in read.doubts] == ["lost_digits"]


def test_a_file_without_categories_is_refused() -> None:
    with pytest.raises(NoRows):
        read_categories("c.csv", csv_file("code,name\n,lost"))


def test_a_file_without_a_column_of_codes_is_refused_with_advice() -> None:
    with pytest.raises(NoHead, match="分类代码"):
        read_categories("c.csv", csv_file("资产名称,数量\n桌,1"))
