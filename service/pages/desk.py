"""The lending desk: a card and a thing before the reader, and the thing is lent; the thing again, and it is back."""

from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from inventory.actions.documents.called import persons_offered
from inventory.actions.documents.lendable import desk_rules, let_pupils_borrow, mark_lendable, mark_pupil
from inventory.actions.documents.lending import Act, Done, at_the_desk, out_now, undo
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.takers import taker_of
from inventory.actions.presence.stations import list_stations
from inventory.actions.tagging.bearers import the_bearer
from inventory.actions.tagging.binding import bearers_now
from inventory.actions.tagging.field import Reader, field_of
from inventory.errors import InventoryError
from inventory.ids import SlipId, StationId
from inventory.scanned import texts_in
from inventory.tagging import Bearer, Bears
from service.access import Manager, Who
from service.database import ReadSession, WriteSession, database_of
from service.pages.rendering import answer, page, say_error, speech_of
from service.sought import Typed
from service.wire import Word
from service.zone import Zone

router = APIRouter(prefix="/desk")

PATIENCE_S = 90
"""So long a borrower is remembered after the last act; who comes then is somebody else."""

Days = Annotated[int, Field(ge=0, le=1_000)]


class DeskIn(BaseModel):
    """The reader on the desk; who borrows, remembered until a moment (seconds since 1970); and what lies there still.

    `acted` are tags, parted by commas, that were acted upon and have not left the reader since.
    """

    station: Typed[UUID] = None
    person: Typed[UUID] = None
    until: Annotated[int, Field(ge=0, lt=2**40)] = 0
    acted: Annotated[str, Field(max_length=10_000)] = ""

    def borrower(self, now: datetime) -> UUID | None:
        """Who borrows, if that was read a moment ago."""
        return self.person if now.timestamp() < self.until else None

    def tags(self) -> list[str]:
        """What lies there still."""
        return [tag for tag in self.acted.split(",") if tag]


class ReadIn(DeskIn):
    """What was read, typed or heard."""

    text: Word


@dataclass(frozen=True, slots=True)
class _Told:
    """What became of what was read: an act, or a problem."""

    done: Done | None = None
    problem: InventoryError | None = None
    undone: bool = False


@router.get("")
def desk(request: Request, who: Manager, session: ReadSession, asked: Annotated[DeskIn, Query()]) -> Response:
    """The desk: who borrows, what is out, and what is lent here."""
    return _desk(request, who, session, asked, _Told())


@router.get("/field")
def field(request: Request, who: Manager, session: ReadSession, asked: Annotated[DeskIn, Query()]) -> Response:
    """What the reader hears that was not acted upon yet, people first; asked again every second."""
    reader = Reader(StationId(asked.station)) if asked.station else None
    heard = [one.tag for one in field_of(session, who.school, reader, now=datetime.now(UTC))] if reader else []
    still = [tag for tag in asked.tags() if tag in heard]
    fresh = [tag for tag in heard if tag not in still]
    on = bearers_now(session, who.school, fresh)
    known = sorted(on, key=lambda tag: on[tag].bearer.kind is not Bears.PERSON)
    return page(request, "desk_field.html", who, asked=asked, still=still, fresh=known[:1], heard=len(heard))


@router.post("")
def read(request: Request, who: Manager, zone: Zone, asked: Annotated[ReadIn, Form()]) -> Response:
    """Does what follows from what was read, and says it in large words."""
    now = datetime.now(UTC)
    acted = [*asked.tags(), asked.text] if asked.text in asked.tags() or asked.station else asked.tags()
    asked = asked.model_copy(update={"acted": ",".join(dict.fromkeys(acted)), "person": asked.borrower(now)})
    try:
        with database_of(request).write() as session:
            taker = taker_of(session, who.school, who.account, who.role)
            occasion = Occasion("", who.name, now, zone=zone)
            told = _Told(at_the_desk(session, who.school, asked.text.strip(), asked.person, occasion, taker))
    except InventoryError as error:
        told = _Told(problem=error)
    if told.done and told.done.person:
        asked = asked.model_copy(update={"person": told.done.person})
    until = int(now.timestamp()) + PATIENCE_S
    with database_of(request).read() as session:
        return _desk(request, who, session, asked.model_copy(update={"until": until}), told)


@router.post("/undo")
def take_back(
    request: Request,
    who: Manager,
    session: WriteSession,
    zone: Zone,
    slip: Annotated[UUID, Form()],
    act: Annotated[Act, Form()],
    asked: Annotated[DeskIn, Form()],
) -> Response:
    """The last act is as if it had not been."""
    reason = speech_of(request).say("Taken back at the desk")
    occasion = Occasion(reason, who.name, datetime.now(UTC), zone=zone)
    undo(session, who.school, SlipId(slip), act, occasion, who.role)
    session.flush()
    return _desk(request, who, session, asked, _Told(undone=True))


@router.post("/things")
def choose_things(
    who: Manager,
    session: WriteSession,
    zone: Zone,
    texts: Annotated[str, Form(max_length=100_000)],
    days: Annotated[Typed[Days], Form()] = None,
) -> Response:
    """From now on the desk lends these things for so many days, or no more."""
    occasion = Occasion("", who.name, datetime.now(UTC), zone=zone)
    mark_lendable(session, who.school, texts_in(texts), days, occasion)
    return RedirectResponse("/desk#rules", HTTPStatus.SEE_OTHER)


@router.post("/pupils")
def say_of_pupils(
    who: Manager,
    session: WriteSession,
    zone: Zone,
    name: Annotated[Word, Form()] = "",
    pupil: Annotated[bool, Form()] = False,
    borrow: Annotated[Typed[bool], Form()] = None,
) -> Response:
    """Who is a pupil, and whether pupils may borrow alone."""
    occasion = Occasion("", who.name, datetime.now(UTC), zone=zone)
    if name.strip():
        mark_pupil(session, who.school, name.strip(), pupil, occasion)
    if borrow is not None:
        let_pupils_borrow(session, who.school, borrow, occasion)
    return RedirectResponse("/desk#rules", HTTPStatus.SEE_OTHER)


def _desk(request: Request, who: Who, session: Session, asked: DeskIn, told: _Told) -> Response:
    speech = speech_of(request)
    now = datetime.now(UTC)
    person = asked.borrower(now)
    borrower = the_bearer(session, who.school, Bearer(Bears.PERSON, person)).name if person else ""
    state = {name: value for name in DeskIn.model_fields if (value := getattr(asked, name))}
    return answer(
        HTTPStatus.CONFLICT if told.problem else HTTPStatus.OK,
        request,
        "desk.html",
        who,
        asked=asked,
        state=state,
        poll=urlencode({name: str(value) for name, value in state.items() if name != "acted"}),
        borrower=borrower,
        done=told.done,
        undone=told.undone,
        problem=say_error(speech, told.problem) if told.problem else "",
        stations=list_stations(session, who.school),
        out=out_now(session, who.school, now.astimezone(speech.zone).date()),
        rules=desk_rules(session, who.school),
        people=persons_offered(session, who.school),
    )
