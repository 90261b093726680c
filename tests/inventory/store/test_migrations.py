"""The migrations make exactly the tables the program has, and never touch a database from the future."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CHAR, MetaData, Table, Uuid, func, select, text

from inventory.actions.campaign.closing import close_stocktake
from inventory.actions.campaign.standing import standing
from inventory.campaign import Status
from inventory.ids import SchoolId, StockTakeId
from inventory.store.engine import Database
from inventory.store.migrate import NewerDatabase, migrate
from inventory.store.search import BY_DATABASE
from inventory.store.stocktakes import Pass, StockTake
from inventory.store.tables import METADATA
from tests.people import NOW


def test_the_migrated_database_has_the_tables_of_the_program(database: Database) -> None:
    with database.engine.connect() as connection:
        options = {"include_name": lambda name, *_: not (name or "").startswith(BY_DATABASE)}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)

    assert [] == differences


def test_migrating_again_changes_nothing(database: Database) -> None:
    migrate(database)

    with database.read() as session:
        assert 1 == session.scalar(text("SELECT count(*) FROM alembic_version"))


BEFORE_CAMPAIGNS = "0005"
CLOSED, OPEN = UUID(int=1), UUID(int=2)
IN_TIME, TOO_LATE, GOING_ON = UUID(int=1), UUID(int=2), UUID(int=3)


def _a_row(table: Table, **said: object) -> dict[str, Any]:
    """Something for every column of which nothing is said. All ids are one, so that every reference holds."""
    made = {
        str: "closed",
        int: 1,
        float: 1,
        bool: True,
        object: {},
        dict: {},
        bytes: b"",
        date: NOW.date(),
        datetime: NOW,
        Decimal: 1,
    }
    ids = {column.name: UUID(int=1) for column in table.columns if isinstance(column.type, CHAR | Uuid)}
    row = {column.name: made.get(column.type.python_type) for column in table.columns} | ids | said
    of_text = {column.name for column in table.columns if isinstance(column.type, CHAR)}  # ids in SQLite
    return {name: value.hex if name in of_text and isinstance(value, UUID) else value for name, value in row.items()}


@pytest.fixture
def filled(unmade_database: Database) -> tuple[Database, dict[str, int]]:
    """A database of the version before stock-takes were campaigns, and the rows of each table.

    One stock-take is closed, a walk of it came an hour later; in another one somebody walks.
    """
    database, there = unmade_database, MetaData()
    migrate(database, BEFORE_CAMPAIGNS)
    with database.engine.begin() as connection:
        there.reflect(connection)
        tables = [table for table in there.sorted_tables if table.name != "alembic_version"]
        for table in tables:
            of_an_item = {"room_id": None, "person_id": None} if table.name == "tag_binding" else {}
            connection.execute(table.insert().values(_a_row(table, **of_an_item)))
        walks, later = there.tables["pass"], NOW + timedelta(hours=1)
        going_on = {"status": "counting", "closed_at": None, "closed_by": None}
        for table, said in (
            (there.tables["stocktake"], {"id": OPEN} | going_on),
            (there.tables["room_count"], {"stocktake_id": OPEN}),
            (walks, {"id": TOO_LATE, "received_at": later}),
            (walks, {"id": GOING_ON, "received_at": later, "stocktake_id": OPEN}),
        ):
            connection.execute(table.insert().values(_a_row(table, **said)))
    return database, _counts(database, tables)


def _counts(database: Database, tables: Iterable[Table]) -> dict[str, int]:
    with database.read() as session:
        return {table.name: session.scalars(select(func.count()).select_from(table)).one() for table in tables}


def test_an_upgrade_keeps_every_row_and_what_refers_to_it(filled: tuple[Database, dict[str, int]]) -> None:
    database, rows = filled

    migrate(database)

    assert rows == _counts(database, [METADATA.tables[name] for name in rows])
    if database.engine.dialect.name == "sqlite":
        with database.read() as session:
            assert [] == session.execute(text("PRAGMA foreign_key_check")).all()


def test_an_upgrade_says_of_old_stock_takes_which_are_closed_and_which_walks_came_late(
    filled: tuple[Database, dict[str, int]],
) -> None:
    database, _ = filled

    migrate(database)

    with database.read() as session:
        closings = dict(session.execute(select(StockTake.id, StockTake.closing)).all())
        late = dict(session.execute(select(Pass.id, Pass.late)).all())
    assert {CLOSED: 1, OPEN: 0} == closings
    assert {IN_TIME: False, TOO_LATE: True, GOING_ON: False} == late


def test_what_an_older_version_left_open_is_judged_and_closed(filled: tuple[Database, dict[str, int]]) -> None:
    database, _ = filled
    migrate(database)

    with database.write() as session:
        close_stocktake(session, SchoolId(UUID(int=1)), StockTakeId(OPEN), by="Ada", at=NOW)

    with database.read() as session:
        assert Status.CLOSED is standing(session, SchoolId(UUID(int=1)), StockTakeId(OPEN)).status


@pytest.fixture
def of_a_later_version(database: Database) -> Iterator[Database]:
    with database.write() as session:
        known = session.scalar(text("SELECT version_num FROM alembic_version"))
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    yield database
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :known"), {"known": known})


def test_a_database_of_a_later_version_is_refused_untouched(of_a_later_version: Database) -> None:
    with pytest.raises(NewerDatabase, match="9999"):
        migrate(of_a_later_version)


def test_every_table_of_the_trade_has_the_school_first_in_its_key() -> None:
    keys = {table.name: [column.name for column in table.primary_key] for table in METADATA.sorted_tables}
    school = keys.pop("school")

    assert ["id"] == school
    assert {"school_id"} == {key[0] for key in keys.values()}


def test_every_reference_carries_the_school() -> None:
    references = [
        [element.parent.name for element in constraint.elements]
        for table in METADATA.sorted_tables
        for constraint in table.foreign_key_constraints
        if constraint.referred_table.name != "school"
    ]

    assert all("school_id" in columns for columns in references)


def test_sqlite_is_opened_safe(sqlite_url: str) -> None:
    with closing(Database(sqlite_url)) as database, database.read() as session:
        settings = [
            session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert ["wal", 2, 1] == settings
