"""Files that are kept with something: put there once, shown, taken off; what was taken off is kept, and not shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.attachments import Paper
from inventory.errors import InventoryError, NotFound
from inventory.ids import SchoolId, new_id
from inventory.store.cards import Attachment
from inventory.store.slips import SlipPaper

MOST = 30

Row = TypeVar("Row", Attachment, SlipPaper)


class TooManyAttachments(InventoryError):
    """More than anybody looks through."""

    text = "{most} files are kept here already, and no more are taken. Take one off first."


@dataclass(frozen=True, slots=True)
class Shelf(Generic[Row]):
    """Where files of one sort are kept, and the column that says what each belongs to."""

    table: type[Row]
    owner: InstrumentedAttribute[UUID]

    def kept(self, school: SchoolId, owner: UUID) -> tuple[ColumnElement[bool], ...]:
        """What fits the files that are with the owner now."""
        return self.table.school_id == school, self.owner == owner, self.table.removed_at.is_(None)


class Put(NamedTuple):
    """A file that is kept; `new` if it was not before."""

    id: UUID
    sha256: str
    new: bool


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """A file as a list shows it. `item` is the position of the piece it belongs to, None for the whole."""

    id: UUID
    filename: str
    media_type: str
    size: int
    note: str
    by: str
    at: datetime
    item: int | None = None

    @property
    def shows(self) -> bool:
        """Whether it is a picture."""
        return self.media_type.startswith("image/")


def put(
    session: Session,
    school: SchoolId,
    shelf: Shelf[Row],
    owner: UUID,
    paper: Paper,
    note: str,
    *,
    by: str,
    at: datetime,
    **more: Any,
) -> Put:
    """Keeps the file with the owner, once however often it is handed in. Raises `TooManyAttachments`."""
    digest = sha256(paper.content).hexdigest()
    rows = session.execute(select(shelf.table.sha256, shelf.table.id).where(*shelf.kept(school, owner)))
    there: dict[str, UUID] = {row.sha256: row.id for row in rows}
    if digest in there:
        return Put(there[digest], digest, new=False)
    if len(there) >= MOST:
        raise TooManyAttachments(most=MOST)
    made = Put(new_id(), digest, new=True)
    row = shelf.table(
        school_id=school,
        id=made.id,
        filename=paper.filename,
        media_type=paper.media_type,
        content=paper.content,
        sha256=digest,
        note=note,
        added_by=by,
        added_at=at,
        removed_by="",
        removed_at=None,
        **{shelf.owner.key: owner, **more},
    )
    session.add(row)
    return made


def the_row(session: Session, school: SchoolId, shelf: Shelf[Row], owner: UUID, file: UUID) -> Row:
    """The file as it is kept. Raises `NotFound`."""
    row = session.scalar(select(shelf.table).where(*shelf.kept(school, owner), shelf.table.id == file))
    if row is None:
        raise NotFound(kind="file", name=file)
    return row


def the_file(session: Session, school: SchoolId, shelf: Shelf[Row], owner: UUID, file: UUID) -> Paper:
    """The file itself. Raises `NotFound`."""
    row = the_row(session, school, shelf, owner, file)
    return Paper(row.filename, row.media_type, row.content)


def take_off(
    session: Session, school: SchoolId, shelf: Shelf[Row], owner: UUID, file: UUID, *, by: str, at: datetime
) -> dict[str, str]:
    """Takes the file off; what the journal says of it. Raises `NotFound`."""
    row = the_row(session, school, shelf, owner, file)
    row.removed_by, row.removed_at = by, at
    return {"filename": row.filename, "sha256": row.sha256}


def files_of(session: Session, school: SchoolId, shelf: Shelf[Row], owner: UUID) -> Sequence[AttachmentLine]:
    """The files without their bytes, the first put there first."""
    table = shelf.table
    size = func.length(table.content)
    columns = (table.id, table.filename, table.media_type, size, table.note, table.added_by, table.added_at)
    rows = session.execute(select(*columns).where(*shelf.kept(school, owner)).order_by(table.id))
    return [AttachmentLine(*row) for row in rows]
