"""Photos and papers of a document: put on, shown, taken off."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from inventory.actions.documents.slip_files import paper_of_slip, put_on_slip, take_off_slip
from inventory.errors import InventoryError
from inventory.ids import SlipId
from service.access import Counter, Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.pages.attachments import as_file, not_taken
from service.wire import Word

router = APIRouter(prefix="/documents/{slip}/papers")


@router.post("")
def add(
    request: Request,
    who: Counter,
    session: WriteSession,
    slip: UUID,
    file: Annotated[UploadFile, File()],
    note: Annotated[Word, Form()] = "",
) -> Response:
    """Keeps a file with the document."""
    refuse_register_if_blind(session, who)
    what = file.filename or "", file.file.read(), note.strip()
    try:
        put_on_slip(session, who.school, SlipId(slip), *what, by=who.name, role=who.role, at=datetime.now(UTC))
    except InventoryError as error:
        return not_taken(request, who, error)
    return RedirectResponse(f"/documents/{slip}#files", HTTPStatus.SEE_OTHER)


@router.get("/{paper}")
def show(who: Viewer, session: ReadSession, slip: UUID, paper: UUID) -> Response:
    """The file: a picture to look at, a paper to keep."""
    refuse_register_if_blind(session, who)
    return as_file(paper_of_slip(session, who.school, SlipId(slip), paper))


@router.post("/{paper}/remove")
def remove(who: Counter, session: WriteSession, slip: UUID, paper: UUID) -> Response:
    """Takes the file off the document."""
    take_off_slip(session, who.school, SlipId(slip), paper, by=who.name, role=who.role, at=datetime.now(UTC))
    return RedirectResponse(f"/documents/{slip}#files", HTTPStatus.SEE_OTHER)
