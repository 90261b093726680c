"""Many rows at once are stored as SQLAlchemy stores one."""

from datetime import date
from decimal import Decimal

from sqlalchemy import insert, select

from inventory.ids import new_id
from inventory.matching import TEXTS, VALUES
from inventory.store.bulk import TOGETHER, insert_rows
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


def test_every_row_is_stored_however_many_go_together(database: Database) -> None:
    school = a_school(database)
    rows = [a_card(school, number) for number in range(2 * TOGETHER + 1)]

    with database.write() as session:
        insert_rows(session, Asset, rows)

    with database.read() as session:
        stored = select(Asset.id).where(Asset.school_id == school.id, Asset.import_key.startswith("k"))
        assert {row["id"] for row in rows} == set(session.scalars(stored))


def test_no_rows_are_no_statement(database: Database) -> None:
    with database.write() as session:
        insert_rows(session, Asset, [])


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
