"""Files that bind tags, for programs: hand one in, see what it would bind, apply it, take it back."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, UploadFile
from pydantic import BaseModel
from sqlalchemy.orm import Session

from inventory.actions.tagging.tag_files import TagFileId, apply_tags, file_plan, hand_in_tags, take_back_tags
from inventory.exchange.tag_file import Says
from service.access import Manager, Who
from service.api.imports import DoubtOut, doubt_out
from service.database import ReadSession, WriteSession
from service.pages.imports import filename_of

router = APIRouter(prefix="/tags/files")


class TagFileOut(BaseModel):
    """A file: its columns as they are understood, how many tags it would bind now, and every doubt."""

    id: UUID
    filename: str
    columns: dict[str, Says]
    lines: int
    to_bind: int
    already: int
    doubts: list[DoubtOut]
    applied_at: datetime | None
    undone_at: datetime | None


@router.post("", status_code=201)
def post_file(who: Manager, session: WriteSession, file: Annotated[UploadFile, File()]) -> TagFileOut:
    """Keeps the file; nothing is bound yet."""
    kept = hand_in_tags(session, who.school, filename_of(file), file.file.read(), by=who.name, at=datetime.now(UTC))
    return _file(session, who, kept)


@router.get("/{file_id}")
def get_file(who: Manager, session: ReadSession, file_id: UUID) -> TagFileOut:
    """What the file would bind as things are now."""
    return _file(session, who, TagFileId(file_id))


@router.post("/{file_id}/apply")
def post_apply(who: Manager, session: WriteSession, file_id: UUID) -> TagFileOut:
    """Binds what can be bound."""
    apply_tags(session, who.school, TagFileId(file_id), by=who.name, at=datetime.now(UTC))
    return _file(session, who, TagFileId(file_id))


@router.post("/{file_id}/undo")
def post_undo(who: Manager, session: WriteSession, file_id: UUID) -> TagFileOut:
    """Takes off what the file bound."""
    take_back_tags(session, who.school, TagFileId(file_id), by=who.name, at=datetime.now(UTC))
    return _file(session, who, TagFileId(file_id))


def _file(session: Session, who: Who, file_id: TagFileId) -> TagFileOut:
    plan = file_plan(session, who.school, file_id)
    return TagFileOut(
        id=plan.file.id,
        filename=plan.file.filename,
        columns=dict(zip(plan.table.heads, plan.says, strict=True)),
        lines=plan.lines,
        to_bind=len(plan.assignment.assigned),
        already=plan.assignment.already,
        doubts=[doubt_out(doubt) for doubt in plan.doubts],
        applied_at=plan.file.applied_at,
        undone_at=plan.file.undone_at,
    )
