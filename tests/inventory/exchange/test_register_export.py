"""What Rollcall writes of its register it reads back without a change, as XLSX, CSV and JSON."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from inventory.exchange.reading.unreadable import BrokenJson
from inventory.exchange.register_columns import Wording
from inventory.exchange.register_export import Form, register_file
from inventory.exchange.register_file import read_register
from inventory.register import ItemState, Piece, RegisterFile, RegisterRow
from inventory.tags import Tag
from tests.inventory.exchange.random_cards import cards

PEOPLE = (Wording.ZH, Wording.EN)
ID = UUID("0193d5a0-0000-7000-8000-000000000001")


def written(rows: list[RegisterRow], form: Form, wording: Wording = Wording.ZH) -> bytes:
    heads = {head for row in rows for head in row.others}
    return b"".join(register_file(rows, heads, form, wording))


def read(content: bytes) -> RegisterFile:
    return read_register("register", content)


def said(row: RegisterRow) -> Mapping[str, object]:
    """What a row says, but for where it stands and for what follows from its pieces."""
    return {name: value for name, value in row._asdict().items() if name not in ("line", "sheet", "state", "tags")}


@pytest.mark.parametrize(
    ("form", "wording"), [*((Form.XLSX, each) for each in PEOPLE), (Form.CSV, Wording.ZH), (Form.JSON, Wording.EN)]
)
@settings(max_examples=40)
@given(rows=st.lists(cards(), min_size=1, max_size=3))
def test_every_card_comes_back_as_it_was(rows: list[RegisterRow], form: Form, wording: Wording) -> None:
    file = read(written(rows, form, wording))

    assert [said(row) for row in rows] == [said(row) for row in file.rows]


DESKS = RegisterRow(0, None, "0012345678901234567", "=课桌椅")._replace(
    quantity=3,
    cost=Decimal("505.00"),
    acquired=date(2024, 9, 1),
    life_months=180,
    others={"车牌号": "无牌", "存放地点": "不详"},
    card=ID,
    pieces=(
        Piece("202", "李强", "", ItemState.IN_USE, tags=(Tag("E28011606000020464A1B2D1"),)),
        *(Piece("203", "王芳", "", ItemState.IDLE),) * 2,
    ),
)


def test_the_columns_stand_as_in_the_fiscal_system() -> None:
    sheet = load_workbook(BytesIO(written([DESKS], Form.XLSX))).active

    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    assert ["资产编号", "资产名称", "资产分类", "资产分类代码", "资产原值(元)", "累计折旧/摊销(元)", "数量"] == heads[
        :7
    ]
    assert heads.index("存放地点") + 1 == heads.index("车牌号") < heads.index("管理人") < heads.index("使用部门")
    assert "其他:存放地点" in heads


def test_in_a_workbook_numbers_are_text_money_is_money_and_nothing_is_a_formula() -> None:
    sheet = load_workbook(BytesIO(written([DESKS], Form.XLSX))).active

    assert sheet is not None
    cells = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert ("0012345678901234567", "@") == (cells["资产编号"].value, cells["资产编号"].number_format)
    assert (505, "#,##0.00") == (cells["资产原值(元)"].value, cells["资产原值(元)"].number_format)
    assert ("=课桌椅", "s") == (cells["资产名称"].value, cells["资产名称"].data_type.replace("inlineStr", "s"))
    assert "2024-09-01" == cells["取得日期"].value


def test_a_text_file_begins_with_a_mark_and_holds_no_formula() -> None:
    content = written([DESKS], Form.CSV)

    line = next(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert ("'=课桌椅", "505.00") == (line["资产名称"], line["资产原值(元)"])


def test_people_read_where_the_pieces_of_a_card_are() -> None:
    line = next(csv.DictReader(StringIO(written([DESKS], Form.CSV).decode("utf-8-sig"))))

    assert ("202；203 ×2", "李强；王芳 ×2", "在用；闲置 ×2") == (line["存放地点"], line["管理人"], line["资产状态"])


def test_programs_read_the_pieces_one_by_one() -> None:
    card = json.loads(written([DESKS], Form.JSON))[0]

    assert ("505.00", 3, {"车牌号": "无牌", "存放地点": "不详"}) == (card["cost"], card["quantity"], card["others"])
    assert {"room": "203", "keeper": "王芳", "state": "idle"} == card["pieces"][2]


def test_a_cell_that_does_not_name_one_for_each_piece_is_told_and_says_nothing() -> None:
    content = written([DESKS], Form.CSV).decode().replace("202；203 ×2", "202；203")

    file = read(content.encode())

    assert [("not_of_each", "存放地点")] == [(doubt.code, doubt.column) for doubt in file.doubts]
    assert {""} == {piece.room for piece in file.rows[0].pieces}


def test_json_that_breaks_off_is_refused() -> None:
    with pytest.raises(BrokenJson):
        read(written([DESKS], Form.JSON)[:-30])


def test_a_register_without_cards_is_a_file_without_lines() -> None:
    assert [] == json.loads(written([], Form.JSON))
    assert 1 == written([], Form.CSV).count(b"\r\n")
