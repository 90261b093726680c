"""Photos and papers of a slip: the picture of a fault, the approval from above, a borrower's letter."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.cards.kept_files import AttachmentLine, Shelf, files_of, put, take_off, the_file
from inventory.actions.documents.approving import NotYourSlip, the_slip_row
from inventory.actions.proof.journal import record
from inventory.attachments import Paper, as_attachment
from inventory.ids import SchoolId, SlipId
from inventory.store.slips import SlipPaper, SlipRow

_SHELF = Shelf(SlipPaper, SlipPaper.slip_id)


def put_on_slip(
    session: Session,
    school: SchoolId,
    slip: SlipId,
    filename: str,
    content: bytes,
    note: str,
    *,
    by: str,
    role: Role,
    at: datetime,
) -> UUID:
    """Keeps the file with the slip, once however often it is handed in.

    Raises `NotFound`, `NotYourSlip`, `TooManyAttachments`, and as `as_attachment`.
    """
    paper = as_attachment(filename, content)
    _check(the_slip_row(session, school, slip), by, role)
    made = put(session, school, _SHELF, slip, paper, note, by=by, at=at)
    if made.new:
        facts = {"filename": paper.filename, "sha256": made.sha256}
        record(session, school, at=at, by=by, what="file put on a document", subject=slip, facts=facts, reason=note)
    return made.id


def take_off_slip(
    session: Session, school: SchoolId, slip: SlipId, file: UUID, *, by: str, role: Role, at: datetime
) -> None:
    """Takes the file off the slip. Raises `NotFound`, `NotYourSlip`."""
    _check(the_slip_row(session, school, slip), by, role)
    facts = take_off(session, school, _SHELF, slip, file, by=by, at=at)
    record(session, school, at=at, by=by, what="file taken off a document", subject=slip, facts=facts)


def papers_of_slip(session: Session, school: SchoolId, slip: SlipId) -> Sequence[AttachmentLine]:
    """The files of the slip without their bytes, the first put on first."""
    return files_of(session, school, _SHELF, slip)


def paper_of_slip(session: Session, school: SchoolId, slip: SlipId, file: UUID) -> Paper:
    """The file itself. Raises `NotFound`."""
    return the_file(session, school, _SHELF, slip, file)


def _check(row: SlipRow, by: str, role: Role) -> None:
    if row.asked_by != by and role < Role.MANAGER:
        raise NotYourSlip(name=row.asked_by)
