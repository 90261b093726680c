"""Binding tags by a file: it is kept, looked at, applied in one go, and taken back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NewType
from uuid import UUID

from sqlalchemy import and_, insert, select, update
from sqlalchemy.orm import Session, defer

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import came, counted
from inventory.actions.school.schools import lock_school
from inventory.actions.tagging.binding import bearers_now, new_binding
from inventory.actions.tagging.labels import tagged
from inventory.errors import InventoryError, NotFound
from inventory.exchange.tag_assigning import Assignment, Candidate, assign, spellings
from inventory.exchange.tag_file import Says, guess_columns, read_lines
from inventory.exchange.tag_list import ListTable, read_table
from inventory.ids import AssetId, ItemId, SchoolId, new_id
from inventory.register import Doubt, ItemState
from inventory.store.lists import TagFile, TagFileBinding
from inventory.store.parts import among, in_parts
from inventory.store.register import Asset, Item, TagBinding
from inventory.tagging import Bearer, Bears

TagFileId = NewType("TagFileId", UUID)


class FileApplied(InventoryError):
    """A file is applied once."""

    text = "The tags of {filename} were bound before."


class FileNotApplied(InventoryError):
    """Only what was applied, and not taken back yet, can be taken back."""

    text = "The tags of {filename} are not bound, so there is nothing to take back."


@dataclass(frozen=True, slots=True)
class FilePlan:
    """A file, how its columns are understood, what would be bound, and every doubt in order of its place."""

    file: TagFile
    table: ListTable
    says: tuple[Says, ...]
    lines: int
    assignment: Assignment
    doubts: tuple[Doubt, ...]


def hand_in_tags(
    session: Session, school: SchoolId, filename: str, content: bytes, *, by: str, at: datetime
) -> TagFileId:
    """Keeps the file; nothing is bound yet. Raises a child of `UnreadableRegister`."""
    read_table(filename, content)
    kept = TagFile(
        school_id=school,
        id=new_id(),
        filename=filename,
        content=content,
        handed_in_by=by,
        handed_in_at=at,
        columns={},
        applied_at=None,
        undone_at=None,
    )
    session.add(kept)
    session.flush()
    record(session, school, at=at, by=by, what="tag file handed in", subject=kept.id, facts={"filename": filename})
    return TagFileId(kept.id)


def the_tag_file(session: Session, school: SchoolId, file_id: TagFileId) -> TagFile:
    """The file as it is kept. Raises `NotFound`."""
    kept = session.get(TagFile, (school, file_id))
    if kept is None:
        raise NotFound(kind="file", name=file_id)
    return kept


def tag_files(session: Session, school: SchoolId, *, limit: int = 20) -> Sequence[TagFile]:
    """The files handed in last, without their content."""
    newest = select(TagFile).where(TagFile.school_id == school).order_by(TagFile.handed_in_at.desc()).limit(limit)
    return session.scalars(newest.options(defer(TagFile.content))).all()


def say_columns(session: Session, school: SchoolId, file_id: TagFileId, says: Sequence[Says]) -> None:
    """From now on the columns of the file are understood so. Raises `NotFound` or `FileApplied`."""
    kept = the_tag_file(session, school, file_id)
    if kept.applied_at:
        raise FileApplied(filename=kept.filename)
    kept.columns = {str(index): each.value for index, each in enumerate(says)}


def file_plan(session: Session, school: SchoolId, file_id: TagFileId) -> FilePlan:
    """What the file would bind as things are now. Raises `NotFound`."""
    kept = the_tag_file(session, school, file_id)
    table = read_table(kept.filename, kept.content)
    says = _said(kept, table) or guess_columns(table)
    lines, doubts = read_lines(table, says)
    by_number = _by_number(session, school, {number for line in lines for number in spellings(line)})
    on = bearers_now(session, school, sorted({tag for line in lines for tag in line.tag.tags()}))
    assignment = assign(lines, by_number, on)
    both = sorted((*doubts, *assignment.doubts), key=lambda doubt: (doubt.sheet or "", doubt.line or 0))
    return FilePlan(kept, table, says, len(lines), assignment, tuple(both))


def apply_tags(session: Session, school: SchoolId, file_id: TagFileId, *, by: str, at: datetime) -> int:
    """Binds what can be bound; how many tags. Raises `NotFound` or `FileApplied`."""
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    plan = file_plan(session, school, file_id)
    if plan.file.applied_at:
        raise FileApplied(filename=plan.file.filename)
    bindings = [
        new_binding(school, each.tag, Bearer(Bears.ITEM, each.item), each.tid, by=by, at=at)
        for each in plan.assignment.assigned
    ]
    session.add_all(bindings)
    session.flush()
    if bindings:
        its = {"school_id": school, "file_id": file_id}
        session.execute(insert(TagFileBinding), [its | {"binding_id": binding.id} for binding in bindings])
        came(session, school, TagBinding, among(session, TagBinding.id, [binding.id for binding in bindings]))
    plan.file.applied_at = at
    facts = {"filename": plan.file.filename, "tags": str(len(bindings))}
    record(session, school, at=at, by=by, what="tags bound by a file", subject=file_id, facts=facts)
    return len(bindings)


def take_back_tags(session: Session, school: SchoolId, file_id: TagFileId, *, by: str, at: datetime) -> None:
    """Takes off what the file bound and is still on; its name is the reason. Raises `NotFound`, `FileNotApplied`."""
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    kept = the_tag_file(session, school, file_id)
    if kept.applied_at is None or kept.undone_at is not None:
        raise FileNotApplied(filename=kept.filename)
    by_it = select(TagFileBinding.binding_id).where(
        TagFileBinding.school_id == school, TagFileBinding.file_id == file_id
    )
    with counted(session, school, TagBinding, TagBinding.id.in_(by_it)):
        session.execute(
            update(TagBinding)
            .where(TagBinding.school_id == school, TagBinding.unbound_at.is_(None), TagBinding.id.in_(by_it))
            .values(unbound_at=at, unbound_by=by, unbound_reason=kept.filename)
            .execution_options(synchronize_session=False)
        )
    kept.undone_at = at
    facts = {"filename": kept.filename}
    record(session, school, at=at, by=by, what="tag file taken back", subject=file_id, facts=facts)


def _said(kept: TagFile, table: ListTable) -> tuple[Says, ...]:
    if len(kept.columns) != len(table.heads):
        return ()
    return tuple(Says(kept.columns[str(index)]) for index in range(len(table.heads)))


def _by_number(session: Session, school: SchoolId, numbers: Iterable[str]) -> dict[str, list[Candidate]]:
    """The pieces that go by each number: their own, that of their card, or its number in the fiscal system."""
    found: dict[str, dict[ItemId, Candidate]] = defaultdict(dict)
    wanted = sorted(set(numbers))
    for column in (Item.number, Asset.asset_no, Asset.fiscal_no):
        missing = [number for number in wanted if number and number not in found]
        for some in in_parts(missing):
            rows = session.execute(
                select(column, Item.id, Asset.id, Item.position, Item.state)
                .select_from(Item)
                .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
                .where(Item.school_id == school, column.in_(some))
                .order_by(Asset.id, Item.position)
            )
            for number, item, asset, position, state in rows:
                gone = state == ItemState.RETIRED.value
                found[number][ItemId(item)] = Candidate(ItemId(item), AssetId(asset), position, gone, carries=False)
    carrying = tagged(session, school, sorted({item for pieces in found.values() for item in pieces}))
    return {
        number: [replace(piece, carries=piece.item in carrying) for piece in pieces.values()]
        for number, pieces in found.items()
    }
