"""An asset as people look at it: the whole card, its pieces and what happened to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from inventory.categories import Category
from inventory.fields import OWN, as_text
from inventory.forms.values import Value as Said
from inventory.ids import AssetId, ItemId, MovementId
from inventory.papers import Side
from inventory.register import ItemState
from inventory.tags import Tag

Value = str | date | Decimal | int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """Where and when a thing was seen last: the code of the room."""

    room: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One piece of a card: where the books put it, who keeps and uses it, the tags it carries, where it was seen."""

    id: ItemId
    position: int
    room: str | None
    keeper: str
    state: ItemState
    tags: tuple[Tag, ...]
    user: str = ""
    number: str = ""
    serial: str = ""
    seen: Seen | None = None


class About(StrEnum):
    """What a step in the life of a thing is about."""

    ENTERED = "entered"
    CHANGE = "change"
    TAG = "tag"
    LABEL = "label"
    SIGHTING = "sighting"
    COUNT = "count"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that happened to the card or to some of its pieces.

    `what` is an English sentence with named gaps, the key of the message catalogues; `facts` fill them.
    `by` is the name of the person, program or station. `items` are the positions of the pieces, none for the card;
    `document` the one that did it, if one did, with `more` that it says, and the sides `before` and `after` it.
    """

    at: datetime
    by: str
    what: str
    facts: dict[str, str]
    items: tuple[int, ...] = ()
    document: MovementId | None = None
    reason: str = ""
    more: tuple[Said, ...] = ()
    before: Side | None = None
    after: Side | None = None
    about: About | None = None


@dataclass(frozen=True, slots=True)
class AssetCard:
    """The whole card without its pieces.

    `values` are those of `inventory.fields.CARD_FIELDS` by their names, `own` the texts of the school's own fields by
    their ids, `others` what a register file said under heads nobody knew. `merged` are the cards that became part of
    this one, with their numbers.
    """

    id: AssetId
    revision: int
    quantity: int
    category: Category
    values: Mapping[str, Value]
    own: Mapping[str, str]
    others: Mapping[str, str]
    by_number: bool = False
    merged_into: AssetId | None = None
    merged: tuple[tuple[AssetId, str], ...] = ()

    @property
    def name(self) -> str:
        """What the thing is called."""
        return str(self.values["name"])

    @property
    def asset_no(self) -> str:
        """Its number; registers hold empty ones."""
        return str(self.values["asset_no"])

    @property
    def cost(self) -> Decimal | None:
        """Of all pieces together, in yuan."""
        return _money(self.values["cost"])

    @property
    def accumulated(self) -> Decimal | None:
        """The depreciation of all pieces together as the register has it, in yuan."""
        return _money(self.values["accumulated"])

    @property
    def texts(self) -> dict[str, str]:
        """What stands in each field, own ones too, as it is typed."""
        plain = {name: as_text(value) for name, value in self.values.items()}
        return plain | {f"{OWN}{field}": text for field, text in self.own.items()}


def _money(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def folded(lines: Iterable[HistoryLine]) -> list[HistoryLine]:
    """The newest first; what was said of several pieces in the same words at the same time is one line."""
    ordered = sorted(lines, key=_said_of, reverse=True)
    return [_together(list(alike)) for _, alike in groupby(ordered, key=_said_of)]


def _together(alike: list[HistoryLine]) -> HistoryLine:
    return replace(alike[0], items=tuple(sorted({position for line in alike for position in line.items})))


def _said_of(line: HistoryLine) -> tuple[datetime, str, str, list[tuple[str, str]], str, str]:
    return line.at, line.by, line.what, sorted(line.facts.items()), line.reason, repr(line.more)


def spans(positions: Iterable[int]) -> str:
    """Positions as people write them: 1–3, 7."""
    runs: list[list[int]] = []
    for position in sorted(positions):
        if runs and position == runs[-1][1] + 1:
            runs[-1][1] = position
        else:
            runs.append([position, position])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
