"""Taking a register file in: hand in, look at every doubt, say how it is meant, apply. Nothing is half-done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.cards.card_changes import Why
from inventory.actions.cards.register import Entry, add_cards, add_rooms, names_of
from inventory.actions.importing.import_plan import Plan, Wanted, plan
from inventory.actions.importing.import_updates import move_pieces, update_cards
from inventory.actions.proof.journal import record
from inventory.actions.school.schools import lock_school
from inventory.categories import scheme_of
from inventory.collecting import uncollected
from inventory.digests import together
from inventory.errors import InventoryError, NotFound
from inventory.exchange.register_file import open_register, understand
from inventory.exchange.register_read import LastRead
from inventory.ids import ImportId, SchoolId, new_id
from inventory.matching import category_of
from inventory.register import Doubt, RegisterFile
from inventory.store.register import RegisterImport, RegisterShape


class AlreadyApplied(InventoryError):
    """The import was applied before."""

    text = "This import was applied already; its cards are in the register."


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says about a file: by head the field of each column that was misunderstood, and the sheets that
    are to be read (none: all that are not hidden)."""

    columns: Mapping[str, str]
    sheets: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: how its file was read, what that comes to, and every doubt."""

    id: ImportId
    filename: str
    file: RegisterFile
    wanted: Wanted
    plan: Plan
    applied_at: datetime | None
    undone_at: datetime | None

    @property
    def doubts(self) -> list[Doubt]:
        """All doubts: of the file, and of what it says differently."""
        return [*self.file.doubts, *self.plan.doubts]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that was handed in, and what became of it."""

    id: ImportId
    filename: str
    by: str
    at: datetime
    applied_at: datetime | None
    undone_at: datetime | None


def list_imports(session: Session, school: SchoolId, *, most: int = 100) -> list[HandedIn]:
    """The files handed in last, the newest first."""
    said = (RegisterImport.handed_in_by, RegisterImport.handed_in_at)
    then = (RegisterImport.applied_at, RegisterImport.undone_at)
    newest = select(RegisterImport.id, RegisterImport.filename, *said, *then).where(
        RegisterImport.school_id == school
    )
    rows = session.execute(newest.order_by(RegisterImport.id.desc()).limit(most))
    return [HandedIn(ImportId(row[0]), *row[1:]) for row in rows]


_LAST_READ = LastRead()

AS_IT_IS = Wanted()
"""Known cards are left alone."""


def look_at(session: Session, school: SchoolId, filename: str, content: bytes, wanted: Wanted = AS_IT_IS) -> Preview:
    """What importing this file would do (the dry run). Raises `UnreadableRegister`; writes nothing."""
    file, _ = _read(session, school, filename, content)
    return Preview(ImportId(new_id()), filename, file, wanted, plan(session, school, file, wanted), None, None)


def hand_in(
    session: Session,
    school: SchoolId,
    filename: str,
    content: bytes,
    wanted: Wanted = AS_IT_IS,
    *,
    by: str,
    at: datetime,
) -> Preview:
    """Keeps the file for `apply_import` and tells what it would do. Raises `UnreadableRegister`.

    Its columns are understood as somebody said of the last file with the same heads.
    """
    file, columns = _read(session, school, filename, content)
    _LAST_READ.keep(filename, content, columns, file)
    handed_in = _keep(session, school, filename, content, by=by, at=at)
    handed_in.columns, handed_in.updates, handed_in.moves = columns, wanted.updates, wanted.moves
    return _preview(session, handed_in, file)


def keep_unread(
    session: Session, school: SchoolId, filename: str, content: bytes, *, by: str, at: datetime
) -> ImportId:
    """Keeps a file whose columns nobody understands yet (`NoHead`), until `say_how` says what they are."""
    return ImportId(_keep(session, school, filename, content, by=by, at=at).id)


def _keep(
    session: Session, school: SchoolId, filename: str, content: bytes, *, by: str, at: datetime
) -> RegisterImport:
    kept = RegisterImport(school_id=school, filename=filename, content=content, handed_in_by=by, handed_in_at=at)
    session.add(kept)
    session.flush()
    return kept


def _read(session: Session, school: SchoolId, filename: str, content: bytes) -> tuple[RegisterFile, dict[str, str]]:
    """The file, with what was said of its shape once."""
    lists = open_register(filename, content)
    of_shape = (RegisterShape.school_id == school, RegisterShape.shape == lists.shape)
    columns = session.scalar(select(RegisterShape.columns).where(*of_shape)) or {}
    return understand(lists, columns), columns


