"""The proof covers the whole database: a row put into any table is found, unless the guide says why it is not."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Table, Uuid, insert, select
from sqlalchemy.orm import Session

from inventory.actions.proof.proving import prove
from inventory.actions.school.schools import all_schools
from inventory.decisions import Choice
from inventory.ids import SchoolId, new_id
from inventory.store.base import Money
from inventory.store.engine import Database
from inventory.store.tables import METADATA
from tests.inventory.actions.decided import a_counted_school, close, decide_on
from tests.inventory.actions.slips import asked, taken, thing
from tests.people import NOW

GUIDE = Path(__file__).parents[3] / "deploy/guide/proof.md"

NOT_PROVEN = {
    "browser_session": "who is signed in",
    "saved_view": "kept searches",
    "card_key": "what cards are found and sorted by",
    "card_stale": "what cards are found and sorted by",
    "card_text": "what cards are found and sorted by",
    "register_shape": "how columns were understood",
    "list_shape": "how columns were understood",
    "heartbeat": "what readers tell of themselves",
    "outbox": "what readers tell of themselves",
    "presence": "where things were heard last",
    "gate_visit": "who was near a gate",
    "notice": "which notices were sent",
    "report_file": "other printed reports",
}
"""The tables in which a row may be put in unseen, and the words of the guide that say so."""

FILE = b"x"

PLAIN: Mapping[type, Any] = {bytes: FILE, str: "x", int: 977, bool: False, float: 1.0, date: NOW.date()}

ONE_BEARER = {"tag_binding": {"room_id": None, "person_id": None}}


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    """A school with documents and a closed stock-take, where nothing refuses a row; what is put in is not kept."""
    database = Database(sqlite_url)
    school, stocktake = a_counted_school(database)
    decide_on(database, school, stocktake, "A-COMPUTER", Choice.TRANSFER)
    close(database, school, stocktake)
    with database.write() as writing:
        slip = asked(writing, school, "loan", thing(writing, school, "A-SHELF"), purpose="film")
        taken(writing, school, slip, "lend")
    with database.engine.connect() as connection:
        file: Any = connection.connection.driver_connection
        file.execute("PRAGMA foreign_keys=OFF")
        yield Session(connection)
    database.close()


def test_a_row_put_into_any_table_is_found_or_the_guide_says_that_it_is_not(session: Session) -> None:
    unseen = {table.name for table in METADATA.sorted_tables if not _is_found(session, table)}

    assert NOT_PROVEN.keys() == unseen


def test_the_guide_names_what_is_not_proven() -> None:
    guide = " ".join(GUIDE.read_text("utf-8").split()).lower()

    assert [] == [words for words in NOT_PROVEN.values() if words not in guide]


def _is_found(session: Session, table: Table) -> bool:
    session.execute(insert(table), [_made_up(session, table) | ONE_BEARER.get(table.name, {})])
    found = [prove(session, SchoolId(school.id)).broken for school in all_schools(session)]
    session.rollback()
    return any(found)


def _made_up(session: Session, table: Table) -> dict[str, Any]:
    """A row under a key of its own that otherwise refers to rows there are, if any."""
    row = {column.name: _value(column) for column in table.columns}
    for reference in table.foreign_key_constraints:
        there = session.execute(select(reference.referred_table).limit(1)).mappings().first()
        if there is not None:
            row |= {each.parent.name: there[each.column.name] for each in reference.elements}
    of_school, *_, own = (*table.primary_key, *table.primary_key)
    row |= {own.name: _value(own)}
    return row if table.name == "school" else row | {of_school.name: all_schools(session)[0].id}


def _value(column: Column[Any]) -> Any:
    if column.name == "sha256":
        return sha256(FILE).hexdigest()
    if isinstance(column.type, Uuid):
        return new_id()
    if isinstance(column.type, JSON):
        return {}
    if isinstance(column.type, Money):
        return Decimal(5)
    return PLAIN.get(column.type.python_type, NOW)
