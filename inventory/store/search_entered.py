"""Makes new cards findable by their rows in hand as they are stored: nothing is read back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.ids import SchoolId
from inventory.store.bulk import Columns
from inventory.store.card_keys import add_keys
from inventory.store.hexed import hexed
from inventory.store.parts import among
from inventory.store.places import Room
from inventory.store.register import Category
from inventory.store.schools import Department, Person
from inventory.store.search import CardStale, add_texts
from inventory.store.search_texts import SAID
from inventory.store.search_words import add_pieces, keys_of, words_of
from inventory.store.written import Written

_NUMBER, *_TEXTS = (column.key for column in SAID if column.class_ is not Category)
_Named = Mapping[Written, Sequence[str]]


def find_entered(
    session: Session, school: SchoolId, cards: Columns, pieces: Columns, tags: Sequence[Sequence[str]]
) -> None:
    """New cards, as many as one statement takes, and all their pieces, by column as they were stored.

    `tags` are those of each piece, none if it has none. All ids are 32 hexadecimal digits. It makes no difference
    whether the database has noted the cards, too (`inventory.store.search_triggers`).
    """
    gathered = words_of(_cards(session, school, cards))
    add_pieces(gathered, _pieces(session, school, pieces, tags))
    numbers = add_texts(session, school, {card: words.text for card, words in gathered.items()})
    add_keys(session, school, keys_of(gathered, numbers))
    these = (CardStale.school_id == school, among(session, CardStale.asset_id, list(gathered)))
    session.execute(delete(CardStale).where(*these))


def _cards(session: Session, school: SchoolId, cards: Columns) -> Iterator[tuple[Any, ...]]:
    """Rows as `words_of` wants them, of no merged card; columns in which no card says anything are left out."""
    categories = _said(session, school, cards["category_id"], Category.code, Category.name)
    codes, kinds = _columns(categories, cards["category_id"], 2)
    departments = _said(session, school, cards["department_id"], Department.name)
    belonging = _columns(departments, cards["department_id"], 1)
    its = (cards[name] for name in ("by_number", "custom", "cost", "acquired", _NUMBER))
    ids = (cards["id"], cards["category_id"], cards["department_id"], [None] * len(codes))
    texts = (cards[name] for name in _TEXTS if any(cards[name]))
    return zip(*ids, *its, *texts, codes, cards["name"], kinds, *belonging, strict=True)


def _pieces(
    session: Session, school: SchoolId, pieces: Columns, tags: Sequence[Sequence[str]]
) -> Iterator[tuple[Any, ...]]:
    """Rows as `add_pieces` wants them."""
    rooms = _said(session, school, pieces["room_id"], Room.code, Room.name)
    people = _said(session, school, [*pieces["keeper_id"], *pieces["user_id"]], Person.name)
    its = (pieces[name] for name in ("asset_id", "room_id", "keeper_id", "state", "number", "serial"))
    users = _columns(people, pieces["user_id"], 1)
    names = (*_columns(rooms, pieces["room_id"], 2), *_columns(people, pieces["keeper_id"], 1), *users)
    for carried, (card, room, keeper, state, *said) in zip(tags, zip(*its, *names, strict=True), strict=True):
        for tag in carried or (None,):
            yield card, room, keeper, state, tag, *said


def _said(
    session: Session, school: SchoolId, which: Sequence[Written], *columns: InstrumentedAttribute[str]
) -> _Named:
    """By id what the rows say that so many others refer to."""
    table = columns[0].class_
    rows = select(hexed(table.id), *columns).where(
        table.school_id == school, among(session, table.id, [*set(which) - {None}])
    )
    return {row: said for row, *said in session.execute(rows)}


def _columns(named: _Named, which: Sequence[Written], count: int) -> Sequence[Sequence[str]]:
    """What the rows say that are referred to, by column; "" where none is."""
    nothing = [""] * count
    return list(zip(*(named.get(row, nothing) for row in which), strict=True)) or [()] * count
