"""What cards are found and sorted by, put together from rows about them, whether those were read or are in hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from inventory.facets import Facet, Lack, facet_word
from inventory.register import ItemState
from inventory.searching import card_text
from inventory.store.card_keys import Key
from inventory.store.written import Written, as_id

NAMED = 3
"""So many names end the row of a card: its own, its category's and its department's."""


@dataclass(slots=True)
class Words:
    """What one card is found and sorted by, while it is gathered."""

    is_merged: bool
    sorted_by: tuple[str, str, Decimal | None, date | None]
    by_number: bool
    said: list[str]
    named: list[str]
    facets: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """What the card is found by, prepared."""
        return card_text(self.said, self.named, self.facets)


def words_of(rows: Iterable[Any]) -> dict[Written, Words]:
    """Of each card what stands on it.

    A row has the ids of card, category, department and of the card it was merged into; whether it is counted by its
    number, its own fields, cost and day of acquisition; then texts, its number first, and the names that are found
    by their sound, too.
    """
    cards: dict[Written, Words] = {}
    for row, category, department, whole, by_number, custom, cost, acquired, *texts in rows:
        said, named = texts[:-NAMED], texts[-NAMED:]
        sorted_by = (said[0], named[0], cost, acquired)
        cards[row] = card = Words(
            whole is not None, sorted_by, by_number, [*filter(None, said)], [*filter(None, named)]
        )
        card.said += map(str, custom.values())
        card.facets |= _of_card(category, department, cost is None, acquired is None)
    return cards


def add_pieces(cards: Mapping[Written, Words], rows: Iterable[Any]) -> None:
    """Adds what is said of the pieces of these cards; a row for each piece and tag that it carries now, one if none.

    A row has the ids of card, room and custodian, the state, tag, number and serial number, the code of the room, and
    the names of room, custodian and user.
    """
    for row, room, keeper, state, *texts, name, kept_by, used_by in rows:
        card = cards[row]
        card.said += filter(None, texts)
        card.named += filter(None, (name, kept_by, used_by))
        card.facets |= _of_piece(room, keeper, state, texts[0] is None and not card.by_number)


def keys_of(cards: Mapping[Written, Words], numbers: Mapping[Written, int]) -> list[Key]:
    """What these cards are listed by, by the numbers of their texts; those that were merged are not listed."""
    return [Key(numbers[row], row, *card.sorted_by) for row, card in cards.items() if not card.is_merged]


@lru_cache(maxsize=65_536)
def _of_card(category: Written, department: Written, no_cost: bool, no_day: bool) -> frozenset[str]:
    lacks = {Lack.COST: no_cost, Lack.ACQUIRED: no_day}
    lacking = (facet_word(Facet.LACKS, lack) for lack, is_lacking in lacks.items() if is_lacking)
    return frozenset((*_has(Facet.CATEGORY, category, Lack.CATEGORY), *_has(Facet.DEPARTMENT, department), *lacking))


@lru_cache(maxsize=65_536)
def _of_piece(room: Written, keeper: Written, state: str, lacks_tag: bool) -> frozenset[str]:
    """Only pieces on the books are in a room, or lack a tag. A card that is counted by its number lacks none."""
    words = [facet_word(Facet.STATE, state)]
    if state != ItemState.RETIRED.value:
        words += [*_has(Facet.ROOM, room, Lack.ROOM), *_has(Facet.KEEPER, keeper, Lack.KEEPER)]
        if lacks_tag:
            words.append(facet_word(Facet.LACKS, Lack.TAG))
    return frozenset(words)


def _has(facet: Facet, row: Written, lack: Lack | None = None) -> list[str]:
    """The word for what is there, or for what is lacking."""
    if row is not None:
        return [facet_word(facet, as_id(row))]
    return [facet_word(Facet.LACKS, lack)] if lack else []