def preview_import(session: Session, school: SchoolId, import_id: ImportId) -> Preview:
    """What applying the handed-in file would do now. Raises `NotFound`."""
    handed_in = import_of(session, school, import_id)
    return _preview(session, handed_in, _file(handed_in))


def say_how(
    session: Session, school: SchoolId, import_id: ImportId, said: Said, wanted: Wanted, *, by: str, at: datetime
) -> Preview:
    """Corrects how the file is read and what is wanted of it; the columns are remembered for files of its shape.

    Raises `NotFound`, `AlreadyApplied`, or `UnreadableRegister` if it cannot be read that way.
    """
    lock_school(session, school)
    handed_in = _waiting(session, school, import_id)
    handed_in.columns, handed_in.sheets = dict(said.columns), list(said.sheets)
    handed_in.updates, handed_in.moves = wanted.updates, wanted.moves
    file = _file(handed_in)
    _remember(session, handed_in, file.shape, by=by, at=at)
    return _preview(session, handed_in, file)


def _remember(session: Session, handed_in: RegisterImport, shape: str, *, by: str, at: datetime) -> None:
    of_shape = (RegisterShape.school_id == handed_in.school_id, RegisterShape.shape == shape)
    known = session.scalar(select(RegisterShape).where(*of_shape))
    if known is None:
        known = RegisterShape(school_id=handed_in.school_id, shape=shape)
        session.add(known)
    known.columns, known.said_by, known.said_at = handed_in.columns, by, at


@uncollected()
def apply_import(
    session: Session, school: SchoolId, import_id: ImportId, *, by: str, at: datetime, zone: tzinfo = UTC
) -> Preview:
    """Enters the new cards of a handed-in file, and changes known ones as was wanted; all of it or nothing.

    Raises `NotFound` or `AlreadyApplied`.
    """
    touch_open_stocktakes(session, school)
    lock_school(session, school)  # two files may name the same new room
    handed_in = _waiting(session, school, import_id)
    preview = _preview(session, handed_in, _file(handed_in))
    began = _carry_out(session, preview, Entry(school, import_id, by, at), zone)
    handed_in.applied_at, handed_in.undone_at = at, None
    done = preview.plan
    facts = {
        "filename": handed_in.filename,
        "new": str(len(done.new)),
        "changed": str(len(done.changed)),
        "unchanged": str(done.unchanged),
        "beginning": began,
    }
    record(session, school, at=at, by=by, what="register imported", subject=import_id, facts=facts)
    _LAST_READ.forget()
    return preview


def _carry_out(session: Session, preview: Preview, entry: Entry, zone: tzinfo) -> str:
    """Does it all; the sum of the pieces it puts on the books, as they begin."""
    done, wanted = preview.plan, preview.wanted
    add_rooms(session, entry, done.new_rooms)
    rows = [*(row for _, row in done.new), *(meeting.row for meeting in done.changed)]
    named = {(row.category_code, row.category_name) for _, row in done.new}
    named |= {category_of(meeting.row, meeting.card) for meeting in done.changed}
    names = names_of(session, entry.school, rows, {pair: scheme_of(pair[0]) for pair in named})
    began = [add_cards(session, entry, done.new, names)]
    why = Why(entry.by, entry.at, preview.filename, entry.import_id)
    if wanted.updates:
        began.append(update_cards(session, entry, done.changed, names, why))
    if wanted.moves:
        move_pieces(session, entry, done.changed, names, why, zone)
    return together(began)


def import_of(session: Session, school: SchoolId, import_id: ImportId, *, lock: bool = False) -> RegisterImport:
    """The file as it was handed in. Raises `NotFound`."""
    this = select(RegisterImport).where(RegisterImport.school_id == school, RegisterImport.id == import_id)
    found = session.scalar(this.with_for_update() if lock else this)
    if found is None:
        raise NotFound(kind="import", name=import_id)
    return found


def _waiting(session: Session, school: SchoolId, import_id: ImportId) -> RegisterImport:
    handed_in = import_of(session, school, import_id, lock=True)
    if handed_in.applied_at is not None and handed_in.undone_at is None:
        raise AlreadyApplied
    return handed_in


def _file(handed_in: RegisterImport) -> RegisterFile:
    sheets = handed_in.sheets or None
    return _LAST_READ.read(handed_in.filename, handed_in.content, handed_in.columns, sheets)


def _preview(session: Session, handed_in: RegisterImport, file: RegisterFile) -> Preview:
    wanted = Wanted(handed_in.updates, handed_in.moves)
    planned = plan(session, SchoolId(handed_in.school_id), file, wanted)
    return Preview(
        ImportId(handed_in.id),
        handed_in.filename,
        file,
        wanted,
        planned,
        handed_in.applied_at,
        handed_in.undone_at,
    )
