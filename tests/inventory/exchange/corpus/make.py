"""Writes the files of the corpus anew: `python -m tests.inventory.exchange.corpus.make`.

What each file must be read as stands beside it, in a JSON file of its name; it is written and checked by hand.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook

from tests.inventory.exchange.corpus.texts import TEXTS
from tests.inventory.exchange.files import Lines
from tests.inventory.exchange.xls import xls_file

FOLDER = Path(__file__).parent
_SHEET = "xl/worksheets/sheet1.xml"
_HEADS = ["资产编号", "资产名称", "数量", "原值"]
_LIST: Lines = [_HEADS, ["1", "桌", 2, 111], ["2", "椅", 1, 222], ["3", "柜", 1, 90], ["合计", "", 4, 423]]
_LINK = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}


def main() -> None:
    """Every file, over the one that is there."""
    texts = {name: text.encode(encoding) for name, (encoding, text) in TEXTS.items()}
    for name, content in (texts | _workbooks() | _refused()).items():
        (FOLDER / name).write_bytes(content)


def _workbooks() -> dict[str, bytes]:
    return {
        "classes.xlsx": _xlsx(
            {
                "通用设备": [_HEADS, ["1", "电脑", 1, 4350]],
                "家具和用具": [_HEADS, ["2", "课桌", 1, 80], ["合计", "", 1, 80]],
                "填表说明": [["请如实填写"]],
                "旧账": [_HEADS, ["9", "旧桌", 1, 5]],
            },
            hidden="旧账",
        ),
        "hidden_chosen.xlsx": _xlsx(
            {"现账": [_HEADS, ["1", "桌", 1, 80]], "旧账": [_HEADS, ["9", "旧桌", 1, 5]]}, "旧账"
        ),
        "figures.xlsx": _xlsx(
            {
                "表": [
                    ["资产编号", "财产编码", "资产名称", "取得日期", "存放地点", "EPC"],
                    [7, "a", "桌", date(2024, 12, 5), 105, "E2003412"],
                    [12, "b", "椅", 45627, "106", 3034257],
                    [2018100000047765, "c", "柜", 2018.1, "", ""],
                ]
            }
        ),
        "merged_head.xlsx": _xlsx(
            {
                "盘点表": [
                    ["固定资产盘点表"],
                    ["资产编号", "资产名称", "账面", None, "实盘", None],
                    [None, None, "数量", "原值", "数量", "原值"],
                    [1, 2, 3, 4, 5, 6],
                    ["A1", "桌", 1, 80, 1, 80],
                ]
            }
        ),
        "formulas.xlsx": _formulas(
            _LIST, {"D2": b"<f>C2*55.5</f><v>111</v>", "D3": b"<f>1/0</f><v>#DIV/0!</v>", "D5": b"<f>SUM(D2:D4)</f>"}
        ),
        "old.xls": xls_file(
            "专用设备", [["资产编号", "资产名称", "原值"], [10001, "钢琴", 35000.5], ["ZC-2", "琴凳", 80]]
        ),
    }


def _refused() -> dict[str, bytes]:
    whole = _xlsx({"表": [_HEADS, ["1", "桌", 1, 80]]})
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    return {
        "entity.xlsx": _changed(whole, {_SHEET: lambda xml: xml.replace(b"?>", b"?>" + entity, 1)}),
        "formulas_never_worked_out.xlsx": _formulas(_LIST, {"D3": b"<f>C3*40</f><v></v>"}),
        "formulas_over_other_files.xlsx": _formulas(
            _LIST, {"D2": b"<f>VLOOKUP(A2,[1]Sheet1!A:B,2)</f><v>111</v>"}, _LINK
        ),
        "formulas_over_other_programs.xlsx": _formulas(_LIST, {"B3": b"<f>cmd|'/C calc'!A0</f><v>2</v>"}),
        "far_cell.xlsx": _changed(whole, {_SHEET: lambda xml: xml.replace(b'r="D2"', b'r="XFD1048576"')}),
        "picture.xls": bytes.fromhex("89504E470D0A1A0A0000000D49484452") + bytes(40),
        "locked.xlsx": bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "text_document.xlsx": _zip({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"}),
    }


def _formulas(lines: Lines, formulas: Mapping[str, bytes], more: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook of these lines with formulas in some cells; what they come to is stored, or is not."""

    def put(xml: bytes) -> bytes:
        for address, formula in formulas.items():
            kind = b' t="e"' if b"<v>#" in formula else b""
            cell = re.compile(rb'<c r="%s"[^>]*>.*?</c>' % address.encode())
            xml = cell.sub(b'<c r="%s"%s>%s</c>' % (address.encode(), kind, formula), xml)
        return xml

    return _changed(_xlsx({"表": lines}), {_SHEET: put}, more)


def _xlsx(sheets: Mapping[str, Lines], hidden: str = "") -> bytes:
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 (a workbook knows no zone)
        as_date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in sheets.items():
            sheet = workbook.add_worksheet(name)
            if name == hidden:
                sheet.hide()
            for number, line in enumerate(lines):
                for column, cell in enumerate(line):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, as_date)
                    else:
                        sheet.write(number, column, cell)
    return file.getvalue()


def _changed(
    content: bytes, changes: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes] | None = None
) -> bytes:
    with ZipFile(BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    return _zip(
        {name: changes[name](part) if name in changes else part for name, part in parts.items()} | dict(more or {})
    )


def _zip(parts: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(_dated(name), part)
    return file.getvalue()


def _dated(name: str) -> ZipInfo:
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


if __name__ == "__main__":
    main()
