"""Single things for programs: what happened to them."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from inventory.actions.cards.history import life_of
from inventory.cards import About, HistoryLine
from inventory.forms.life import step_words
from inventory.forms.values import shown
from inventory.ids import ItemId
from service.access import Viewer
from service.api.slip_answers import SideOut
from service.blind import refuse_register_if_blind
from service.database import ReadSession

router = APIRouter(prefix="/items")


class StepOut(BaseModel):
    """One step: what it is about, in words what happened, who, when and why, from where to where, by which document.

    `from` and `to` are null where no document moved it.
    """

    at: datetime
    by: str
    about: About
    what: str
    before: SideOut | None = Field(serialization_alias="from")
    after: SideOut | None = Field(serialization_alias="to")
    reason: str
    document: UUID | None


class LifeOut(BaseModel):
    """A piece of a card, where it is by the books now, and every step, the newest first."""

    id: UUID
    asset: UUID
    asset_no: str
    name: str
    position: int
    now: SideOut
    steps: list[StepOut]


@router.get("/{item}/history")
def get_history(who: Viewer, session: ReadSession, item: UUID) -> LifeOut:
    """The whole life of the thing; of being seen the last fifty times."""
    refuse_register_if_blind(session, who)
    life = life_of(session, who.school, ItemId(item))
    return LifeOut(
        id=life.item,
        asset=life.asset,
        asset_no=life.asset_no,
        name=life.name,
        position=life.position,
        now=SideOut.of(life.now),
        steps=[_out(step) for step in life.steps],
    )


def _out(step: HistoryLine) -> StepOut:
    return StepOut(
        at=step.at,
        by=step.by,
        about=step.about or About.CHANGE,
        what=shown(step_words(step), str),
        before=SideOut.of(step.before) if step.before else None,
        after=SideOut.of(step.after) if step.after else None,
        reason=step.reason,
        document=step.document,
    )
