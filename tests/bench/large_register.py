"""A made-up register as large as is wanted: `CARDS` cards with ten pieces for each seven of them, nine in ten tagged.

Filling it with 700,000 cards, which are a million things, takes ten minutes.
"""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from inventory.actions.school.schools import create_school
from inventory.ids import SchoolId, new_id
from inventory.register import ItemState
from inventory.store.bulk import insert_rows
from inventory.store.engine import Database
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person

CARDS = int(os.environ.get("CARDS", "100000"))
AT_ONCE, ROOMS, PEOPLE = 50_000, 4_000, 800
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
NAMES = ("课桌", "课椅", "台式计算机", "投影机", "空调", "激光打印机", "书柜", "显微镜", "钢琴", "实验台")
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴", "芳伟敏静丽强磊军洋艳华明英杰娟涛超霞平刚"


def large_register(database: Database) -> SchoolId:
    """Fills the database with it."""
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
    unknown = dict.fromkeys(("import_id", "accumulated"))
    acquired = date(year, 1, 1) + timedelta(dice.randrange(365)) if number % 11 else None
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
        "acquired": acquired,
        "posted": acquired,
        "life_months": 60 if number % 3 else None,
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
