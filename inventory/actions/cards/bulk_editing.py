"""One field of many cards changed at once: looked at before, done in one transaction, and taken back by a click."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.cards.card_editing import ReasonMissing, columns_of, own_text
from inventory.actions.cards.own_fields import own_fields
from inventory.actions.proof.journal import record
from inventory.actions.school.schools import lock_school
from inventory.errors import InventoryError, NotFound
from inventory.fields import FIELDS, OWN, Block, CardField, Holds, as_text, from_text
from inventory.ids import AssetId, SchoolId
from inventory.store.cards import CardChange
from inventory.store.parts import in_parts
from inventory.store.register import Asset, Category
from inventory.store.schools import Department

MOST_CARDS = 20_000
"""So many cards at once."""

OF_ONE_CARD = frozenset({"asset_no", "fiscal_no", "former_no", "census_no", "name", "serial", "cost", "accumulated"})
"""Fields that no two cards share, or only by chance."""

_BY_NUMBER = CardField("by_number", "Counted by number", Block.BASIC, Holds.YES_NO)
_SHARED = {name: field for name, field in FIELDS.items() if name not in OF_ONE_CARD} | {"by_number": _BY_NUMBER}


class TooManyCards(InventoryError):
    """More than anybody can look over."""

    text = "These are more than {most} cards. Choose fewer."


class CardsChanged(InventoryError):
    """The cards are no longer those that were looked at."""

    text = "The register has changed since you looked. Nothing was changed; look again."


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a change would do: what the cards say now that would change, and how many; and how many say it already."""

    field: CardField
    becomes: str
    before: tuple[tuple[str, int], ...]
    unchanged: int

    @property
    def changing(self) -> int:
        """How many cards would change."""
        return sum(count for _, count in self.before)


def bulk_fields(session: Session, school: SchoolId, *, dropped: bool = False) -> Mapping[str, CardField]:
    """What can be changed of many cards, by name: what they may share, whether they need tags, the school's own."""
    own = own_fields(session, school, dropped=dropped)
    return _SHARED | {each.field.name: each.field for each in own}


def foresee(session: Session, school: SchoolId, cards: Sequence[AssetId], field: str, text: str) -> Outlook:
    """What it would do. Raises `NotFound` for a field that is not changed in bulk, `BadValue` or `TooManyCards`."""
    meant = bulk_fields(session, school).get(field)
    if meant is None:
        raise NotFound(kind="field", name=field)
    if len(cards) > MOST_CARDS:
        raise TooManyCards(most=MOST_CARDS)
    becomes = _kept(meant, text)
    now = Counter(_says(session, school, cards, field).values())
    unchanged = now.pop(becomes, 0)
    return Outlook(meant, becomes, tuple(now.most_common()), unchanged)


def change_many(
    session: Session, school: SchoolId, cards: Sequence[AssetId], field: str, text: str, *, expected: int, why: Why
) -> int:
    """Changes the cards; how many did. `expected` is how many would when somebody looked.

    Raises as `foresee`, and `ReasonMissing` or `CardsChanged`; then nothing is changed.
    """
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    outlook = foresee(session, school, cards, field, text)
    if not why.reason.strip():
        raise ReasonMissing(fields=outlook.field.label)
    if outlook.changing != expected:
        raise CardsChanged
    says = _says(session, school, cards, field)
    return _write(
        session, school, {outlook.becomes: [card for card in says if says[card] != outlook.becomes]}, field, why
    )


def take_back(session: Session, school: SchoolId, at: datetime, field: str, why: Why) -> int:
    """Writes back what the same person changed at that moment, but for cards changed again since; how many."""
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    its = (CardChange.school_id == school, CardChange.at == at, CardChange.by == why.by, CardChange.field == field)
    rows = session.execute(select(CardChange.asset_id, CardChange.before, CardChange.after).where(*its)).all()
    now = _says(session, school, [AssetId(asset) for asset, _, _ in rows], field)
    back: dict[str, list[AssetId]] = defaultdict(list)
    for asset, before, after in rows:
        if now.get(AssetId(asset)) == after:
            back[before].append(AssetId(asset))
    return _write(session, school, back, field, why)


def _kept(field: CardField, text: str) -> str:
    """What somebody wrote, as it is compared and logged."""
    return own_text(field, text) if field.name.startswith(OWN) else as_text(from_text(field, text))


def _write(session: Session, school: SchoolId, texts: Mapping[str, Sequence[AssetId]], field: str, why: Why) -> int:
    changes: list[Change] = []
    meant = bulk_fields(session, school, dropped=True)[field]
    for text, cards in texts.items():
        value = own_text(meant, text) if field.startswith(OWN) else from_text(meant, text)
        ((column, value),) = columns_of(session, school, {field: value}).items()
        changes += [Change(card, column, value) for card in cards]
    done = change_cards(session, school, changes, why)
    facts = {"fields": field, "count": str(done)}
    record(
        session, school, at=why.at, by=why.by, what="cards changed", subject=school, facts=facts, reason=why.reason
    )
    return done


def _says(session: Session, school: SchoolId, cards: Sequence[AssetId], field: str) -> dict[AssetId, str]:
    """What the field says on each of the cards that are there and not merged into another."""
    own = field.removeprefix(OWN) if field.startswith(OWN) else None
    return {
        AssetId(asset): said[0].get(own, "") if own else " ".join(filter(None, map(as_text, said)))
        for some in in_parts(cards)
        for asset, *said in session.execute(_saying(school, field).where(Asset.id.in_(some)))
    }


def _saying(school: SchoolId, field: str) -> Any:
    there = (Asset.school_id == school, Asset.merged_into.is_(None))
    if field == "category":
        of = (Category.school_id == Asset.school_id) & (Category.id == Asset.category_id)
        return select(Asset.id, Category.code, Category.name).outerjoin(Category, of).where(*there)
    if field == "department":
        belongs = (Department.school_id == Asset.school_id) & (Department.id == Asset.department_id)
        return select(Asset.id, Department.name).outerjoin(Department, belongs).where(*there)
    return select(Asset.id, Asset.custom if field.startswith(OWN) else getattr(Asset, field)).where(*there)
