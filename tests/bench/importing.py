"""A register file to values, and to cards in the database, beside the time in which its library merely reads it."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import xlsxwriter
from python_calamine import CalamineWorkbook

from inventory.actions.imports import apply_import, hand_in
from inventory.actions.schools import create_school
from inventory.exchange.register_file import read_register
from inventory.store.engine import Database
from inventory.store.migrate import migrate
from tests.bench.figures import Figure, seconds
from tests.people import NOW

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
    merely = seconds(lambda: CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python(), 3)
    yield Figure("read_register_xlsx_seconds", seconds(lambda: read_register("register.xlsx", book), 3), merely)
    yield Figure("import_register_xlsx_into_sqlite_seconds", _imported(book), merely)


def _imported(book: bytes) -> float:
    """Seconds from a file that was handed in to its cards, pieces and tags in a database file."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'rollcall.db'}")
        migrate(database)
        with database.write() as session:
            school = create_school(session, "Riverside", at=NOW)
            kept = hand_in(session, school, "register.xlsx", book, by="Ada", at=NOW)
        began = perf_counter()
        with database.write() as session:
            apply_import(session, school, kept.id, by="Ada", at=NOW)
        took = perf_counter() - began
        database.close()
    return took


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
