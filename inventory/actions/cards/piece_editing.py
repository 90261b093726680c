"""Changing what is written on single pieces of a card: number and serial number of its own, and who uses it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.cards.card_editing import open_card
from inventory.actions.cards.named import ids_by_name
from inventory.actions.proof.journal import record
from inventory.actions.school.schools import lock_school
from inventory.errors import NotFound
from inventory.fields import OF_PIECES, from_text
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.store.register import Item
from inventory.store.schools import Person

_FIELDS = {field.name: field for field in OF_PIECES}


def edit_pieces(
    session: Session,
    school: SchoolId,
    asset: AssetId,
    filled: Mapping[tuple[ItemId, str], str],
    *,
    revision: int,
    why: Why,
) -> int:
    """Writes by piece and field (`number`, `serial`, `user`) what differs; how many texts did.

    Raises as `open_card`, `BadValue`, or `NotFound` for pieces of other cards.
    """
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    card = open_card(session, school, asset, revision)
    its = set(session.scalars(select(Item.id).where(Item.school_id == school, Item.asset_id == asset)))
    changes: list[Change] = []
    for (item, name), text in filled.items():
        if item not in its or name not in _FIELDS:
            raise NotFound(kind="thing", name=item)
        changes.append(Change(asset, name, from_text(_FIELDS[name], text), item))
    done = change_cards(session, school, _by_id(session, school, changes), why)
    if done:
        facts = {"card": card.asset_no, "fields": ", ".join(sorted({change.field for change in changes}))}
        record(
            session, school, at=why.at, by=why.by, what="card changed", subject=asset, facts=facts, reason=why.reason
        )
    return done


def _by_id(session: Session, school: SchoolId, changes: Sequence[Change]) -> list[Change]:
    """The same changes, with users as persons; those not known yet are entered."""
    people = ids_by_name(session, school, Person, {change.value for change in changes if change.field == "user"})
    return [
        replace(change, field="user_id", value=people.get(change.value)) if change.field == "user" else change
        for change in changes
    ]
