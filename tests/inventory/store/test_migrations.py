"""The migrations make exactly the tables the program has, and never touch a database from the future."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CHAR, MetaData, Table, func, select, text

from inventory.store.engine import Database
from inventory.store.migrate import NewerDatabase, migrate
from inventory.store.tables import METADATA
from tests.people import NOW


def test_the_migrated_database_has_the_tables_of_the_program(database: Database) -> None:
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)

    assert [] == differences


def test_migrating_again_changes_nothing(database: Database) -> None:
    migrate(database)

    with database.read() as session:
        assert 1 == session.scalar(text("SELECT count(*) FROM alembic_version"))


BEFORE_CAMPAIGNS = "0005"


def _a_row(table: Table) -> dict[str, Any]:
    """Something for every column. All ids are one, so that every reference holds."""
    made = {
        str: "closed",
        int: 1,
        float: 1,
        bool: True,
        object: {},
        bytes: b"",
        date: NOW.date(),
        datetime: NOW,
        Decimal: 1,
    }
    ids = {column.name: UUID(int=1).hex for column in table.columns if isinstance(column.type, CHAR)}
    return {column.name: made[column.type.python_type] for column in table.columns} | ids


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[tuple[Database, list[Table]]]:
    """A database of the version before stock-takes were campaigns, with a row in each of its tables."""
    database, there = Database(f"sqlite:///{tmp_path / 'rollcall.db'}"), MetaData()
    migrate(database, BEFORE_CAMPAIGNS)
    with database.engine.begin() as connection:
        there.reflect(connection)
        tables = [table for table in there.sorted_tables if table.name != "alembic_version"]
        connection.execute(text("PRAGMA ignore_check_constraints=ON"))  # it is only about the references
        for table in tables:
            connection.execute(table.insert().values(_a_row(table)))
    yield database, tables
    database.close()


def test_an_upgrade_keeps_every_row_and_what_refers_to_it(filled: tuple[Database, list[Table]]) -> None:
    database, tables = filled

    migrate(database)

    with database.read() as session:
        assert {1} == {session.scalar(select(func.count()).select_from(table)) for table in tables}
        assert [] == session.execute(text("PRAGMA foreign_key_check")).all()


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


def test_sqlite_is_opened_safe(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        return
    with database.read() as session:
        settings = [
            session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert ["wal", 2, 1] == settings
