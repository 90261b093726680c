"""The made school's books as files, the way schools have them: a list of rooms, and a fiscal export as XLSX."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import groupby

import xlsxwriter

from deploy.demo.rooms import BUILDING, EQUIPMENT, FURNITURE, rooms
from deploy.demo.things import School, Thing

HEADS = (
    "资产编号",
    "财政资产编号",
    "资产名称",
    "资产分类代码",
    "资产原值(元)",
    "数量/面积",
    "数量计量单位",
    "取得日期",
    "折旧/摊销年限(月)",
    "规格型号",
    "存放地点",
    "使用部门",
    "管理人",
    "资产状态",
    "EPC",
)


def rooms_csv() -> bytes:
    """The list of rooms, with the byte order mark that spreadsheet programs in China need."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["房间", "名称", "楼栋", "楼层", "位置", "管理人"])
    for room in rooms():
        writer.writerow([room.code, room.name, BUILDING, room.floor, room.position, room.keeper])
    return text.getvalue().encode("utf-8-sig")


def register_xlsx(school: School) -> bytes:
    """The register: a sheet for each class, a title line, the heads, the line of column numbers, then the cards."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        for name in (EQUIPMENT, FURNITURE):
            sheet = workbook.add_worksheet(name)
            sheet.write_string(0, 0, f"固定资产卡片（{name}）")
            sheet.write_row(1, 0, HEADS)
            sheet.write_row(2, 0, range(1, len(HEADS) + 1))
            for line, cells in enumerate(_cards(school, name), start=3):
                sheet.write_row(line, 0, cells)
            sheet.set_column(0, len(HEADS) - 1, 16)
    return file.getvalue()


def _cards(school: School, sheet: str) -> Iterator[list[str | int]]:
    of_sheet = (thing for thing in school.things if thing.card.sheet == sheet)
    for _, pieces in groupby(of_sheet, key=lambda thing: thing.number):
        yield _card(list(pieces))


def _card(pieces: list[Thing]) -> list[str | int]:
    first = pieces[0]
    return [
        first.number,
        f"3301{first.acquired:%Y%m%d}{first.number[-6:]}000000",
        first.card.name,
        first.card.category,
        first.card.cost * len(pieces),
        len(pieces),
        first.card.unit,
        first.acquired.isoformat(),
        first.card.life_months,
        first.card.model,
        first.room.code,
        first.room.department,
        first.room.keeper,
        first.state,
        " ".join(piece.tag for piece in pieces if piece.tag),
    ]
