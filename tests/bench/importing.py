"""A register file to values, and to cards in the database and out again, beside the least that takes.

    make bench ROWS=10000

does it with another number of cards. The least for reading is what the library needs merely to read the file, the
least for storing what SQLite needs merely to store the rows (`tests.bench.bare_rows`). Both are the floor of an
import. All are seconds of the processor, but the memory of a process that imports the file and does nothing else.

Two libraries stand beside the reading. Ours is calamine, some seven times as fast as openpyxl, and so the hardest
measure there is. With openpyxl most programs in Python read such files: a whole import here stands beside what it
takes them merely to see the rows.
"""

import csv
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, timedelta
from io import BytesIO, StringIO
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from inventory.actions.importing.import_plan import Wanted
from inventory.actions.importing.import_undo import undo_import
from inventory.actions.importing.imports import apply_import, hand_in
from inventory.actions.school.schools import create_school
from inventory.exchange.register_file import read_register
from inventory.ids import ImportId, SchoolId
from inventory.store.engine import Database
from inventory.store.migrate import migrate
from tests.bench.bare_rows import seconds_to_store_again
from tests.bench.figures import Figure, seconds
from tests.people import NOW

ROWS = int(os.environ.get("ROWS", "100000"))
ALLOWED = 500
"""Megabytes: an old PC has little more to spare."""
NAME, OTHER_NAME = "台式计算机", "台式电脑"
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
    merely_text = _median(lambda: list(csv.reader(StringIO(text.decode()))))
    merely = _median(lambda: CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python())
    yield Figure("read_register_csv_seconds", _median(lambda: read_register("register.csv", text)), merely_text)
    yield Figure("read_register_xlsx_seconds", _median(lambda: read_register("register.xlsx", book)), merely)
    with TemporaryDirectory() as folder:
        yield from _through_the_database(Path(folder), rows, book, merely)
    with ProcessPoolExecutor(1, get_context("spawn")) as elsewhere:
        yield Figure("import_register_xlsx_peak_megabytes", elsewhere.submit(_peak_megabytes, book).result(), ALLOWED)


def _read_by_openpyxl(book: bytes) -> None:
    """All rows in its quick way, one after the other."""
    for sheet in load_workbook(BytesIO(book), read_only=True):
        for _ in sheet.iter_rows(values_only=True):
            pass


def _median(work: Callable[[], object]) -> float:
    return seconds(work, 3, process_time)


def _peak_megabytes(book: bytes) -> float:
    """The most memory this process has had when it has imported the file (proc(5): VmHWM)."""
    with TemporaryDirectory() as folder:
        register = _Register(Path(folder) / "rollcall.db")
        register.apply(register.preview(book)[0])
        register.database.close()
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(peak) / 1024


def _through_the_database(folder: Path, rows: list[list[str]], book: bytes, merely: float) -> Iterator[Figure]:
    """In by file, the same file again, taken back; in once more, and changed by another file."""
    register = _Register(folder / "rollcall.db")
    first, previewed = register.preview(book)
    applied = register.apply(first)
    bare = seconds_to_store_again(folder / "rollcall.db", folder)
    least = merely + bare
    yield Figure("store_register_rows_by_sqlite_alone_seconds", bare, merely)
    yield Figure("preview_register_xlsx_seconds", previewed, merely)
    yield Figure("apply_register_xlsx_seconds", applied, least)
    yield Figure("import_register_xlsx_seconds", previewed + applied, merely)
    yield Figure("import_register_xlsx_beside_its_floor_seconds", previewed + applied, least)
    usual = seconds(lambda: _read_by_openpyxl(book), 1, process_time)
    yield Figure("import_register_xlsx_beside_openpyxl_merely_reading_seconds", previewed + applied, usual)
    yield Figure("floor_of_an_import_seconds", least, merely)
    again, previewed = register.preview(book)
    yield Figure("import_register_xlsx_again_seconds", previewed + register.apply(again), least)
    yield Figure("undo_register_import_seconds", register.undo(first), bare)
    register.apply(first)
    for name, changed in (("a_hundredth_of_register", ROWS // 100), ("register", ROWS)):
        update, previewed = register.preview(_xlsx(_renamed(rows, changed)))
        yield Figure(f"update_{name}_by_xlsx_seconds", previewed + register.apply(update), least)
        yield Figure(f"undo_update_of_{name}_seconds", register.undo(update), bare)
    register.database.close()


class _Register:
    """A school in a database file, and the time: every deed has its own moment."""

    def __init__(self, file: Path) -> None:
        self.database, self.now = Database(f"sqlite:///{file}"), NOW
        migrate(self.database)
        with self.database.write() as session:
            self.school: SchoolId = create_school(session, "Riverside", at=self.now)

    def preview(self, book: bytes) -> tuple[ImportId, float]:
        """The file handed in, and the seconds that took."""
        handed_in: list[ImportId] = []
        wanted = Wanted(updates=True)
        took = self._timed(
            lambda session: handed_in.append(
                hand_in(session, self.school, "register.xlsx", book, wanted, by="Ada", at=self.now).id
            )
        )
        return handed_in[0], took

    def apply(self, which: ImportId) -> float:
        """Seconds to apply a file that was handed in."""
        return self._timed(lambda session: apply_import(session, self.school, which, by="Ada", at=self.now))

    def undo(self, which: ImportId) -> float:
        """Seconds to take an import back."""
        return self._timed(lambda session: undo_import(session, self.school, which, by="Ada", at=self.now, zone=UTC))

    def _timed(self, deed: Callable[[Session], object]) -> float:
        self.now += timedelta(hours=1)
        began = process_time()
        with self.database.write() as session:
            deed(session)
        return process_time() - began


def _row(number: int) -> list[str]:
    room, day = f"{number % 300 + 101}", f"{2010 + number % 15}-{number % 12 + 1:02}-01"
    tag = f"E28011606000{number:012X}"
    return [f"ZC-{number:06}", NAME, "4350.00", "1", day, "M455", room, "王芳", "在用", tag]


def _csv(rows: list[list[str]]) -> bytes:
    file = StringIO()
    csv.writer(file).writerows([HEADS, *rows])
    return file.getvalue().encode()


def _renamed(rows: list[list[str]], count: int) -> list[list[str]]:
    """The rows, the first so many under another name."""
    return [[OTHER_NAME if cell == NAME else cell for cell in row] for row in rows[:count]] + rows[count:]


def _xlsx(rows: list[list[str]]) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate([HEADS, *rows]):
            sheet.write_row(line, 0, row)
    return file.getvalue()
