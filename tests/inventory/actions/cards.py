"""Cards of Riverside by their numbers, as tests look at them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.cards.card import asset_card
from inventory.actions.cards.card_changes import Why
from inventory.cards import AssetCard
from inventory.ids import AssetId
from inventory.store.cards import CardChange
from inventory.store.register import Asset
from tests.people import NOW, School

WHY = Why(by="Ada", at=NOW, reason="分班")


def card_of(session: Session, school: School, number: str) -> AssetCard:
    """The card of this number as it is now."""
    session.flush()
    session.expire_all()
    this = (Asset.school_id == school.id, Asset.asset_no == number)
    return asset_card(session, school.id, AssetId(session.scalars(select(Asset.id).where(*this)).one()))


def log(session: Session, card: AssetCard) -> list[tuple[str, str, str]]:
    """(field, from, to) of every change of the card, in order of the fields."""
    rows = select(CardChange.field, CardChange.before, CardChange.after).where(CardChange.asset_id == card.id)
    return [(field, before, after) for field, before, after in session.execute(rows.order_by(CardChange.field))]
