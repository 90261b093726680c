"""Many rows at once are stored and changed as SQLAlchemy stores one."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import insert, literal_column, select
from sqlalchemy.exc import IntegrityError

from inventory.ids import new_id, new_ids
from inventory.matching import TEXTS, VALUES
from inventory.store.bulk import insert_rows, update_rows
from inventory.store.engine import Database
from inventory.store.register import Asset
from tests.people import School, a_school


def test_rows_in_bulk_are_stored_as_one_by_one(database: Database) -> None:
    school = a_school(database, register="asset_no,name\nA-1,投影仪\n")
    rows = [a_card(school, number) for number in range(4)]

    with database.write() as session:
        insert_rows(session, Asset, rows[:2])
        session.execute(insert(Asset), rows[2:])

    with database.read() as session:
        ours = select(Asset).where(Asset.import_key.startswith("k")).order_by(Asset.import_key)
        columns = [column.name for column in Asset.__table__.columns if column.name not in ("id", "import_key")]
        said = [[getattr(card, name) for name in columns] for card in session.scalars(ours)]
        assert (4, [said[0]] * 4) == (len(said), said)


def test_every_row_is_stored_however_many_there_are(database: Database) -> None:
    school = a_school(database)
    rows = [a_card(school, number) for number in range(101)]

    with database.write() as session:
        insert_rows(session, Asset, rows)

    with database.read() as session:
        stored = select(Asset.id).where(Asset.school_id == school.id, Asset.import_key.startswith("k"))
        assert {row["id"] for row in rows} == set(session.scalars(stored))


@pytest.mark.parametrize("count", [1, 2])
def test_rows_may_name_their_ids_as_they_are_stored(database: Database, count: int) -> None:
    school = a_school(database)
    ids = new_ids(count)

    with database.write() as session:
        insert_rows(session, Asset, [a_card(school, number) | {"id": each} for number, each in enumerate(ids)])

    with database.read() as session:
        stored = select(Asset.id).where(Asset.school_id == school.id, Asset.import_key.startswith("k"))
        assert set(map(UUID, ids)) == set(session.scalars(stored))


def test_a_row_that_is_there_already_is_refused_as_ever(database: Database) -> None:
    school = a_school(database)
    row = a_card(school, 1)

    with pytest.raises(IntegrityError), database.write() as session:
        insert_rows(session, Asset, [row, row])


def test_rows_are_changed_by_their_keys_and_no_other(database: Database) -> None:
    school = a_school(database)
    rows = [a_card(school, number) for number in range(3)]
    keys = [{"school_id": school.id, "id": row["id"]} for row in rows]
    said = {"name": "%书柜", "cost": Decimal("0.10"), "acquired": date(2024, 2, 29), "custom": {"a": "1"}}

    with database.write() as session:
        insert_rows(session, Asset, rows)
        update_rows(session, Asset, [key | said for key in keys[:2]], revision=Asset.revision + literal_column("1"))

    with database.read() as session:
        ours = select(Asset).where(Asset.import_key.startswith("k")).order_by(Asset.import_key)
        cards = session.scalars(ours).all()
        assert [2, 2, 1] == [card.revision for card in cards]
        assert [said, said] == [{name: getattr(card, name) for name in said} for card in cards[:2]]
        assert rows[2]["name"] == cards[2].name


def test_no_rows_are_no_statement(database: Database) -> None:
    with database.write() as session:
        insert_rows(session, Asset, [])
        update_rows(session, Asset, [])


def a_card(school: School, number: int) -> dict[str, object]:
    said = dict.fromkeys(TEXTS, "“é”\\") | dict.fromkeys(VALUES)
    known = {
        "by_number": False,
        "cost": Decimal("12.34"),
        "posted": date(2024, 2, 29),
        "quantity": 2,
        "others": {"校区": "东"},
    }
    ids = {"school_id": school.id, "id": new_id(), "import_id": None, "category_id": None, "department_id": None}
    return {**said, **known, **ids, "import_key": f"k{number}"}
