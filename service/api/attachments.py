"""Photos and papers of cards, for programs."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Response, UploadFile

from inventory.actions.cards.attachments import attach, attachments_of, detach
from inventory.actions.cards.kept_files import AttachmentLine
from inventory.ids import AssetId, ItemId
from service.access import Manager, Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.pages.attachments import show
from service.sought import Typed
from service.wire import Word

router = APIRouter(prefix="/assets/{asset}/attachments")

router.add_api_route("/{attachment}", show, name="attachment", response_class=Response)


@router.get("")
def get_attachments(who: Viewer, session: ReadSession, asset: UUID) -> list[AttachmentLine]:
    """The files of the card, the first put on first."""
    refuse_register_if_blind(session, who)
    return list(attachments_of(session, who.school, AssetId(asset)))


@router.post("", status_code=201)
def post_attachment(
    who: Manager,
    session: WriteSession,
    asset: UUID,
    file: Annotated[UploadFile, File()],
    note: Annotated[Word, Form()] = "",
    item: Annotated[Typed[UUID], Form()] = None,
) -> dict[str, UUID]:
    """Keeps a photo or a PDF with the card or with one of its pieces, once however often it is handed in."""
    what = file.filename or "", file.file.read(), note.strip()
    piece, at = ItemId(item) if item else None, datetime.now(UTC)
    return {"id": attach(session, who.school, AssetId(asset), *what, item=piece, by=who.name, at=at)}


@router.delete("/{attachment}", status_code=204)
def delete_attachment(who: Manager, session: WriteSession, asset: UUID, attachment: UUID) -> None:
    """Takes the file off the card."""
    detach(session, who.school, AssetId(asset), attachment, by=who.name, at=datetime.now(UTC))
