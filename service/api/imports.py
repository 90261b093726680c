"""Register files over HTTP: hand in and preview, say how they are meant, apply, undo."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, UploadFile
from pydantic import BaseModel, Field

from inventory.actions.importing import imports
from inventory.actions.importing.import_plan import Meeting, Wanted
from inventory.actions.importing.import_undo import undo_import
from inventory.ids import ImportId
from inventory.register import Doubt
from service.access import Manager
from service.database import ReadSession, WriteSession
from service.wire import Word
from service.zone import Zone

router = APIRouter(prefix="/imports")

CHANGES_TOLD = 1000
"""Of changes an import would make so many are told one by one."""


class DoubtOut(BaseModel):
    """Something to look at, at its place in the file."""

    code: str
    message: str
    sheet: str | None
    line: int | None
    column: str | None


class RegisterColumnOut(BaseModel):
    """A column: its head, the field it was read as ("others": kept, "ignore": left out), and some of its texts."""

    head: str
    field: str
    sample: list[str]


class SheetOut(BaseModel):
    """A sheet, and whether it was read. Hidden ones are only read if they are asked for."""

    name: str | None
    hidden: bool
    taken: bool


class ImportChangeOut(BaseModel):
    """What a line of the file would change on a card, or where its pieces are booked."""

    sheet: str | None
    line: int
    asset_no: str
    field: str
    before: str
    after: str


class PreviewOut(BaseModel):
    """What applying the file would do, or has done."""

    id: UUID
    filename: str
    rows: int
    new: int
    changed: int
    unchanged: int
    doubts: list[DoubtOut]
    columns: list[RegisterColumnOut]
    sheets: list[SheetOut]
    changes: list[ImportChangeOut]
    updates: bool
    moves: bool
    applied_at: datetime | None
    undone_at: datetime | None


class HandedInOut(BaseModel):
    """A file that was handed in."""

    id: UUID
    filename: str
    by: str
    at: datetime
    applied_at: datetime | None
    undone_at: datetime | None


class HowIn(BaseModel, extra="forbid"):
    """How a file is meant: by head the field of a column that was misread, the sheets to read (none: all that are
    not hidden), and whether known cards are changed (`updates`) and their pieces booked elsewhere (`moves`)."""

    columns: Annotated[dict[Word, Word], Field(max_length=200)] = {}
    sheets: Annotated[list[Word], Field(max_length=200)] = []
    updates: bool = False
    moves: bool = False


@router.get("")
def list_all(who: Manager, session: ReadSession) -> list[HandedInOut]:
    """The files handed in last, the newest first."""
    return [
        HandedInOut.model_validate(each, from_attributes=True) for each in imports.list_imports(session, who.school)
    ]


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


@router.patch("/{import_id}")
def say_how(who: Manager, session: WriteSession, import_id: UUID, how: HowIn) -> PreviewOut:
    """Corrects how the file is read, and what is wanted of it. Its columns are remembered for files like it."""
    said, wanted = imports.Said(how.columns, how.sheets), Wanted(how.updates, how.moves)
    now = datetime.now(UTC)
    return _out(imports.say_how(session, who.school, ImportId(import_id), said, wanted, by=who.name, at=now))


@router.post("/{import_id}/apply")
def apply(who: Manager, session: WriteSession, zone: Zone, import_id: UUID) -> PreviewOut:
    """Enters every new card of the file and changes known ones as was wanted, all or none."""
    now = datetime.now(UTC)
    return _out(imports.apply_import(session, who.school, ImportId(import_id), by=who.name, at=now, zone=zone))


@router.post("/{import_id}/undo")
def undo(who: Manager, session: WriteSession, zone: Zone, import_id: UUID) -> dict[str, str]:
    """Takes the import back, whole."""
    undo_import(session, who.school, ImportId(import_id), by=who.name, at=datetime.now(UTC), zone=zone)
    return {"state": "undone"}


def _out(preview: imports.Preview) -> PreviewOut:
    plan, file = preview.plan, preview.file
    return PreviewOut(
        id=preview.id,
        filename=preview.filename,
        rows=len(file.rows),
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
        doubts=[doubt_out(doubt) for doubt in preview.doubts],
        columns=[RegisterColumnOut.model_validate(column, from_attributes=True) for column in file.columns],
        sheets=[SheetOut.model_validate(sheet, from_attributes=True) for sheet in file.sheets],
        changes=list(
            islice((change for meeting in plan.changed for change in _changes(meeting, preview)), CHANGES_TOLD)
        ),
        updates=preview.wanted.updates,
        moves=preview.wanted.moves,
        applied_at=preview.applied_at,
        undone_at=preview.undone_at,
    )


def _changes(meeting: Meeting, preview: imports.Preview) -> Iterator[ImportChangeOut]:
    row = meeting.row
    for field, (before, after) in meeting.told(preview.wanted):
        yield ImportChangeOut(
            sheet=row.sheet, line=row.line, asset_no=row.asset_no, field=field, before=before, after=after
        )


def doubt_out(doubt: Doubt) -> DoubtOut:
    """The doubt as programs are told of it."""
    return DoubtOut(code=doubt.code, message=str(doubt), sheet=doubt.sheet, line=doubt.line, column=doubt.column)
