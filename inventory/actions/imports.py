"""Taking a register file in: hand in, look at every doubt, apply, undo. Nothing is half-done at any step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, exists, literal, select
from sqlalchemy.orm import Session

from inventory.actions.journal import record
from inventory.actions.register import Cards, add_cards, plan
from inventory.actions.revisions import touch_open_stocktakes
from inventory.actions.schools import lock_school
from inventory.errors import InventoryError, NotFound
from inventory.exchange.register_file import read_register
from inventory.ids import ImportId, SchoolId, new_id
from inventory.register import Doubt, RegisterRow
from inventory.store.register import Asset, Item, RegisterImport, TagBinding
from inventory.store.stocktakes import ExpectedItem


class AlreadyApplied(InventoryError):
    """The import was applied before."""

    text = "This import was applied already; its cards are in the register."


class NotApplied(InventoryError):
    """Only an applied import can be undone."""

    text = "This import is not applied, so there is nothing to undo."


class RegisterInUse(InventoryError):
    """A stock-take already counts on the cards of this import."""

    text = "Cards of this import are in a stock-take, so it cannot be undone any more."


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: its rows, what of them is new, and every doubt."""

    id: ImportId
    filename: str
    rows: Sequence[RegisterRow]
    new: int
    unchanged: int
    doubts: Sequence[Doubt]


def look_at(session: Session, school: SchoolId, filename: str, content: bytes) -> Preview:
    """What importing this file would do (the dry run). Raises `UnreadableRegister`; writes nothing."""
    register = read_register(filename, content)
    cards = plan(session, school, register.rows)
    return _preview(ImportId(new_id()), filename, register.rows, cards, [*register.doubts, *cards.doubts])


def hand_in(session: Session, school: SchoolId, filename: str, content: bytes, *, by: str, at: datetime) -> Preview:
    """Keeps the file for `apply_import` and tells what it would do. Raises `UnreadableRegister`."""
    preview = look_at(session, school, filename, content)
    session.add(
        RegisterImport(
            school_id=school,
            id=preview.id,
            filename=filename,
            content=content,
            handed_in_by=by,
            handed_in_at=at,
            applied_at=None,
            undone_at=None,
        )
    )
    return preview


def preview_import(session: Session, school: SchoolId, import_id: ImportId) -> Preview:
    """What applying the handed-in file would do now."""
    handed_in = _handed_in(session, school, import_id)
    register = read_register(handed_in.filename, handed_in.content)
    cards = plan(session, school, register.rows)
    return _preview(import_id, handed_in.filename, register.rows, cards, [*register.doubts, *cards.doubts])


def apply_import(session: Session, school: SchoolId, import_id: ImportId, *, by: str, at: datetime) -> Preview:
    """Enters the cards of a handed-in file. Raises `NotFound` or `AlreadyApplied`."""
    touch_open_stocktakes(session, school)
    lock_school(session, school)  # two files may name the same new room
    handed_in = _handed_in(session, school, import_id, lock=True)
    if handed_in.applied_at is not None and handed_in.undone_at is None:
        raise AlreadyApplied
    register = read_register(handed_in.filename, handed_in.content)
    cards = plan(session, school, register.rows)
    add_cards(session, school, import_id, cards, at=at)
    handed_in.applied_at, handed_in.undone_at = at, None
    facts = {"filename": handed_in.filename, "new": str(len(cards.new)), "unchanged": str(cards.unchanged)}
    record(session, school, at=at, by=by, what="register imported", subject=import_id, facts=facts)
    return _preview(import_id, handed_in.filename, register.rows, cards, [*register.doubts, *cards.doubts])


def undo_import(session: Session, school: SchoolId, import_id: ImportId, *, by: str, at: datetime) -> None:
    """Takes the cards of an import out again. Raises `NotFound`, `NotApplied` or `RegisterInUse`."""
    touch_open_stocktakes(session, school)
    handed_in = _handed_in(session, school, import_id, lock=True)
    if handed_in.applied_at is None or handed_in.undone_at is not None:
        raise NotApplied
    assets = select(Asset.id).where(Asset.school_id == school, Asset.import_id == import_id)
    items = select(Item.id).where(Item.school_id == school, Item.asset_id.in_(assets))
    if session.scalar(select(literal(True)).where(_counted(school, items))):
        raise RegisterInUse
    session.execute(delete(TagBinding).where(TagBinding.school_id == school, TagBinding.item_id.in_(items)))
    session.execute(delete(Item).where(Item.school_id == school, Item.asset_id.in_(assets)))
    session.execute(delete(Asset).where(Asset.school_id == school, Asset.import_id == import_id))
    handed_in.undone_at = at
    facts = {"filename": handed_in.filename}
    record(session, school, at=at, by=by, what="register import undone", subject=import_id, facts=facts)


def _counted(school: SchoolId, items: Select[UUID]) -> ColumnElement[bool]:
    return exists().where(ExpectedItem.school_id == school, ExpectedItem.item_id.in_(items))


def _handed_in(session: Session, school: SchoolId, import_id: ImportId, *, lock: bool = False) -> RegisterImport:
    this = select(RegisterImport).where(RegisterImport.school_id == school, RegisterImport.id == import_id)
    found = session.scalar(this.with_for_update() if lock else this)
    if found is None:
        raise NotFound(kind="import", name=import_id)
    return found


def _preview(
    import_id: ImportId, filename: str, rows: Sequence[RegisterRow], cards: Cards, doubts: Sequence[Doubt]
) -> Preview:
    return Preview(import_id, filename, rows, len(cards.new), cards.unchanged, doubts)
