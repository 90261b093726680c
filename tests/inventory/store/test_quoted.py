"""Rows that are about to be stored say the same to a sum as when they are read back."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from inventory.ids import new_id
from inventory.matching import TEXTS, VALUES
from inventory.store.base import Table
from inventory.store.bulk import Columns, insert_columns
from inventory.store.engine import Database
from inventory.store.quoted import quoted, quoted_here
from inventory.store.register import Asset, Item, TagBinding
from tests.people import School, a_school

SHANGHAI = timezone(timedelta(hours=8))
NEVER_SAID = "revision"


def test_rows_in_hand_are_quoted_as_the_database_quotes_them(database: Database) -> None:
    school = a_school(database)

    cards = some_cards(school)
    pieces = some_pieces(school, cards)

    for table, rows in ((Asset, cards), (Item, pieces), (TagBinding, some_tags(school, pieces))):
        here, there = quoted_twice(database, table, rows)
        assert there == here


def test_one_row_is_quoted_like_many(database: Database) -> None:
    school = a_school(database)

    card = {name: values[:1] for name, values in some_cards(school).items()}

    here, there = quoted_twice(database, Asset, card)
    assert there == here


def said(table: type[Table]) -> list[str]:
    names = [column.name for column in table.__table__.columns if column.name not in ("id", NEVER_SAID, "labelled")]
    return ["id", *names]


def quoted_twice(database: Database, table: Any, rows: Columns) -> tuple[list[str], list[str]]:
    with database.write() as session:
        stored = insert_columns(session, table, rows)
        here = list(quoted_here(table, said(table), stored))
        texts = select(quoted(*(getattr(table, name) for name in said(table)))).where(table.id.in_(rows["id"]))
        return here, list(session.scalars(texts.order_by(table.id)))


def some_cards(school: School) -> Columns:
    ids = [new_id() for _ in range(3)]
    same = dict.fromkeys(TEXTS, ["“é” 100 %"] * 3) | dict.fromkeys(VALUES, [None] * 3)
    return {
        **same,
        "school_id": [school.id] * 3,
        "id": ids,
        "import_key": ["a", 'b"', '"%s'],
        "import_id": [None] * 3,
        "category_id": [None] * 3,
        "department_id": [None] * 3,
        "quantity": [1, 2, 1],
        "cost": [Decimal("0.10"), None, Decimal(7)],
        "accumulated": [Decimal("1.00"), Decimal(1), Decimal("1.0")],
        "acquired": [date(2024, 2, 29), date(1999, 1, 1), None],
        "others": [{"校区": '东"'}, {}, {}],
        "custom": [{}, {}, {}],
        "by_number": [True, False, True],
        "merged_into": [None, None, ids[0]],
    }


def some_pieces(school: School, cards: Columns) -> Columns:
    return {
        "school_id": [school.id] * 3,
        "id": [new_id() for _ in range(3)],
        "asset_id": cards["id"],
        "position": [1, 1, 1],
        "room_id": [None] * 3,
        "keeper_id": [None] * 3,
        "user_id": [None] * 3,
        "state": ["in use"] * 3,
        "number": ["", "1-1", ""],
        "removed_on": [None, date(2026, 1, 2), None],
    }


def some_tags(school: School, pieces: Columns) -> Columns:
    return {
        "school_id": [school.id] * 3,
        "id": [new_id() for _ in range(3)],
        "tag": ["E2001", "E2002", "E2003"],
        **dict.fromkeys(("tid", "room_id", "person_id"), [None] * 3),
        "item_id": pieces["id"],
        "bound_at": [datetime(2026, 11, 20, 8, 0, 5, 7, tzinfo=zone) for zone in (UTC, SHANGHAI, UTC)],
        "unbound_at": [None, None, datetime(2026, 11, 20, tzinfo=UTC)],
    }
