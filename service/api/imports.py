"""Register files over HTTP: hand in and preview, apply, undo."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, UploadFile
from pydantic import BaseModel

from inventory.actions import imports
from inventory.ids import ImportId
from inventory.register import Doubt
from service.access import Manager
from service.database import ReadSession, WriteSession

router = APIRouter(prefix="/imports")


class DoubtOut(BaseModel):
    """Something to look at, at its place in the file."""

    code: str
    message: str
    sheet: str | None
    line: int | None
    column: str | None


class PreviewOut(BaseModel):
    """What applying the file would do, or has done."""

    id: UUID
    filename: str
    rows: int
    new: int
    unchanged: int
    doubts: list[DoubtOut]


@router.post("", status_code=201)
def hand_in(who: Manager, session: WriteSession, file: Annotated[UploadFile, File()]) -> PreviewOut:
    """Keeps the file and tells what it would do; the register is not touched yet."""
    return _out(
        imports.hand_in(session, who.school, file.filename or "", file.file.read(), by=who.name, at=datetime.now(UTC))
    )


@router.get("/{import_id}")
def preview(who: Manager, session: ReadSession, import_id: UUID) -> PreviewOut:
    """What applying the file would do now."""
    return _out(imports.preview_import(session, who.school, ImportId(import_id)))


@router.post("/{import_id}/apply")
def apply(who: Manager, session: WriteSession, import_id: UUID) -> PreviewOut:
    """Enters every new card of the file, all or none."""
    return _out(imports.apply_import(session, who.school, ImportId(import_id), by=who.name, at=datetime.now(UTC)))


@router.post("/{import_id}/undo")
def undo(who: Manager, session: WriteSession, import_id: UUID) -> dict[str, str]:
    """Takes the cards of this import out again."""
    imports.undo_import(session, who.school, ImportId(import_id), by=who.name, at=datetime.now(UTC))
    return {"state": "undone"}


def _out(preview: imports.Preview) -> PreviewOut:
    return PreviewOut(
        id=preview.id,
        filename=preview.filename,
        rows=len(preview.rows),
        new=preview.new,
        unchanged=preview.unchanged,
        doubts=[doubt_out(doubt) for doubt in preview.doubts],
    )


def doubt_out(doubt: Doubt) -> DoubtOut:
    """The doubt as programs are told of it."""
    return DoubtOut(code=doubt.code, message=str(doubt), sheet=doubt.sheet, line=doubt.line, column=doubt.column)
