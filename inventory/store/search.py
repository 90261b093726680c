"""What cards are found by, and how each database looks it up.

The prepared text of a card (`inventory.searching`) is an ordinary column. Over it SQLite has a table of FTS5 (manual,
section 4.3.4: the trigram tokenizer), which is told of every change here; PostgreSQL has a GIN index over the
trigrams of the text, which it keeps by itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any
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
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import Table
from inventory.store.bulk import insert_columns
from inventory.store.parts import among, in_parts

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


def texts_of(session: Session, school: SchoolId, assets: Sequence[UUID]) -> dict[UUID, str]:
    """The texts that these cards, as many as one statement takes, are found by now."""
    return dict(session.execute(select(CardText.asset_id, CardText.text).where(*_of(session, school, assets))).all())


def numbers_of(session: Session, school: SchoolId, assets: Sequence[UUID]) -> dict[UUID, int]:
    """The numbers of the texts of these cards, as many as one statement takes."""
    return dict(
        session.execute(select(CardText.asset_id, CardText.number).where(*_of(session, school, assets))).all()
    )


def add_texts(session: Session, school: SchoolId, texts: Mapping[UUID, str]) -> dict[UUID, int]:
    """Cards found from now on by these texts that were not to be found before; their numbers."""
    if not texts:
        return {}
    first = (session.scalar(select(func.max(CardText.number))) or 0) + 1
    numbers, said = range(first, first + len(texts)), list(texts.values())
    its: dict[str, Sequence[Any]] = {"asset_id": list(texts), "number": numbers, "text": said}
    insert_columns(session, CardText, its | {"school_id": [school] * len(said)})
    if _sqlite(session):
        session.connection().exec_driver_sql(_TO_INDEX, list(zip(numbers, said, strict=True)))
    return dict(zip(texts, numbers, strict=True))


def change_texts(session: Session, school: SchoolId, texts: Mapping[UUID, str]) -> None:
    """Cards found from now on by other texts than before."""
    if not texts:
        return
    _unindex(session, school, list(texts))
    session.execute(
        update(CardText), [{"school_id": school, "asset_id": asset, "text": text} for asset, text in texts.items()]
    )
    _index(session, school, list(texts))


def drop_texts(session: Session, school: SchoolId, assets: Sequence[UUID]) -> None:
    """Cards no longer to be found."""
    for some in in_parts(assets):
        _unindex(session, school, some)
        gone = delete(CardText).where(*_of(session, school, some))
        session.execute(gone.execution_options(synchronize_session=False))


def drop_all_texts(session: Session) -> None:
    """Nothing is to be found any more, whatever state the index was in (manual, section 6: delete-all)."""
    session.execute(delete(CardText))
    if _sqlite(session):
        session.execute(insert(INDEX).values({BY_DATABASE: "delete-all"}))


INDEX = table(BY_DATABASE, column("rowid", Integer), column("text"), column(BY_DATABASE))
"""The index of SQLite; its rows come in the order of their numbers at no cost."""

_TO_INDEX = f"INSERT INTO {BY_DATABASE} (rowid, text) VALUES (?, ?)"  # noqa: S608 - both are names of ours


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


def _index(session: Session, school: SchoolId, assets: Sequence[UUID]) -> None:
    if _sqlite(session):
        for some in in_parts(assets):
            told = select(CardText.number, CardText.text).where(*_of(session, school, some)).order_by(CardText.number)
            session.execute(insert(INDEX).from_select(["rowid", "text"], told))


def _unindex(session: Session, school: SchoolId, assets: Sequence[UUID]) -> None:
    """SQLite must be told the text that it forgets."""
    if _sqlite(session):
        for some in in_parts(assets):
            told = select(literal("delete"), CardText.number, CardText.text).where(*_of(session, school, some))
            session.execute(insert(INDEX).from_select([BY_DATABASE, "rowid", "text"], told))


def _of(
    session: Session, school: SchoolId, assets: Sequence[UUID]
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return CardText.school_id == school, among(session, CardText.asset_id, assets)


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
