"""Lists and searches in a large register on SQLite, beside the tenth of a second that is promised.

    make bench CARDS=700000

asks them of a register of a million things; filling it takes some minutes.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import thread_time
from typing import Any
from uuid import UUID

from sqlalchemy import select

from inventory.actions.listing import list_cards
from inventory.actions.schools import create_school
from inventory.facets import Lack
from inventory.ids import AssetId, SchoolId, new_id
from inventory.listing import Order, Wanted
from inventory.register import ItemState
from inventory.store.bulk import insert_rows
from inventory.store.engine import Database
from inventory.store.migrate import migrate
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from tests.bench.figures import Figure, seconds

PROMISED = 0.1
CARDS = int(os.environ.get("CARDS", "100000"))
MIDDLE = CARDS // 2 + 123
AT_ONCE, ROOMS, PEOPLE = 50_000, 4_000, 800
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
NAMES = ("课桌", "课椅", "台式计算机", "投影机", "空调", "激光打印机", "书柜", "显微镜", "钢琴", "实验台")
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴", "芳伟敏静丽强磊军洋艳华明英杰娟涛超霞平刚"

ASKED = {
    "everything": Wanted(),
    "common_word": Wanted("课桌"),
    "one_sign": Wanted("课"),
    "initials": Wanted("tyj"),
    "whole_pinyin": Wanted("xianweijing"),
    "two_words": Wanted("课桌 2015"),
    "number": Wanted(f"ZC2015-{MIDDLE:06}"),
    "end_of_a_number": Wanted(f"{MIDDLE:06}"),
    "whole_tag": Wanted("E28011600000000000012345"),
    "end_of_a_tag": Wanted("0012345"),
    "room": Wanted(room="R-123"),
    "room_and_word": Wanted("投影机", room="R-123"),
    "keeper_by_cost": Wanted(keeper="王芳华", order=Order.COST),
    "department": Wanted(department="部门3"),
    "category": Wanted(category="A03"),
    "written_off": Wanted(state=ItemState.RETIRED),
    "untagged": Wanted(lacks=Lack.TAG),
    "costs": Wanted(cost_from=Decimal(3000), cost_to=Decimal(3100)),
    "days": Wanted(acquired_from=date(2015, 3, 1), acquired_to=date(2015, 3, 31)),
    "word_by_number": Wanted("课桌", order=Order.NUMBER),
    **{f"by_{order}": Wanted(order=order) for order in Order},
    **{f"by_{order}_downwards": Wanted(order=order, descending=True) for order in Order},
}


def figures() -> Iterator[Figure]:
    """Seconds of the processor for the first page of each list, and for pages far from the first."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'large.db'}")
        migrate(database)
        school = _fill(database)
        with database.read() as session:
            entered = select(Asset.id).where(Asset.school_id == school).order_by(Asset.id)
            far = AssetId(session.scalars(entered.offset(CARDS // 2).limit(1)).one())
        for name, wanted in ASKED.items():
            yield Figure(f"list_{name}_of_{CARDS}_seconds", _timed(database, school, wanted), PROMISED)
        for name in ("everything", "common_word", "by_cost", "by_name_downwards"):
            yield Figure(f"list_{name}_far_of_{CARDS}_seconds", _timed(database, school, ASKED[name], far), PROMISED)
        database.close()


def _timed(database: Database, school: SchoolId, wanted: Wanted, after: AssetId | None = None) -> float:
    def ask() -> None:
        with database.read() as session:
            list_cards(session, school, wanted, after=after)

    return seconds(ask, clock=thread_time)


def _fill(database: Database) -> SchoolId:
    dice = Random(1)
    with database.write() as session:
        school = create_school(session, "Large", at=NOW)
        people = ["".join((dice.choice(FAMILY), dice.choice(GIVEN), dice.choice(GIVEN))) for _ in range(PEOPLE)]
        said: dict[Any, list[dict[str, Any]]] = {
            Room: [{"code": f"R-{number}"} for number in range(ROOMS)],
            Person: [{"name": name} for name in people],
            Department: [{"name": f"部门{number}"} for number in range(40)],
            Category: [
                {"scheme": "", "edition": "", "code": f"A0{number}0100", "name": name}
                for number, name in enumerate(NAMES)
            ],
        }
        ids = {table: _named(session, school, table, rows) for table, rows in said.items()}
    for start in range(0, CARDS, AT_ONCE):
        with database.write() as session:
            cards = [_card(school, number, dice, ids) for number in range(start, min(start + AT_ONCE, CARDS))]
            pieces = [_piece(school, card, place, dice, ids) for card in cards for place in range(card["quantity"])]
            for table, rows in ((Asset, cards), (Item, pieces), (TagBinding, _tags(pieces, start * 10 // 7))):
                insert_rows(session, table, rows)
    return school


def _named(session: Any, school: SchoolId, table: Any, rows: Sequence[dict[str, Any]]) -> list[UUID]:
    blank = {"building_id": None, "floor": None, "position": None, "keeper_id": None} if table is Room else {}
    made = [{"school_id": school, "id": new_id()} | blank | row for row in rows]
    insert_rows(session, table, made)
    return [row["id"] for row in made]


def _card(school: SchoolId, number: int, dice: Random, ids: dict[Any, list[UUID]]) -> dict[str, Any]:
    kind, year = dice.randrange(len(NAMES)), 2005 + number * 20 // CARDS
    unknown = dict.fromkeys(("import_id", "accumulated", "posted", "life_months"))
    return {
        **unknown,
        **dict.fromkeys(("brand", "serial", "location", "note"), ""),
        "school_id": school,
        "id": new_id(),
        "asset_no": f"ZC{year}-{number:06}",
        "import_key": str(number),
        "fiscal_no": f"GD{number:08}",
        "name": NAMES[kind],
        "category_id": ids[Category][kind],
        "department_id": dice.choice(ids[Department]),
        "quantity": 4 if number % 7 == 0 else 1,
        "unit": "台",
        "cost": Decimal(dice.randrange(100, 900_000)) / 100 if number % 9 else None,
        "acquired": date(year, 1, 1) + timedelta(dice.randrange(365)) if number % 11 else None,
        "model": f"M{dice.randrange(900)}",
        "others": {},
    }


def _piece(
    school: SchoolId, card: dict[str, Any], place: int, dice: Random, ids: dict[Any, list[UUID]]
) -> dict[str, Any]:
    return {
        "school_id": school,
        "id": new_id(),
        "asset_id": card["id"],
        "position": place + 1,
        "room_id": dice.choice(ids[Room]),
        "keeper_id": dice.choice(ids[Person]),
        "user_id": None,
        "state": str(ItemState.IN_USE if dice.random() > 0.05 else ItemState.RETIRED),
    }


def _tags(pieces: Sequence[dict[str, Any]], first: int) -> list[dict[str, Any]]:
    """Nine in ten carry one."""
    nothing = dict.fromkeys(("tid", "room_id", "person_id", "unbound_at"))
    return [
        {
            **nothing,
            "school_id": piece["school_id"],
            "id": new_id(),
            "tag": f"E280116000{number:014}",
            "item_id": piece["id"],
            "bound_at": NOW,
        }
        for number, piece in enumerate(pieces, first)
        if number % 10
    ]
