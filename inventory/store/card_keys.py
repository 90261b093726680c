"""What cards are sorted by and cut out by ranges, apart from all else that they say.

The rows are narrow, and stored in the order of the numbers by which the index of the search calls the cards: a
database reads a million of them sooner than some thousand whole cards.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Index, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import Table
from inventory.store.bulk import insert_columns
from inventory.store.parts import among
from inventory.store.written import Written


class CardKey(Table):
    """A card that was not merged into another. `number` is that of its text; the rest stands on the card.

    Each index holds all that is asked of the cards in its order. `year` is that of the day it was acquired: the
    numbers of most registers grow with it.
    """

    __tablename__ = "card_key"
    __table_args__ = (
        Index(None, "school_id", "asset_no", "number", "cost", "acquired"),
        Index(None, "school_id", "name", "number", "cost", "acquired"),
        Index(None, "school_id", "cost", "number", "acquired"),
        Index(None, "school_id", "acquired", "number", "cost"),
        Index(None, "school_id", "year", "asset_no", "number", "acquired", "cost"),
    )

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asset_id: Mapped[UUID]
    asset_no: Mapped[str]
    name: Mapped[str]
    cost: Mapped[Decimal | None]
    acquired: Mapped[date | None]
    year: Mapped[int | None]


class Key(NamedTuple):
    """The number of a card's text, and what stands on the card."""

    number: int
    asset_id: Written
    asset_no: str
    name: str
    cost: Decimal | None
    acquired: date | None


def add_keys(session: Session, school: SchoolId, keys: Sequence[Key]) -> None:
    """Lists these cards, which have a text, by what stands on them now."""
    if not keys:
        return
    columns: dict[str, Sequence[Any]] = dict(zip(Key._fields, zip(*keys, strict=True), strict=True))
    years = [day.year if day else None for day in columns["acquired"]]
    insert_columns(session, CardKey, columns | {"school_id": [school] * len(keys), "year": years})


def drop_keys(session: Session, school: SchoolId, numbers: Sequence[int]) -> None:
    """Lists the cards no longer whose texts have these numbers, as many as one statement takes."""
    gone = delete(CardKey).where(CardKey.school_id == school, among(session, CardKey.number, numbers))
    session.execute(gone.execution_options(synchronize_session=False))
