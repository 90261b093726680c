"""What is written on single pieces of a card, for programs: number, serial number and who uses it."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from inventory.actions.cards.card import asset_card
from inventory.actions.cards.card_changes import Why
from inventory.actions.cards.piece_editing import edit_pieces
from inventory.ids import AssetId, ItemId
from service.access import Manager
from service.database import WriteSession
from service.wire import Word

router = APIRouter(prefix="/assets")

Said = dict[Literal["number", "serial", "user"], Word]


class PiecesIn(BaseModel):
    """By piece what is to stand on it from now on; what is not named stays."""

    revision: int
    items: Annotated[dict[UUID, Said], Field(max_length=10_000)]
    reason: Word = ""


class RevisionOut(BaseModel):
    """How many texts differ from before, and the revision of the card by now."""

    changed: int
    revision: int


@router.patch("/{asset}/items")
def patch_items(who: Manager, session: WriteSession, asset: UUID, edit: PiecesIn) -> RevisionOut:
    """Changes what is written on pieces of the card; 409 if somebody else changed it since that revision."""
    card, why = AssetId(asset), Why(who.name, datetime.now(UTC), edit.reason)
    filled: dict[tuple[ItemId, str], str] = {
        (ItemId(item), name): text for item, said in edit.items.items() for name, text in said.items()
    }
    changed = edit_pieces(session, who.school, card, filled, revision=edit.revision, why=why)
    return RevisionOut(changed=changed, revision=asset_card(session, who.school, card).revision)
