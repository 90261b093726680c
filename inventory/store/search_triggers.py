"""Triggers by which the database itself notes every card that must be found by something else from now on.

So no way of changing the register can forget it. They are made anew after every migration: SQLite drops those of a
table with the old copy of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection, text


class _Watched(NamedTuple):
    """A table, the events on it that matter, and the cards concerned, by the row that is `new` or `old`."""

    table: str
    events: tuple[str, ...]
    cards: str


_ANY = ("INSERT", "UPDATE", "DELETE")
_OF_A_PIECE = "UPDATE OF room_id, keeper_id, user_id, state, number, serial, asset_id"
_PIECES = "SELECT DISTINCT school_id, asset_id FROM item WHERE school_id = {row}.school_id AND "
_CARDS = "SELECT school_id, id FROM asset WHERE school_id = {row}.school_id AND "

WATCHED = (
    _Watched("asset", _ANY, "SELECT {row}.school_id, {row}.id WHERE true"),
    _Watched("item", ("INSERT", _OF_A_PIECE, "DELETE"), "SELECT {row}.school_id, {row}.asset_id WHERE true"),
    _Watched("tag_binding", _ANY, _PIECES + "id = {row}.item_id"),
    _Watched("room", ("UPDATE OF code, name",), _PIECES + "room_id = {row}.id"),
    _Watched("person", ("UPDATE OF name",), _PIECES + "(keeper_id = {row}.id OR user_id = {row}.id)"),
    _Watched("category", ("UPDATE OF code, name",), _CARDS + "category_id = {row}.id"),
    _Watched("department", ("UPDATE OF name",), _CARDS + "department_id = {row}.id"),
)
"""Nothing changes the card or the piece that something belongs to, so of an update the new row tells enough."""


def watch_cards(connection: Connection) -> None:
    """Makes the triggers that are not there."""
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        connection.execute(text(statement))


@contextmanager
def unwatched(connection: Connection) -> Iterator[None]:
    """SQLite does not note new rows meanwhile: whoever enters thousands sees to it himself that they are found.

    To note each takes a tenth of the time. The triggers are gone within this transaction only, in which nobody else
    writes, and they come back with it if it fails. PostgreSQL would lock the tables for that, so it notes on.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    for watched in WATCHED:
        connection.execute(text(f"DROP TRIGGER IF EXISTS {_name(watched, 'INSERT')}"))
    try:
        yield
    finally:
        watch_cards(connection)


def _name(watched: _Watched, event: str) -> str:
    return f"{watched.table}_{event.split()[0].lower()}_makes_stale"


def _notes(watched: _Watched, event: str) -> str:
    row = "old" if event == "DELETE" else "new"
    return f"INSERT INTO card_stale (school_id, asset_id) {watched.cards.format(row=row)} ON CONFLICT DO NOTHING"


def _sqlite() -> Iterator[str]:
    for watched in WATCHED:
        for event in watched.events:
            name = _name(watched, event)
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {watched.table} "
                f"BEGIN {_notes(watched, event)}; END"
            )


def _postgresql() -> Iterator[str]:
    for watched in WATCHED:
        for event in watched.events:
            name = _name(watched, event)
            yield (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {_notes(watched, event)}; RETURN NULL; END $$"
            )
            yield (
                f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {watched.table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
