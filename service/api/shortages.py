"""Shortages that wait for the approval of their write-off, for programs."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from inventory.actions.campaign.shortages import approve_shortage, pending_shortages
from inventory.ids import ItemId
from inventory.movements import Approval, Document, Pending
from service.access import Manager, Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.wire import Day, Word
from service.zone import Zone

router = APIRouter(prefix="/shortages")


class ShortageApprovalIn(BaseModel):
    """The approval, and what it covers."""

    number: Annotated[Word, Field(min_length=1)]
    day: Day
    items: Annotated[list[UUID], Field(min_length=1, max_length=20_000)]


@router.get("")
def get_shortages(who: Viewer, session: ReadSession) -> tuple[Pending, ...]:
    """Every piece that is short and not written off."""
    refuse_register_if_blind(session, who)
    return pending_shortages(session, who.school)


@router.post("/approve")
def approve(who: Manager, session: WriteSession, zone: Zone, asked: ShortageApprovalIn) -> Document | None:
    """Writes the things off; answers with the document that does."""
    items = [ItemId(item) for item in dict.fromkeys(asked.items)]
    approval = Approval(asked.number, asked.day)
    return approve_shortage(session, who.school, items, approval, by=who.name, at=datetime.now(UTC), zone=zone)
