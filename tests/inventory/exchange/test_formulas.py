"""Formulas in lists: those with results are read, those without and those over other files are refused."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

import pytest

from inventory.exchange.reading.foreign import is_foreign
from inventory.exchange.reading.unreadable import ForeignValues, NoResults
from inventory.exchange.register_file import read_register
from inventory.register import RegisterFile
from tests.inventory.exchange.files import xlsx_file

HEADS = ["序号", "资产编号", "资产名称", "原值", "月折旧"]


def with_cells(cells: Mapping[str, str]) -> bytes:
    """A list of one entry and its total, with these cells as they stand in the XML of a sheet."""
    content = xlsx_file({"表": [HEADS, ["1", "A1", "桌", "80", "2"], ["合计", "", "", "80", "2"]]})
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            for address, cell in cells.items():
                before, mark, after = part.partition(f'<c r="{address}"')
                part = before + cell + after.partition("</c>")[2] if mark else part
            new.writestr(name, part)
    return file.getvalue()


def read(**cells: str) -> RegisterFile:
    return read_register("books.xlsx", with_cells(cells))


def test_a_result_that_is_stored_is_read() -> None:
    (row,) = read(D2='<c r="D2"><f>40*2</f><v>81.5</v></c>').rows

    assert "81.50" == str(row.cost)


def test_an_empty_text_is_a_result() -> None:
    (row,) = read(C2='<c r="C2" t="str"><f>IF(A2=1,"","桌")</f><v></v></c>').rows

    assert row.name == ""


@pytest.mark.parametrize("cell", ["<f>40*2</f>", "<f>40*2</f><v/>", '<f t="shared" si="0"/><v></v>'])
def test_an_entry_with_a_formula_nobody_worked_out_is_refused(cell: str) -> None:
    with pytest.raises(NoResults) as refused:
        read(D2=f'<c r="D2">{cell}</c>')

    assert "formulas whose results are not stored begin at 表!D2, 1 in all." in str(refused.value)


def test_columns_kept_under_their_own_heads_are_needed_too() -> None:
    with pytest.raises(NoResults):
        read(E2='<c r="E2"><f>D2/40</f></c>')


@pytest.mark.parametrize("address", ["A2", "D3"])
def test_what_would_not_be_taken_refuses_nothing(address: str) -> None:
    register = read(**{address: f'<c r="{address}"><f>1+1</f></c>'})

    assert "no_result" in [doubt.code for doubt in register.doubts]


def test_a_value_from_another_file_is_refused_though_it_is_stored() -> None:
    with pytest.raises(ForeignValues, match="表!D2"):
        read(D2='<c r="D2"><f>[1]Sheet1!A1</f><v>80</v></c>')


def test_a_formula_shared_with_a_cell_above_is_as_foreign_as_that() -> None:
    first = '<c r="D2"><f t="shared" ref="D2:E2" si="4">[1]Sheet1!A1</f><v>80</v></c>'
    with pytest.raises(ForeignValues):
        read(D2=first.replace("D2", "A2"), E2='<c r="E2"><f t="shared" si="4"/><v>2</v></c>')


@pytest.mark.parametrize(
    "formula",
    [
        *("[1]Sheet1!A1", "SUM(B1,[12]账!$A$1:$A$9)", "'C:\\books\\[old.xlsx]Sheet 1'!A1", "[1]!Prices"),
        *("cmd|'/C calc'!A0", 'WEBSERVICE("http://x")', "_xlfn.WEBSERVICE(A1)", 'RTD("a",,"b")'),
    ],
)
def test_what_takes_values_from_elsewhere_is_foreign(formula: str) -> None:
    assert is_foreign(formula)


@pytest.mark.parametrize(
    "formula",
    [
        *("Sheet2!A1", "'账 2025'!A1*2", "SUM(Table1[2024])", "Table1[2024]+Sheet2!A1"),
        *("Table1[[#This Row],[2024]]*Sheet2!B1", 'A1&"[1]"&Sheet2!B1', 'A1&"|"&Sheet2!B1', "HYPERLINK(A1)"),
    ],
)
def test_what_stays_in_its_file_is_not(formula: str) -> None:
    assert not is_foreign(formula)


def test_a_text_file_holds_no_results() -> None:
    with pytest.raises(NoResults, match="D2"):
        read_register("books.csv", "资产编号,资产名称,数量,原值\n1,桌,1,=40*2\n".encode())
