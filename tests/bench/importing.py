"""A register file to values, beside the time in which its library merely reads it."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

import xlsxwriter
from python_calamine import CalamineWorkbook

from inventory.exchange.register_file import read_register
from tests.bench.figures import Figure, seconds

ROWS = 100_000
HEADS = [
    "资产编号",
    "资产名称",
    "资产原值(元)",
    "数量",
    "取得日期",
    "规格型号",
    "存放地点",
    "管理人",
    "资产状态",
    "EPC",
]


def figures() -> Iterator[Figure]:
    """Seconds for a CSV and an XLSX of a hundred thousand cards."""
    rows = [_row(number) for number in range(ROWS)]
    text, book = _csv(rows), _xlsx(rows)
    yield Figure(
        "read_register_csv_seconds",
        seconds(lambda: read_register("register.csv", text), 3),
        seconds(lambda: list(csv.reader(StringIO(text.decode()))), 3),
    )
    yield Figure(
        "read_register_xlsx_seconds",
        seconds(lambda: read_register("register.xlsx", book), 3),
        seconds(lambda: CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python(), 3),
    )


def _row(number: int) -> list[str]:
    room, day = f"{number % 300 + 101}", f"{2010 + number % 15}-{number % 12 + 1:02}-01"
    tag = f"E28011606000{number:012X}"
    return [f"ZC-{number:06}", "台式计算机", "4350.00", "1", day, "M455", room, "王芳", "在用", tag]


def _csv(rows: list[list[str]]) -> bytes:
    file = StringIO()
    csv.writer(file).writerows([HEADS, *rows])
    return file.getvalue().encode()


def _xlsx(rows: list[list[str]]) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate([HEADS, *rows]):
            sheet.write_row(line, 0, row)
    return file.getvalue()
