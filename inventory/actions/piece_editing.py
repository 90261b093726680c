"""Changing what is written on single pieces of a card: the number and the serial number each has of its own."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.card_changes import Change, Why, change_cards
from inventory.actions.card_editing import open_card
from inventory.actions.journal import record
from inventory.actions.revisions import touch_open_stocktakes
from inventory.actions.schools import lock_school
from inventory.errors import NotFound
from inventory.fields import OF_PIECES, from_text
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.store.register import Item

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
    """Writes by piece and field (`number`, `serial`) what differs; how many texts did.

    Raises as `open_card`, `BadValue`, or `NotFound` for pieces of other cards.
    """
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    card = open_card(session, school, asset, revision)
    its = set(session.scalars(select(Item.id).where(Item.school_id == school, Item.asset_id == asset)))
    changes = []
    for (item, name), text in filled.items():
        if item not in its or name not in _FIELDS:
            raise NotFound(kind="thing", name=item)
        changes.append(Change(asset, name, from_text(_FIELDS[name], text), item))
    done = change_cards(session, school, changes, why)
    if done:
        facts = {"card": card.asset_no, "fields": ", ".join(sorted({change.field for change in changes}))}
        record(
            session, school, at=why.at, by=why.by, what="card changed", subject=asset, facts=facts, reason=why.reason
        )
    return done
