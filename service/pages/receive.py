"""Receiving at the door: what is swept or typed is sorted out, and what was sent there is confirmed in one click."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from inventory.actions.documents.arriving_cart import Cart, cart_at, heard_since, receive_cart, transfer_strays
from inventory.actions.documents.called import rooms_offered
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.takers import taker_of
from inventory.actions.presence.stations import list_stations
from inventory.errors import InventoryError
from inventory.ids import StationId
from inventory.scanned import texts_in
from service.access import Counter, Who
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.pages.rendering import answer, page, say_error, speech_of
from service.sought import Typed
from service.wire import Word
from service.zone import Zone

router = APIRouter(prefix="/receive")


class ReceiveIn(BaseModel):
    """The room (its code); the station that reads since a moment (seconds since 1970), or `texts` that were typed."""

    room: Word = ""
    station: Typed[UUID] = None
    since: Annotated[int, Field(ge=0, lt=2**32)] = 0
    texts: Annotated[str, Field(max_length=200_000)] = ""
    received: int | None = None

    def cart(self, session: Session, who: Who) -> Cart:
        """What was read so far. Raises `NotFound` for the room."""
        texts = texts_in(self.texts)
        if self.station:
            since = datetime.fromtimestamp(self.since, UTC)
            texts += heard_since(session, who.school, StationId(self.station), since)
        return cart_at(session, who.school, self.room.strip(), texts)


class DoIn(ReceiveIn):
    """What is done: what was sent here is confirmed, or what is booked elsewhere gets a transfer."""

    do: Literal["confirm", "transfer"]


@router.get("")
def receive_page(
    request: Request, who: Counter, session: ReadSession, asked: Annotated[ReceiveIn, Query()]
) -> Response:
    """The room and the reader to choose; then what is read, as it comes."""
    refuse_register_if_blind(session, who)
    return _page(request, who, session, asked)


@router.post("/read")
def read_typed(request: Request, who: Counter, session: ReadSession, asked: Annotated[ReceiveIn, Form()]) -> Response:
    """What was typed or pasted, sorted out."""
    refuse_register_if_blind(session, who)
    return _page(request, who, session, asked)


@router.get("/cart")
def cart(request: Request, who: Counter, session: ReadSession, asked: Annotated[ReceiveIn, Query()]) -> Response:
    """What the station has read so far; asked again every two seconds."""
    refuse_register_if_blind(session, who)
    return page(request, "receive_cart.html", who, asked=asked, cart=asked.cart(session, who))


@router.post("")
def do(request: Request, who: Counter, session: WriteSession, zone: Zone, asked: Annotated[DoIn, Form()]) -> Response:
    """Confirms, or writes the transfer."""
    refuse_register_if_blind(session, who)
    speech, taker = speech_of(request), taker_of(session, who.school, who.account, who.role)
    reason = speech.say("Found in {room}", room=asked.room) if asked.do == "transfer" else ""
    occasion = Occasion(reason, who.name, datetime.now(UTC), zone=zone)
    try:
        with session.begin_nested():
            found = asked.cart(session, who)
            if asked.do == "transfer":
                slip = transfer_strays(session, who.school, found, occasion, taker)
                return RedirectResponse(f"/documents/{slip}", HTTPStatus.SEE_OTHER)
            count = receive_cart(session, who.school, found, occasion, taker)
    except InventoryError as error:
        return _page(request, who, session, asked, error)
    return _page(request, who, session, asked.model_copy(update={"received": count, "texts": "", "station": None}))


def _page(
    request: Request, who: Who, session: Session, asked: ReceiveIn, problem: InventoryError | None = None
) -> Response:
    found = None
    if asked.room.strip() and asked.received is None:
        try:
            found = asked.cart(session, who)
        except InventoryError as error:
            problem = error
    return answer(
        status_of(problem) if problem else HTTPStatus.OK,
        request,
        "receive.html",
        who,
        asked=asked,
        cart=found,
        rooms=rooms_offered(session, who.school),
        stations=list_stations(session, who.school),
        now=int(datetime.now(UTC).timestamp()),
        problem=say_error(speech_of(request), problem) if problem else "",
    )
