from contextlib import suppress

import pytest

from inventory.exchange.reading.files import read_book
from inventory.exchange.reading.unreadable import OtherKind, TooManyColumns, UnreadableRegister, WebPage


def lines(page: str) -> list[list[str]]:
    (sheet,) = read_book("a.xls", page.encode()).sheets
    return [[str(cell) for cell in line] for line in sheet.lines]


def test_the_rows_of_all_tables_are_one_list() -> None:
    page = "<table><tr><td>标题</td></tr></table><p>x</p><table><tr><th>编号<th>名称<tr><td>1<td>桌</table>"

    assert lines(page) == [["标题"], ["编号", "名称"], ["1", "桌"]]


def test_a_cell_over_several_rows_and_columns_stands_in_the_first() -> None:
    page = "<table><tr><td rowspan=2>a<td colspan=2>b</tr><tr><td>c<td>d</tr><tr><td>e</tr></table>"

    assert lines(page) == [["a", "b", ""], ["", "c", "d"], ["e"]]


def test_what_a_person_does_not_see_is_no_text() -> None:
    code = "<style>td{}</style><table><tr><td><script>alert(1)</script>"
    page = f"<html>{code}a&nbsp;&amp;\n b<br>c<!-- d --></td></tr></table>"

    assert lines(page) == [["a & b c"]]


@pytest.mark.parametrize("page", ["<html><p>no table</p></html>", "<table></table>", "<?xml version='1.0'?><Table/>"])
def test_a_page_without_rows_is_refused(page: str) -> None:
    with pytest.raises(WebPage):
        lines(page)


def test_a_cell_over_a_million_columns_is_refused() -> None:
    with pytest.raises(TooManyColumns):
        lines("<table><tr><td colspan=999999>x</table>")


@pytest.mark.parametrize("begun", ["<!--", "<a ", "&#", "<script>", "</scrip", "<td", "<table><tr>< "])
def test_tags_begun_and_never_ended_take_no_longer_than_others(begun: str) -> None:
    page = "<table><tr><td>x" + begun * 50_000

    with suppress(UnreadableRegister):
        lines(page)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\x89PNG\r\n", "PNG"), (b"\xff\xd8\xff\xe0", "JPEG"), (b"%PDF-1.7", "PDF"), (b"MIME-Version: 1.0", "MHTML")],
)
def test_other_files_under_the_name_of_a_spreadsheet_are_called_by_theirs(content: bytes, kind: str) -> None:
    with pytest.raises(OtherKind) as raised:
        read_book("资产.xls", content)

    assert raised.value.facts["kind"] == kind
