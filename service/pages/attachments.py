"""Photos and papers of a card: put on, shown, taken off."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from inventory.actions.cards.attachments import attach, detach, the_attachment
from inventory.attachments import Paper
from inventory.errors import InventoryError
from inventory.ids import AssetId, ItemId
from service.access import Manager, Viewer, Who
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.pages.rendering import answer, say_error, speech_of
from service.sought import Typed
from service.wire import Word

router = APIRouter(prefix="/assets/{asset}/attachments")


@router.post("")
def add(
    request: Request,
    who: Manager,
    session: WriteSession,
    asset: UUID,
    file: Annotated[UploadFile, File()],
    note: Annotated[Word, Form()] = "",
    item: Annotated[Typed[UUID], Form()] = None,
) -> Response:
    """Keeps a file with the card, or with one of its pieces."""
    at, content = datetime.now(UTC), file.file.read()
    piece = ItemId(item) if item else None
    try:
        attach(
            *(session, who.school, AssetId(asset), file.filename or "", content, note.strip()),
            item=piece,
            by=who.name,
            at=at,
        )
    except InventoryError as error:
        return not_taken(request, who, error)
    return RedirectResponse(f"/assets/{asset}#files", HTTPStatus.SEE_OTHER)


@router.get("/{attachment}")
def show(who: Viewer, session: ReadSession, asset: UUID, attachment: UUID) -> Response:
    """The file: a picture to look at, a paper to keep."""
    refuse_register_if_blind(session, who)
    return as_file(the_attachment(session, who.school, AssetId(asset), attachment))


def as_file(paper: Paper) -> Response:
    """The file as the answer; nothing in it is ever run."""
    how = "inline" if paper.shows else "attachment"
    headers = {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(paper.filename, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, max-age=86400, immutable",
    }
    return Response(paper.content, media_type=paper.media_type, headers=headers)


@router.post("/{attachment}/remove")
def remove(who: Manager, session: WriteSession, asset: UUID, attachment: UUID) -> Response:
    """Takes the file off the card."""
    detach(session, who.school, AssetId(asset), attachment, by=who.name, at=datetime.now(UTC))
    return RedirectResponse(f"/assets/{asset}#files", HTTPStatus.SEE_OTHER)


def not_taken(request: Request, who: Who, error: InventoryError) -> Response:
    """The page that says why a file was not taken."""
    speech = speech_of(request)
    title = speech.say("The file was not taken")
    back, detail = request.url.path.rpartition("/")[0], say_error(speech, error)
    return answer(status_of(error), request, "error.html", who, title=title, detail=detail, whence=back)
