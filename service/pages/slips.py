"""One document that somebody asked for: where it stands, what is next, and whoever may do something does it here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.documents.approving import sign, withdraw
from inventory.actions.documents.cancelling import cancel, step_back
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.renewing import renew
from inventory.actions.documents.routes import delegations_of
from inventory.actions.documents.slip_files import papers_of_slip
from inventory.actions.documents.slip_reading import the_slip
from inventory.actions.documents.staging import Step, Taker, may_take, take_stage
from inventory.actions.documents.takers import taker_of
from inventory.actions.presence.passages import passages_of
from inventory.approvals import NotYours, OwnSlip, Signing, signs_for
from inventory.errors import InventoryError
from inventory.ids import SlipId
from inventory.slip_papers import WholeSlip
from inventory.slips import LIVE, SlipStatus, Stage
from service.access import Counter, Manager, Viewer, Who
from service.blind import refuse_register_if_blind
from service.database import WriteSession
from service.errors import status_of
from service.pages.gates import WAY_WORDS
from service.pages.rendering import answer, say_error, speech_of
from service.pages.slip_words import STATUS_NAME, TONE, filled_words, next_words
from service.slip_forms import MOST_FIELDS
from service.slip_steps import RenewIn, SignIn, StageIn, WhyIn
from service.zone import Zone

router = APIRouter(prefix="/documents/{slip}")

LINES = 500
"""Lines on one page."""


@dataclass(frozen=True, slots=True)
class May:
    """What whoever looks may do now. `sign`: the name they sign in, "" for none of their business."""

    sign: str
    stages: tuple[Stage, ...]
    withdraw: bool
    take_back: bool
    renew: bool
    add_papers: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """What did not work, at which act, and what was typed there."""

    act: str
    said: str
    typed: Mapping[str, object]


@router.post("/sign")
def sign_slip(
    request: Request, who: Viewer, session: WriteSession, zone: Zone, slip: UUID, typed: Annotated[SignIn, Form()]
) -> Response:
    """Approves or rejects."""

    def act() -> None:
        signer, at, why = who.signer, datetime.now(UTC), typed.reason.strip()
        its = (session, who.school, SlipId(slip), typed.level)
        sign(*its, approved=typed.approved, signer=signer, reason=why, at=at, zone=zone)

    return _done(request, who, session, slip, "sign", typed.model_dump(), act)


@router.post("/stage", form_limits={"max_fields": MOST_FIELDS})
def take(
    request: Request, who: Counter, session: WriteSession, zone: Zone, slip: UUID, typed: Annotated[StageIn, Form()]
) -> Response:
    """Takes the next stage, of all things or of some."""

    def act() -> None:
        step = Step(
            typed.stage, typed.chosen(the_slip(session, who.school, SlipId(slip))), typed.fields, typed.approval()
        )
        occasion, taker = _occasion(who, zone, typed.reason), _taker(session, who)
        take_stage(session, who.school, SlipId(slip), step, occasion, taker)

    return _done(request, who, session, slip, typed.stage, typed.model_dump(), act)


@router.post("/withdraw")
def withdraw_slip(
    request: Request, who: Counter, session: WriteSession, slip: UUID, typed: Annotated[WhyIn, Form()]
) -> Response:
    """Takes back a document of which nothing has happened yet."""

    def act() -> None:
        why, at = typed.reason.strip(), datetime.now(UTC)
        withdraw(session, who.school, SlipId(slip), by=who.name, role=who.role, reason=why, at=at)

    return _done(request, who, session, slip, "withdraw", typed.model_dump(), act)


@router.post("/cancel")
def cancel_slip(
    request: Request, who: Manager, session: WriteSession, zone: Zone, slip: UUID, typed: Annotated[WhyIn, Form()]
) -> Response:
    """Takes back everything it did."""

    def act() -> None:
        cancel(session, who.school, SlipId(slip), _occasion(who, zone, typed.reason))

    return _done(request, who, session, slip, "cancel", typed.model_dump(), act)


@router.post("/step-back")
def take_step_back(
    request: Request, who: Manager, session: WriteSession, zone: Zone, slip: UUID, typed: Annotated[WhyIn, Form()]
) -> Response:
    """Takes back its last stage."""

    def act() -> None:
        step_back(session, who.school, SlipId(slip), _occasion(who, zone, typed.reason))

    return _done(request, who, session, slip, "step-back", typed.model_dump(), act)


@router.post("/renew")
def renew_slip(
    request: Request, who: Manager, session: WriteSession, zone: Zone, slip: UUID, typed: Annotated[RenewIn, Form()]
) -> Response:
    """Agrees on a later day."""

    def act() -> None:
        renew(session, who.school, SlipId(slip), typed.due_on, _occasion(who, zone, typed.reason))

    return _done(request, who, session, slip, "renew", typed.model_dump(), act)


def slip_page(
    request: Request,
    who: Who,
    session: Session,
    slip: SlipId,
    number: int = 1,
    problem: Problem | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The document with all that can be done about it now; `number` is the page of its lines."""
    refuse_register_if_blind(session, who)
    paper = the_slip(session, who.school, slip)
    speech = speech_of(request)
    today = datetime.now(UTC).astimezone(speech.zone).date()
    start = (number - 1) * LINES
    return answer(
        status,
        request,
        "slip.html",
        who,
        slip=paper,
        may=_may(session, who, paper, today),
        papers=papers_of_slip(session, who.school, slip),
        passages=passages_of(session, who.school, slip),
        way_words=WAY_WORDS,
        next=next_words(speech, paper),
        filled_words=partial(filled_words, speech),
        late=paper.days_late(today),
        problem=problem,
        status_names=STATUS_NAME,
        tone=TONE,
        lines=paper.lines[start : start + LINES],
        page=number,
        pages=max(1, -(-len(paper.lines) // LINES)),
        most=LINES,
        today=today,
    )


def _done(
    request: Request,
    who: Who,
    session: Session,
    slip: UUID,
    name: str,
    typed: Mapping[str, object],
    act: Callable[[], None],
) -> Response:
    """Acts and shows the document; if that does not work, with what is wrong and all that was typed."""
    refuse_register_if_blind(session, who)
    try:
        with session.begin_nested():
            act()
    except InventoryError as error:
        session.expire_all()
        problem = Problem(name, say_error(speech_of(request), error), typed)
        return slip_page(request, who, session, SlipId(slip), problem=problem, status=status_of(error))
    return RedirectResponse(f"/documents/{slip}", HTTPStatus.SEE_OTHER)


def _may(session: Session, who: Who, slip: WholeSlip, today: date) -> May:
    manages, live = who.role >= Role.MANAGER, slip.status in LIVE
    taker = _taker(session, who)
    nothing_done = slip.status in (SlipStatus.ASKED, SlipStatus.READY) and not slip.done
    return May(
        sign=_signs(session, who, slip, today),
        stages=tuple(stage for stage in slip.waiting if may_take(stage, taker, slip.receiver_id)),
        withdraw=nothing_done and who.role >= Role.COUNTER and (manages or slip.by == who.name),
        take_back=manages and slip.status in (SlipStatus.UNDER_WAY, SlipStatus.DONE) and bool(slip.standing),
        renew=manages and live and slip.due_first is not None,
        add_papers=who.role >= Role.COUNTER and (manages or slip.by == who.name),
    )


def _signs(session: Session, who: Who, slip: WholeSlip, today: date) -> str:
    if slip.level is None:
        return ""
    signing = Signing(slip.by, today, delegations_of(session, who.school), slip.asker_may)
    try:
        return signs_for(slip.level, who.signer, signing)
    except (NotYours, OwnSlip):
        return ""


def _taker(session: Session, who: Who) -> Taker:
    return taker_of(session, who.school, who.account, who.role)


def _occasion(who: Who, zone: Zone, reason: str) -> Occasion:
    return Occasion(reason.strip(), who.name, datetime.now(UTC), zone=zone)
