"""Changing what somebody wrote on a card: only the fields that differ, and nothing somebody else changed unseen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.cards.card import asset_card
from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.cards.categories import category_ids
from inventory.actions.cards.named import ids_by_name
from inventory.actions.cards.own_fields import own_fields
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import counted
from inventory.actions.school.schools import lock_school
from inventory.cards import AssetCard
from inventory.categories import name_of, scheme_of
from inventory.errors import InventoryError, NotFound
from inventory.fields import FIELDS, OWN, CardField, Holds, as_text, from_text
from inventory.ids import AssetId, SchoolId
from inventory.store.register import Asset
from inventory.store.schools import Department


class CardChanged(InventoryError):
    """Somebody else changed the card after it was looked at."""

    text = (
        "Somebody else has changed the card since you opened it. Nothing was overwritten. "
        "Look at the card as it is now, and change it again."
    )


class CardMerged(InventoryError):
    """The card is part of another one."""

    text = "This card was merged into another one and is not changed any more."


class ReasonMissing(InventoryError):
    """Changes of numbers and values need a reason."""

    text = "Say why: a change of {fields} needs a reason."


class QuantityByDocument(InventoryError):
    """The quantity of a card follows from its pieces."""

    text = (
        "The quantity of a card is not changed by hand. Split the card or merge it with another one; "
        "new pieces are entered as a card of their own, and pieces that are gone leave by a write-off."
    )


class NameMissing(InventoryError):
    """A card without a name cannot be told from others."""

    text = "Enter the name of the asset."


class MoreThanItCost(InventoryError):
    """Nothing is written down below nothing."""

    text = "The accumulated depreciation {accumulated} is more than the cost {cost}. Correct one of them."


Filled = Mapping[str, str]
"""By the name of the field (`custom:` and the id of an own one, in hex) what somebody wrote in it."""


@dataclass(frozen=True, slots=True)
class Read:
    """What somebody wrote, read: values of plain fields, texts of own ones, names of categories and departments."""

    plain: Mapping[str, Any]
    own: Mapping[str, str]


def edit_card(session: Session, school: SchoolId, asset: AssetId, filled: Filled, *, revision: int, why: Why) -> int:
    """Writes what differs from the card of this revision; how many fields did.

    Raises as `open_card` and `read_fields`, and `ReasonMissing`, `NameMissing` or `MoreThanItCost`.
    """
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    card = open_card(session, school, asset, revision)
    read = read_fields(session, school, filled)
    changed = {name: value for name, value in read.plain.items() if value != card.values[name]}
    own = {name: text for name, text in read.own.items() if text != card.own.get(name, "")}
    _refuse_nameless(changed)
    check_values(changed, {**card.values, **changed})
    _ask_why(changed, why)
    fields = [Change(asset, *pair) for pair in columns_of(session, school, changed).items()]
    fields += [Change(asset, f"{OWN}{name}", text) for name, text in own.items()]
    done = change_cards(session, school, fields, why)
    if "asset_no" in changed:
        _give_key(session, school, asset, changed["asset_no"])
    if done:
        facts = {"card": card.asset_no, "fields": ", ".join(sorted({*changed, *(f"{OWN}{name}" for name in own)}))}
        record(
            session, school, at=why.at, by=why.by, what="card changed", subject=asset, facts=facts, reason=why.reason
        )
    return done


def open_card(session: Session, school: SchoolId, asset: AssetId, revision: int) -> AssetCard:
    """The card, if it is still that of this revision. Raises `NotFound`, `CardMerged` or `CardChanged`."""
    card = asset_card(session, school, asset)
    if card.merged_into is not None:
        raise CardMerged
    if card.revision != revision:
        raise CardChanged
    return card


def read_fields(session: Session, school: SchoolId, filled: Filled) -> Read:
    """What was written, as values. Raises `BadValue`, `QuantityByDocument`, or `NotFound` for an unknown field."""
    if "quantity" in filled:
        raise QuantityByDocument
    own = {f"{OWN}{each.id.hex}": each.field for each in own_fields(session, school)}
    for name in filled.keys() - FIELDS.keys() - own.keys():
        raise NotFound(kind="field", name=name)
    return Read(
        {name: from_text(FIELDS[name], text) for name, text in filled.items() if name in FIELDS},
        {name.removeprefix(OWN): own_text(own[name], text) for name, text in filled.items() if name in own},
    )


def own_text(field: CardField, text: str) -> str:
    """What somebody wrote into an own field, as it is kept. Raises `BadValue`."""
    value = from_text(field, text)
    return str(value) if field.holds is Holds.NUMBER and value is not None else as_text(value)


def columns_of(session: Session, school: SchoolId, values: Mapping[str, Any]) -> dict[str, Any]:
    """By column what to write: categories and departments by their ids, entered if they are new."""
    columns = {name: value for name, value in values.items() if name not in ("category", "department")}
    if "category" in values:
        columns["category_id"] = _category(session, school, values["category"])
    if "department" in values:
        named = values["department"]
        columns["department_id"] = ids_by_name(session, school, Department, {named}).get(named)
    return columns


def _category(session: Session, school: SchoolId, text: str) -> UUID | None:
    """The category of “code name”, of a code alone, or of a name alone."""
    first, _, rest = text.partition(" ")
    coded = any(sign.isdigit() for sign in first)
    code, name = (first, rest.strip()) if coded else ("", text)
    scheme = scheme_of(code)
    pair = code, name or name_of(*scheme, code)
    return category_ids(session, school, {pair: scheme}).get(pair)


def _refuse_nameless(changed: Mapping[str, Any]) -> None:
    if changed.get("name") == "":
        raise NameMissing


def check_values(changed: Collection[str], values: Mapping[str, Any]) -> None:
    """Raises `MoreThanItCost` if a change makes it so; registers that come so are left to be corrected."""
    cost, accumulated = values.get("cost"), values.get("accumulated")
    touched = "cost" in changed or "accumulated" in changed
    if touched and cost is not None and accumulated is not None and accumulated > cost:
        raise MoreThanItCost(accumulated=as_text(accumulated), cost=as_text(cost))


def _ask_why(changed: Mapping[str, Any], why: Why) -> None:
    weighty = [FIELDS[name].label for name in changed if FIELDS[name].weighty]
    if weighty and not why.reason.strip():
        raise ReasonMissing(fields=", ".join(weighty))


def _give_key(session: Session, school: SchoolId, asset: AssetId, number: str) -> None:
    """Under its new number a register file finds the card again."""
    this = (Asset.school_id == school, Asset.id == asset)
    with counted(session, school, Asset, *this):
        session.execute(update(Asset).where(*this).values(import_key=free_key(session, school, asset, number)))


def free_key(session: Session, school: SchoolId, asset: AssetId, number: str) -> str:
    """The key by which a register file finds the card of this number: the how-manyeth of that number it is."""
    if not number:
        return f"card:{asset}"
    began = Asset.import_key.startswith(f"no:{number}:", autoescape=True)
    taken = set(session.scalars(select(Asset.import_key).where(Asset.school_id == school, began, Asset.id != asset)))
    return next(key for nth in range(1, len(taken) + 2) if (key := f"no:{number}:{nth}") not in taken)
