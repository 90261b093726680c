"""Binding tags by a file: hand it in, see what it would bind and every doubt, apply it, take it back."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.actions.tagging.tag_files import (
    TagFileId,
    apply_tags,
    file_plan,
    hand_in_tags,
    say_columns,
    tag_files,
    take_back_tags,
)
from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.unreadable import UnreadableRegister
from inventory.exchange.tag_file import Says, can_bind
from service.access import Manager, Who
from service.database import ReadSession, WriteSession, database_of
from service.language import key
from service.pages.imports import DOUBTS_SHOWN, filename_of
from service.pages.lists import LONGEST_PASTE, NOTHING_HANDED_IN, ROWS_SHOWN
from service.pages.rendering import answer, page, say_error, speech_of

router = APIRouter(prefix="/tagging/files")

SAYS_NAME = {
    Says.NOTHING: key("Nothing of use"),
    Says.NUMBER: key("Asset number or barcode"),
    Says.PIECE: key("Which piece"),
    Says.TAG: key("Tag (EPC)"),
    Says.TID: key("Chip number (TID)"),
}


@router.get("")
def front(request: Request, who: Manager, session: ReadSession) -> Response:
    """Where a file is handed in, and those handed in last."""
    return _front(request, who, session)


@router.post("")
def hand_in(
    request: Request,
    who: Manager,
    file: Annotated[UploadFile | None, File()] = None,
    pasted: Annotated[str, Form(max_length=LONGEST_PASTE)] = "",
) -> Response:
    """Keeps the file and shows what it would bind."""
    content = (file.file.read() if file else b"") or pasted.strip().encode()
    speech = speech_of(request)
    name = (filename_of(file) if file else "") or speech.say("Pasted list")
    problem = "" if content else speech.say(NOTHING_HANDED_IN)
    if content:
        try:
            with database_of(request).write() as session:
                kept = hand_in_tags(session, who.school, name, content, by=who.name, at=datetime.now(UTC))
            return _to(kept)
        except UnreadableRegister as error:
            problem = say_error(speech, error)
    with database_of(request).read() as session:
        return _front(request, who, session, problem)


@router.get("/{file_id}")
def file_page(request: Request, who: Manager, session: ReadSession, file_id: UUID) -> Response:
    """What the file would bind, or has bound."""
    plan = file_plan(session, who.school, TagFileId(file_id))
    entries = plan.table.entries[:ROWS_SHOWN]
    return page(
        request,
        "tag_file.html",
        who,
        plan=plan,
        names=SAYS_NAME,
        can_bind=can_bind(plan.says),
        rows=[(entry.line, [as_text(cell) for cell in entry.cells]) for entry in entries],
        assigned=plan.assignment.assigned[:DOUBTS_SHOWN],
        shown=DOUBTS_SHOWN,
    )


@router.post("/{file_id}/columns")
def columns(who: Manager, session: WriteSession, file_id: UUID, column: Annotated[list[Says], Form()]) -> Response:
    """Understands the columns as they are said."""
    say_columns(session, who.school, TagFileId(file_id), column)
    return _to(file_id)


@router.post("/{file_id}/apply")
def apply(who: Manager, session: WriteSession, file_id: UUID) -> Response:
    """Binds what can be bound."""
    apply_tags(session, who.school, TagFileId(file_id), by=who.name, at=datetime.now(UTC))
    return _to(file_id)


@router.post("/{file_id}/undo")
def undo(who: Manager, session: WriteSession, file_id: UUID) -> Response:
    """Takes off what the file bound."""
    take_back_tags(session, who.school, TagFileId(file_id), by=who.name, at=datetime.now(UTC))
    return _to(file_id)


def _to(file_id: UUID) -> Response:
    return RedirectResponse(f"/tagging/files/{file_id}", HTTPStatus.SEE_OTHER)


def _front(request: Request, who: Who, session: Session, problem: str = "") -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    files = tag_files(session, who.school)
    return answer(status, request, "tag_files.html", who, files=files, problem=problem)
