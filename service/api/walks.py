"""Walks that were handed in by mistake: taken back, and counted after all."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.counting.walks_taken_back import turn_walk
from inventory.ids import PassId, StockTakeId
from service.access import Counter, Who
from service.database import WriteSession
from service.pages.lists import step_of
from service.wire import Word

router = APIRouter(prefix="/stocktakes/{stocktake}/passes/{walk}")


class WhyIn(BaseModel):
    """Why the walk is to count no more, or after all."""

    reason: Annotated[Word, Field(min_length=1)]


class TurnedOut(BaseModel):
    """The walk, and whether it counts for nothing now."""

    pass_id: UUID
    taken_back: bool


@router.post("/withdraw")
def withdraw(who: Counter, session: WriteSession, stocktake: UUID, walk: UUID, why: WhyIn) -> TurnedOut:
    """Takes a walk back: one's own while rooms are walked; managers any until the close. It is kept, and named."""
    return turn(who, session, stocktake, walk, why.reason, taken_back=True)


@router.post("/after-all")
def count_after_all(who: Counter, session: WriteSession, stocktake: UUID, walk: UUID, why: WhyIn) -> TurnedOut:
    """Counts a walk that was taken back."""
    return turn(who, session, stocktake, walk, why.reason, taken_back=False)


def turn(who: Who, session: Session, stocktake: UUID, walk: UUID, reason: str, *, taken_back: bool) -> TurnedOut:
    """Either of them, as this person may."""
    turn_walk(
        session,
        who.school,
        StockTakeId(stocktake),
        PassId(walk),
        step_of(who),
        taken_back=taken_back,
        anyones=who.role >= Role.MANAGER,
        reason=reason,
        by=who.name,
        at=datetime.now(UTC),
    )
    return TurnedOut(pass_id=walk, taken_back=taken_back)
