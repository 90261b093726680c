"""What cards are found by, and how each database looks it up.

The prepared text of a card (`inventory.searching`) is an ordinary column. Over it SQLite has a table of FTS5 (manual,
section 4.3.4: the trigram tokenizer), which is told of every change here; PostgreSQL has a GIN index over the
trigrams of the text, which it keeps by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Index,
    Integer,
    String,
    and_,
    column,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import Table
from inventory.store.bulk import insert_columns, update_rows
from inventory.store.parts import among
from inventory.store.written import Written, written

BY_DATABASE = "card_trigram"
"""How the names of what a database keeps over the texts begin; the program knows no such tables."""


class CardText(Table):
    """The prepared text of a card. `number` counts the cards as they were entered, over all schools."""

    __tablename__ = "card_text"
    __table_args__ = (Index(None, "number", "asset_id"),)

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    asset_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int]
    text: Mapped[str]


class CardStale(Table):
    """A card of which something changed in this transaction; empty in between (`inventory.store.search_triggers`)."""

    __tablename__ = "card_stale"

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    asset_id: Mapped[UUID] = mapped_column(primary_key=True)


class Known(NamedTuple):
    """A text that a card is found by, and its number."""

    number: int
    text: str


def texts_of(session: Session, school: SchoolId, assets: Sequence[UUID]) -> dict[UUID, str]:
    """The texts that these cards, as many as one statement takes, are found by now."""
    return dict(session.execute(select(CardText.asset_id, CardText.text).where(*_of(session, school, assets))).all())


def known_texts(session: Session, school: SchoolId, assets: Sequence[Written]) -> dict[Written, Known]:
    """The texts that these cards, as many as one statement takes, are found by now, with their numbers."""
    its = (*written(CardText.asset_id), CardText.number, CardText.text)
    rows = session.connection().execute(select(*its).where(*_of(session, school, assets)))
    return {asset: Known(*known) for asset, *known in rows}


def add_texts(session: Session, school: SchoolId, texts: Mapping[Written, str]) -> dict[Written, int]:
    """Cards found from now on by these texts that were not to be found before; their numbers."""
    if not texts:
        return {}
    first = (session.scalar(select(func.max(CardText.number))) or 0) + 1
    numbers, said = range(first, first + len(texts)), list(texts.values())
    its: dict[str, Sequence[Any]] = {"asset_id": list(texts), "number": numbers, "text": said}
    insert_columns(session, CardText, its | {"school_id": [school] * len(said)})
    _tell_index(session, zip(repeat(_ENTER), numbers, said))
    return dict(zip(texts, numbers, strict=True))


def change_texts(session: Session, school: SchoolId, texts: Mapping[Written, tuple[Known, str]]) -> None:
    """Cards found from now on by the second of the texts, not by the one before.

    The index forgets one and enters the other card by card: whenever it is told of an earlier card than the last it
    begins a new list of all words, which costs as much as all the cards in it.
    """
    keyed = [{"school_id": school, "asset_id": asset, "text": text} for asset, (_, text) in texts.items()]
    update_rows(session, CardText, keyed)
    in_order = sorted(texts.values())
    both = (((_FORGET, *was), (_ENTER, was.number, text)) for was, text in in_order)
    _tell_index(session, chain.from_iterable(both))


def drop_texts(session: Session, school: SchoolId, texts: Mapping[Written, Known]) -> None:
    """Cards no longer to be found, as many as one statement takes."""
    if texts:
        _tell_index(session, ((_FORGET, *was) for was in sorted(texts.values())))
        gone = delete(CardText).where(*_of(session, school, list(texts)))
        session.execute(gone.execution_options(synchronize_session=False))


def drop_all_texts(session: Session) -> None:
    """Nothing is to be found any more, whatever state the index was in (manual, section 6: delete-all)."""
    session.execute(delete(CardText))
    if _sqlite(session):
        session.execute(insert(INDEX).values({BY_DATABASE: "delete-all"}))


INDEX = table(BY_DATABASE, column("rowid", Integer), column("text"), column(BY_DATABASE))
"""The index of SQLite; its rows come in the order of their numbers at no cost."""

_TOLD = f"INSERT INTO {BY_DATABASE} ({BY_DATABASE}, rowid, text) VALUES (?, ?, ?)"  # noqa: S608 - all are names of ours
_ENTER, _FORGET = None, "delete"
"""What the index is told to do with a text; to forget one it must be told the text (manual, section 6.5)."""


def searched(session: Session) -> tuple[FromClause | type[CardText], ColumnElement[int]]:
    """Where texts are looked for, those of all schools, and the number of the card of each."""
    return (INDEX, INDEX.c.rowid) if _sqlite(session) else (CardText, CardText.number.expression)


def having(session: Session, wanted: Sequence[Sequence[str]]) -> ColumnElement[bool]:
    """That a text contains one at least of each of these parts, none of which is shorter than three signs."""
    if _sqlite(session):
        return matches(wanted)
    return and_(*(or_(*(_contains(part) for part in parts)) for parts in wanted))


def matches(wanted: Sequence[Sequence[str]]) -> ColumnElement[bool]:
    """The question to FTS5 (manual, section 3): strings as they are, none of them words of its language."""
    said = (" OR ".join('"{}"'.format(part.replace('"', '""')) for part in parts) for parts in wanted)
    return INDEX.c[BY_DATABASE].op("MATCH")(" AND ".join(f"({parts})" for parts in said))


def _contains(part: str) -> ColumnElement[bool]:
    return and_(
        func.trigrams(CardText.text).op("@>")(func.trigrams(literal(part, String))),
        func.strpos(CardText.text, part) > 0,
    )


def _tell_index(session: Session, told: Iterable[tuple[str | None, int, str]]) -> None:
    """One text a statement: FTS5 would write all it was told so far before each statement of several."""
    if _sqlite(session) and (rows := list(told)):
        session.connection().exec_driver_sql(_TOLD, rows)


def _of(
    session: Session, school: SchoolId, assets: Sequence[Written]
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return CardText.school_id == school, among(session, CardText.asset_id, assets)


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
