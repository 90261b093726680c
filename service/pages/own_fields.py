"""The school's own fields of a card: which there are, a new one, their order, and dropping them."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import AfterValidator
from sqlalchemy.orm import Session

from inventory.actions.cards.own_fields import KINDS, add_field, drop_field, move_up, own_fields, take_up_field
from inventory.errors import InventoryError
from inventory.fields import Holds
from service.access import Manager, Who
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.language import key
from service.pages.errors import NAMELESS
from service.pages.rendering import answer, say_error, speech_of
from service.wire import Word

router = APIRouter(prefix="/assets/own-fields")

KIND_NAME = {
    Holds.TEXT: key("Text"),
    Holds.NUMBER: key("Number"),
    Holds.DAY: key("Date"),
    Holds.CHOICE: key("One of several words"),
}


def _one_of_ours(kind: Holds) -> Holds:
    if kind not in KINDS:
        raise ValueError("a field holds text, a number, a date or one of several words")
    return kind


Kind = Annotated[Holds, AfterValidator(_one_of_ours)]


@router.get("")
def own_fields_page(request: Request, who: Manager, session: ReadSession) -> Response:
    """Every field."""
    return _page(request, who, session)


@router.post("")
def add(
    request: Request,
    who: Manager,
    session: WriteSession,
    name: Annotated[Word, Form()],
    kind: Annotated[Kind, Form()],
    choices: Annotated[str, Form(max_length=5_000)] = "",
) -> Response:
    """A new field behind the others."""
    name, typed = name.strip(), {"name": name, "kind": kind, "choices": choices}
    if not name:
        problem = speech_of(request).say(NAMELESS)
        return _page(request, who, session, HTTPStatus.UNPROCESSABLE_ENTITY, problem, **typed)
    try:
        add_field(session, who.school, name, kind, choices.splitlines(), by=who.name, at=datetime.now(UTC))
    except InventoryError as error:
        return _page(request, who, session, status_of(error), say_error(speech_of(request), error), **typed)
    return RedirectResponse("/assets/own-fields", HTTPStatus.SEE_OTHER)


@router.post("/{field}")
def change(
    who: Manager,
    session: WriteSession,
    field: UUID,
    what: Annotated[Literal["up", "drop", "take up"], Form()],
) -> Response:
    """Moves the field up, drops it, or takes it up again."""
    at = datetime.now(UTC)
    match what:
        case "up":
            move_up(session, who.school, field)
        case "drop":
            drop_field(session, who.school, field, by=who.name, at=at)
        case "take up":
            take_up_field(session, who.school, field, by=who.name, at=at)
    return RedirectResponse("/assets/own-fields", HTTPStatus.SEE_OTHER)


def _page(
    request: Request,
    who: Who,
    session: Session,
    status: HTTPStatus = HTTPStatus.OK,
    problem: str = "",
    **typed: object,
) -> Response:
    blank = {"name": "", "kind": Holds.TEXT, "choices": ""}
    return answer(
        status,
        request,
        "own_fields.html",
        who,
        fields=own_fields(session, who.school, dropped=True),
        kinds={kind: KIND_NAME[kind] for kind in KINDS},
        typed=blank | typed,
        problem=problem,
    )
