"""Looking cards up by any part of what stands on them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.actions.cards.listing import list_cards
from inventory.ids import SchoolId
from inventory.listing import CardLine, Wanted
from inventory.store.register import Asset


def search_assets(session: Session, school: SchoolId, text: str, *, limit: int = 50) -> tuple[CardLine, ...]:
    """At most `limit` cards on which, or on the tags of which, every word of the text stands."""
    return list_cards(session, school, Wanted(text), limit=limit).lines


def how_many_assets(session: Session, school: SchoolId) -> int:
    """How many cards the register holds."""
    return session.scalar(select(func.count()).select_from(Asset).where(Asset.school_id == school)) or 0
