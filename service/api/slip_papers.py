"""Photos and papers of documents, for programs."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Response, UploadFile

from inventory.actions.cards.kept_files import AttachmentLine
from inventory.actions.documents.slip_files import papers_of_slip, put_on_slip, take_off_slip
from inventory.ids import SlipId
from service.access import Counter, Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.pages.slips_papers import show
from service.wire import Word

router = APIRouter(prefix="/documents/{slip}/papers")

router.add_api_route("/{paper}", show, name="paper", response_class=Response)


@router.get("")
def get_papers(who: Viewer, session: ReadSession, slip: UUID) -> list[AttachmentLine]:
    """The files of the document, the first put on first."""
    refuse_register_if_blind(session, who)
    return list(papers_of_slip(session, who.school, SlipId(slip)))


@router.post("", status_code=201)
def post_paper(
    who: Counter,
    session: WriteSession,
    slip: UUID,
    file: Annotated[UploadFile, File()],
    note: Annotated[Word, Form()] = "",
) -> dict[str, UUID]:
    """Keeps a photo or a PDF with the document, once however often it is handed in."""
    refuse_register_if_blind(session, who)
    what, at = (file.filename or "", file.file.read(), note.strip()), datetime.now(UTC)
    return {"id": put_on_slip(session, who.school, SlipId(slip), *what, by=who.name, role=who.role, at=at)}


@router.delete("/{paper}", status_code=204)
def delete_paper(who: Counter, session: WriteSession, slip: UUID, paper: UUID) -> None:
    """Takes the file off the document."""
    take_off_slip(session, who.school, SlipId(slip), paper, by=who.name, role=who.role, at=datetime.now(UTC))
