"""The lending desk, for programs: what is read there, what is out, and what may be lent."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from inventory.actions.documents.lendable import mark_lendable
from inventory.actions.documents.lending import Act, at_the_desk, out_now, undo
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.takers import taker_of
from inventory.ids import SlipId
from service.access import Manager, Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.wire import Word
from service.zone import Zone

router = APIRouter(prefix="/desk")


class ReadIn(BaseModel):
    """What was read at the desk (a tag, a number, a name), and who was read as the borrower before."""

    text: Annotated[Word, Field(min_length=1)]
    borrower: UUID | None = None


class DeskDoneOut(BaseModel):
    """What became of it; `person` is to be given as `borrower` with the next thing."""

    act: Act
    person: UUID | None
    borrower: str
    thing: str
    slip: UUID | None
    due: date | None


class DeskUndoIn(BaseModel):
    """The act that is taken back, as it was answered."""

    slip: UUID
    act: Act


class OutOut(BaseModel):
    """A thing that is lent."""

    item: UUID
    name: str
    number: str
    borrower: str
    since: datetime
    due: date | None
    overdue: bool
    slip: UUID


class ThingsIn(BaseModel):
    """Things by number or tag, and for how many days the desk lends them; without `days` it does no more."""

    things: Annotated[list[Word], Field(min_length=1, max_length=20_000)]
    days: Annotated[int, Field(ge=0, le=1_000)] | None = None


@router.post("", status_code=201)
def read(who: Manager, session: WriteSession, zone: Zone, asked: ReadIn) -> DeskDoneOut:
    """Names the borrower, lends the thing to the one named, or takes back what is out."""
    occasion = Occasion("", who.name, datetime.now(UTC), zone=zone)
    taker = taker_of(session, who.school, who.account, who.role)
    done = at_the_desk(session, who.school, asked.text, asked.borrower, occasion, taker)
    return DeskDoneOut(
        act=done.act, person=done.person, borrower=done.borrower, thing=done.name, slip=done.slip, due=done.due
    )


@router.post("/undo")
def take_back(who: Manager, session: WriteSession, zone: Zone, asked: DeskUndoIn) -> dict[str, str]:
    """Takes an act back, while nothing has come after it."""
    occasion = Occasion("taken back at the desk", who.name, datetime.now(UTC), zone=zone)
    undo(session, who.school, SlipId(asked.slip), asked.act, occasion, who.role)
    return {"undone": asked.act.value}


@router.get("")
def out(who: Viewer, session: ReadSession, zone: Zone) -> list[OutOut]:
    """Everything that is lent, what is due first first."""
    refuse_register_if_blind(session, who)
    today = datetime.now(zone).date()
    return [OutOut.model_validate(each, from_attributes=True) for each in out_now(session, who.school, today)]


@router.post("/things")
def choose_things(who: Manager, session: WriteSession, zone: Zone, asked: ThingsIn) -> dict[str, int]:
    """What the desk lends without further ado."""
    occasion = Occasion("", who.name, datetime.now(UTC), zone=zone)
    return {"things": mark_lendable(session, who.school, asked.things, asked.days, occasion)}
