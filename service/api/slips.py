"""Documents for programs: written, signed, carried out stage by stage, taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from inventory.actions.documents.approving import sign, withdraw
from inventory.actions.documents.asking import MOST_ITEMS
from inventory.actions.documents.cancelling import cancel, step_back
from inventory.actions.documents.choosing import all_understood
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.renewing import renew
from inventory.actions.documents.slip_reading import slip_id, the_slip
from inventory.actions.documents.staging import Step, courses_of, take_stage
from inventory.actions.documents.takers import taker_of
from inventory.actions.documents.writing import Draft, write
from inventory.errors import NotFound
from inventory.ids import ItemId, SchoolId, SlipId, new_id
from inventory.kinds import KINDS
from inventory.movements import Approval
from service.access import Counter, Manager, Viewer, Who
from service.api.slip_answers import SlipBrief, SlipOut, slip_out
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.wire import Day, Word
from service.zone import Zone

router = APIRouter()

Things = Annotated[list[Word], Field(max_length=MOST_ITEMS)]
"""Each by its id, its number, or a tag; the number of a card of several pieces means one each time it is named."""

Fields = dict[Annotated[str, Field(max_length=60)], Annotated[str, Field(max_length=2_000)]]


class TransferIn(BaseModel):
    """Things to go to a room (its code), and to another custodian if one is named.

    Sent again with the same `id` (a fresh UUID) it is written once. `at_once` books them there now, where nobody
    has to sign and the role may.
    """

    id: Annotated[UUID, Field(default_factory=new_id)]
    items: Annotated[Things, Field(min_length=1)]
    room: Annotated[Word, Field(min_length=1)]
    person: Word = ""
    reason: Word = ""
    at_once: bool = True


class DocumentIn(BaseModel):
    """A document of any kind; `fields` by their names, days as YYYY-MM-DD. `id` and `at_once` as for a transfer.

    `rooms`: the rooms whose keepers hand over what is in them go along.
    """

    id: Annotated[UUID, Field(default_factory=new_id)]
    kind: Word
    items: Annotated[Things, Field(min_length=1)]
    room: Word = ""
    person: Word = ""
    due_on: Day | None = None
    fields: Fields = {}
    rooms: bool = False
    reason: Word = ""
    at_once: bool = False


class SignatureIn(BaseModel):
    """A yes or no at a level, counted from 0; a no needs a reason."""

    level: Annotated[int, Field(ge=0, le=100)]
    approved: bool
    reason: Word = ""


class ApprovalIn(BaseModel):
    """The paper from above: its number and its date."""

    number: Annotated[Word, Field(min_length=1)]
    day: Day


class StageIn(BaseModel):
    """A stage to be taken for these things of the document, or for all that wait for it if none are named."""

    stage: Word
    items: Things = []
    fields: Fields = {}
    approval: ApprovalIn | None = None
    reason: Word = ""


class ReasonIn(BaseModel):
    """Why."""

    reason: Word


class RenewalIn(ReasonIn):
    """The day until which it goes on."""

    due_on: Day


@router.post("/documents", status_code=201)
def post_document(who: Counter, session: WriteSession, zone: Zone, asked: DocumentIn) -> SlipBrief:
    """Writes a document; answers with its id, its number and where it stands."""
    refuse_register_if_blind(session, who)
    draft = Draft(
        asked.kind,
        _things(session, who.school, asked.kind, asked.items),
        asked.room.strip(),
        asked.person.strip(),
        asked.due_on,
        asked.fields,
        rooms=asked.rooms,
        at_once=asked.at_once,
        id=SlipId(asked.id),
    )
    return _written(session, who, zone, draft, asked.reason)


@router.post("/transfers", status_code=201)
def post_transfer(who: Counter, session: WriteSession, zone: Zone, asked: TransferIn) -> SlipBrief:
    """The short way to a transfer."""
    refuse_register_if_blind(session, who)
    items = _things(session, who.school, "transfer", asked.items)
    room, person = asked.room.strip(), asked.person.strip()
    draft = Draft("transfer", items, room, person, at_once=asked.at_once, id=SlipId(asked.id))
    return _written(session, who, zone, draft, asked.reason)


@router.get("/documents/{document}")
def get_document(who: Viewer, session: ReadSession, document: Word) -> SlipOut:
    """The document of this id or number (2026-transfer-4) as it is now."""
    refuse_register_if_blind(session, who)
    return slip_out(the_slip(session, who.school, _named(session, who, document)))


@router.post("/documents/{document}/signatures")
def post_signature(who: Viewer, session: WriteSession, zone: Zone, document: Word, asked: SignatureIn) -> SlipBrief:
    """Approves or rejects at the level that is next."""
    refuse_register_if_blind(session, who)
    slip, signer, at = _named(session, who, document), who.signer, datetime.now(UTC)
    why = asked.reason.strip()
    sign(session, who.school, slip, asked.level, approved=asked.approved, signer=signer, reason=why, at=at, zone=zone)
    return _brief(session, who.school, slip)


@router.post("/documents/{document}/stages")
def post_stage(who: Counter, session: WriteSession, zone: Zone, document: Word, asked: StageIn) -> SlipBrief:
    """Takes the next stage; the register follows."""
    refuse_register_if_blind(session, who)
    slip = _named(session, who, document)
    among = {course.item for course in courses_of(session, who.school, slip)}
    items = all_understood(session, who.school, asked.items, among=among)
    approval = Approval(asked.approval.number, asked.approval.day) if asked.approval else None
    taker = taker_of(session, who.school, who.account, who.role)
    step = Step(asked.stage, items, asked.fields, approval)
    take_stage(session, who.school, slip, step, _occasion(who, zone, asked.reason), taker)
    return _brief(session, who.school, slip)


@router.post("/documents/{document}/withdraw")
def post_withdrawal(who: Counter, session: WriteSession, document: Word, why: ReasonIn) -> SlipBrief:
    """Takes back a document of which nothing has happened."""
    slip, at = _named(session, who, document), datetime.now(UTC)
    withdraw(session, who.school, slip, by=who.name, role=who.role, reason=why.reason.strip(), at=at)
    return _brief(session, who.school, slip)


@router.post("/documents/{document}/cancel")
def post_cancellation(who: Manager, session: WriteSession, zone: Zone, document: Word, why: ReasonIn) -> SlipBrief:
    """Takes everything back that it did, if nothing went on since."""
    slip = _named(session, who, document)
    cancel(session, who.school, slip, _occasion(who, zone, why.reason))
    return _brief(session, who.school, slip)


@router.post("/documents/{document}/step-back")
def post_step_back(who: Manager, session: WriteSession, zone: Zone, document: Word, why: ReasonIn) -> SlipBrief:
    """Takes its last stage back."""
    slip = _named(session, who, document)
    step_back(session, who.school, slip, _occasion(who, zone, why.reason))
    return _brief(session, who.school, slip)


@router.post("/documents/{document}/renew")
def post_renewal(who: Manager, session: WriteSession, zone: Zone, document: Word, asked: RenewalIn) -> SlipBrief:
    """Agrees on a later day."""
    slip = _named(session, who, document)
    renew(session, who.school, slip, asked.due_on, _occasion(who, zone, asked.reason))
    return _brief(session, who.school, slip)


def _things(session: Session, school: SchoolId, kind: str, texts: Sequence[str]) -> list[ItemId]:
    if kind not in KINDS:
        raise NotFound(kind="document", name=kind)
    return all_understood(session, school, texts, KINDS[kind].takes)


def _written(session: Session, who: Who, zone: ZoneInfo, draft: Draft, reason: str) -> SlipBrief:
    taker = taker_of(session, who.school, who.account, who.role)
    slip = write(session, who.school, draft, _occasion(who, zone, reason), taker)
    return _brief(session, who.school, slip)


def _named(session: Session, who: Who, name: str) -> SlipId:
    slip = slip_id(session, who.school, name)
    if slip is None:
        raise NotFound(kind="document", name=name)
    return slip


def _occasion(who: Who, zone: ZoneInfo, reason: str) -> Occasion:
    return Occasion(reason.strip(), who.name, datetime.now(UTC), zone=zone)


def _brief(session: Session, school: SchoolId, slip: SlipId) -> SlipBrief:
    session.flush()
    return SlipBrief.of(the_slip(session, school, slip))
