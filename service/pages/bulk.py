"""Changing one field of many cards: looked at, done with a reason, and taken back by one click."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from inventory.actions.cards.bulk_editing import bulk_fields, change_many, foresee, take_back
from inventory.actions.cards.card_changes import Why
from inventory.errors import InventoryError
from service.access import Manager, Who
from service.bulk import BulkIn, BulkNowIn
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.language import key
from service.pages.rendering import answer, page, say_error, speech_of
from service.wire import When, Word

router = APIRouter(prefix="/assets/bulk")

MISTAKEN = key("Change of several cards taken back")


class DoneIn(BaseModel):
    """What was done just now: when, to which field of how many cards, from which list; or that it was taken back."""

    at: When
    field: Word
    count: int
    query: str = ""
    taken_back: bool = False


@router.post("")
def look(request: Request, who: Manager, session: ReadSession, asked: Annotated[BulkIn, Form()]) -> Response:
    """What the change would do; nothing is changed yet."""
    return _look(request, who, session, asked)


def _look(
    request: Request, who: Who, session: ReadSession, asked: BulkIn, error: InventoryError | None = None
) -> Response:
    outlook = foresee(session, who.school, asked.cards(session, who.school), asked.field, asked.value)
    problem = say_error(speech_of(request), error) if error else ""
    status = status_of(error) if error else HTTPStatus.OK
    return answer(status, request, "bulk.html", who, asked=asked, outlook=outlook, problem=problem)


@router.post("/apply")
def apply(
    request: Request, who: Manager, reading: ReadSession, session: WriteSession, asked: Annotated[BulkNowIn, Form()]
) -> Response:
    """Changes the cards and says how many."""
    why, cards = Why(who.name, datetime.now(UTC), asked.reason.strip()), asked.cards(reading, who.school)
    try:
        count = change_many(session, who.school, cards, asked.field, asked.value, expected=asked.expected, why=why)
    except InventoryError as error:
        return _look(request, who, reading, asked, error)
    return _done(DoneIn(at=why.at, field=asked.field, count=count, query=asked.query))


@router.get("/done")
def done_page(request: Request, who: Manager, session: ReadSession, done: Annotated[DoneIn, Query()]) -> Response:
    """What was done, and the way back."""
    field = bulk_fields(session, who.school, dropped=True).get(done.field)
    return page(request, "bulk_done.html", who, done=done, field=field)


@router.post("/undo")
def undo(request: Request, who: Manager, session: WriteSession, done: Annotated[DoneIn, Form()]) -> Response:
    """Writes back what stood there before, and says of how many cards."""
    why = Why(who.name, datetime.now(UTC), speech_of(request).say(MISTAKEN))
    count = take_back(session, who.school, done.at, done.field, why)
    return _done(DoneIn(at=why.at, field=done.field, count=count, query=done.query, taken_back=True))


def _done(done: DoneIn) -> Response:
    return RedirectResponse(f"/assets/bulk/done?{urlencode(done.model_dump(mode='json'))}", HTTPStatus.SEE_OTHER)
