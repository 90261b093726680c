"""What was held on a past day: the documents since are taken back in thought, from what the books say now."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, Subquery, and_, case, cast, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from inventory.actions.importing.import_updates import PIECE
from inventory.errors import NotFound
from inventory.held import Crossing, Happening, HeldPiece, Holder, HolderKind, TermLine, crossings, term_lines
from inventory.ids import AssetId, ItemId, MovementId, SchoolId
from inventory.movements import Document
from inventory.papers import Side
from inventory.register import ItemState
from inventory.store.cards import CardChange
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item, RegisterImport
from inventory.store.schools import Department, Person

_NAMED: dict[HolderKind, tuple[Any, Any]] = {
    HolderKind.ROOM: (Room, Room.code),
    HolderKind.PERSON: (Person, Person.name),
    HolderKind.DEPARTMENT: (Department, Department.name),
}
_ITS_DOCUMENT = and_(MovementRow.school_id == MovementLine.school_id, MovementRow.id == MovementLine.movement_id)


def held_at(session: Session, school: SchoolId, holder: Holder, moment: datetime) -> list[HeldPiece]:
    """The pieces the holder held when everything before `moment` was done, by number. Raises `NotFound`."""
    known = _pieces(session, school, holder, moment)
    return [piece for piece in known if piece.held]


def term_of(
    session: Session, school: SchoolId, holder: Holder, first: datetime, end: datetime
) -> tuple[list[TermLine], list[Crossing]]:
    """The list of the time from `first` until before `end`, and everything that came or went. Raises `NotFound`."""
    pieces = _pieces(session, school, holder, first)
    happened = _happenings(session, school, holder, [piece.item for piece in pieces], first, end)
    crossed = crossings(pieces, happened)
    return term_lines(pieces, crossed), crossed


def _pieces(session: Session, school: SchoolId, holder: Holder, moment: datetime) -> list[HeldPiece]:
    """Every piece that is or ever was with the holder, as it stood at the moment."""
    table, column = _NAMED[holder.kind]
    this = session.scalars(select(table.id).where(table.school_id == school, column == holder.name)).all()
    if not this:
        raise _unknown(holder)
    since = _first_since(school, moment, _candidates(school, holder, this))
    room, keeper, department = aliased(Room), aliased(Person), aliased(Department)
    room_then, keeper_then, state_then = (
        case((since.c.item_id.is_(None), now), else_=then)
        for now, then in (
            (Item.room_id, since.c.from_room_id),
            (Item.keeper_id, since.c.from_keeper_id),
            (Item.state, since.c.from_state),
        )
    )
    department_then = func.coalesce(_department_since(school, moment), department.name, "")
    there: dict[HolderKind, ColumnElement[bool]] = {
        HolderKind.ROOM: room_then.in_(this),
        HolderKind.PERSON: keeper_then.in_(this),
        HolderKind.DEPARTMENT: department_then == holder.name,
    }
    rows = session.execute(
        select(
            *(Item.id, Asset.id, Asset.asset_no, Asset.name, Asset.model, Asset.unit, Item.position),
            *(room.code, keeper.name, state_then, func.coalesce(there[holder.kind], False)),
            func.coalesce(_file_entered_at(school), RegisterImport.applied_at),
        )
        .join(Asset, and_(Asset.school_id == school, Asset.id == Item.asset_id))
        .outerjoin(since, since.c.item_id == Item.id)
        .outerjoin(room, and_(room.school_id == school, room.id == room_then))
        .outerjoin(keeper, and_(keeper.school_id == school, keeper.id == keeper_then))
        .outerjoin(department, and_(department.school_id == school, department.id == Asset.department_id))
        .outerjoin(RegisterImport, and_(RegisterImport.school_id == school, RegisterImport.id == Asset.import_id))
        .where(Item.school_id == school, Item.id.in_(_candidates(school, holder, this)))
        .order_by(Asset.asset_no, Asset.id, Item.position)
    )
    return [_piece(row, moment) for row in rows]


def _unknown(holder: Holder) -> NotFound:
    match holder.kind:
        case HolderKind.ROOM:
            return NotFound(kind="room", name=holder.name)
        case HolderKind.PERSON:
            return NotFound(kind="person", name=holder.name)
        case HolderKind.DEPARTMENT:
            return NotFound(kind="department", name=holder.name)


def _piece(row: Any, moment: datetime) -> HeldPiece:
    item, asset, asset_no, name, model, unit, position, room, keeper, state, there, entered_at = row
    side = Side(room, keeper or "", ItemState(state))
    entered = entered_at is None or entered_at < moment
    return HeldPiece(ItemId(item), AssetId(asset), asset_no, name, model, unit, position, side, bool(there), entered)


def _candidates(school: SchoolId, holder: Holder, this: Sequence[UUID]) -> Any:
    """The pieces that are with the holder, and those that something took away from it."""
    if holder.kind is HolderKind.DEPARTMENT:
        now = select(Asset.id).where(Asset.school_id == school, Asset.department_id.in_(this))
        left = select(CardChange.asset_id).where(
            CardChange.school_id == school, CardChange.field == "department", CardChange.before == holder.name
        )
        cards = or_(Item.asset_id.in_(now), Item.asset_id.in_(left))
        return select(Item.id).where(Item.school_id == school, cards)
    here, from_here = {
        HolderKind.ROOM: (Item.room_id, MovementLine.from_room_id),
        HolderKind.PERSON: (Item.keeper_id, MovementLine.from_keeper_id),
    }[holder.kind]
    return union(
        select(Item.id).where(Item.school_id == school, here.in_(this)),
        select(MovementLine.item_id).where(MovementLine.school_id == school, from_here.in_(this)),
    )


def _first_since(school: SchoolId, moment: datetime, candidates: Any) -> Subquery:
    """Of each of the pieces the first line since the moment: it says where the piece was before."""
    order = (MovementRow.made_at, MovementRow.id)
    nth = func.row_number().over(partition_by=MovementLine.item_id, order_by=order).label("nth")
    sides = (MovementLine.from_room_id, MovementLine.from_keeper_id, MovementLine.from_state)
    ranked = (
        select(MovementLine.item_id, *sides, nth)
        .join(MovementRow, _ITS_DOCUMENT)
        .where(MovementLine.school_id == school, MovementRow.made_at >= moment, MovementLine.item_id.in_(candidates))
        .subquery()
    )
    return select(ranked).where(ranked.c.nth == 1).subquery()


def _department_since(school: SchoolId, moment: datetime) -> Any:
    """What the department of the card was before its first change since the moment; null if there was none."""
    its = (CardChange.school_id == school, CardChange.asset_id == Asset.id, CardChange.field == "department")
    first = select(CardChange.before).where(*its, CardChange.at >= moment)
    return first.order_by(CardChange.at, CardChange.id).limit(1).scalar_subquery()


def _file_entered_at(school: SchoolId) -> Any:
    """When a file added the piece to a card that was there already."""
    its = (CardChange.school_id == school, CardChange.asset_id == Item.asset_id, CardChange.field == PIECE)
    same = CardChange.after == cast(Item.position, String)
    return select(func.max(CardChange.at)).where(*its, same).scalar_subquery()


def _happenings(
    session: Session, school: SchoolId, holder: Holder, items: Sequence[ItemId], first: datetime, end: datetime
) -> dict[ItemId, list[Happening]]:
    """What happened to the pieces in this time that may have brought them or taken them away."""
    found: dict[ItemId, list[Happening]] = defaultdict(list)
    for some in in_parts(items):
        for each in (
            *_by_files(session, school, some, first, end),
            *_by_documents(session, school, holder, some, first, end),
            *_by_changes(session, school, holder, some, first, end),
        ):
            found[each.item].append(each)
    return found


def _by_documents(
    session: Session, school: SchoolId, holder: Holder, items: Sequence[ItemId], first: datetime, end: datetime
) -> list[Happening]:
    to: dict[HolderKind, Any] = {HolderKind.ROOM: Room.code, HolderKind.PERSON: Person.name}
    rows: Select[*tuple[Any, ...]] = (
        select(MovementRow, MovementLine.item_id, MovementLine.to_state, to.get(holder.kind, MovementRow.id))
        .join(MovementLine, _ITS_DOCUMENT)
        .outerjoin(Room, and_(Room.school_id == school, Room.id == MovementLine.to_room_id))
        .outerjoin(Person, and_(Person.school_id == school, Person.id == MovementLine.to_keeper_id))
        .where(MovementRow.school_id == school, MovementLine.item_id.in_(items))
        .where(MovementRow.made_at >= first, MovementRow.made_at < end)
        .order_by(MovementRow.made_at, MovementRow.id)
    )
    return [
        Happening(
            ItemId(item),
            row.made_at,
            row.made_by,
            row.reason,
            Document(MovementId(row.id), row.kind, row.year, row.number, row.part),
            there=None if holder.kind is HolderKind.DEPARTMENT else name == holder.name,
            retired=state == ItemState.RETIRED,
        )
        for row, item, state, name in session.execute(rows)
    ]


def _by_files(
    session: Session, school: SchoolId, items: Sequence[ItemId], first: datetime, end: datetime
) -> list[Happening]:
    """The files that put the pieces on the books."""
    at = func.coalesce(_file_entered_at(school), RegisterImport.applied_at)
    rows = session.execute(
        select(Item.id, at, RegisterImport.handed_in_by, RegisterImport.filename)
        .join(Asset, and_(Asset.school_id == school, Asset.id == Item.asset_id))
        .join(RegisterImport, and_(RegisterImport.school_id == school, RegisterImport.id == Asset.import_id))
        .where(Item.school_id == school, Item.id.in_(items), at >= first, at < end)
    )
    return [Happening(ItemId(item), then, by, "", file=name) for item, then, by, name in rows]


def _by_changes(
    session: Session, school: SchoolId, holder: Holder, items: Sequence[ItemId], first: datetime, end: datetime
) -> list[Happening]:
    """Changes of the department on the cards."""
    if holder.kind is not HolderKind.DEPARTMENT:
        return []
    rows = session.execute(
        select(Item.id, CardChange)
        .join(CardChange, and_(CardChange.school_id == school, CardChange.asset_id == Item.asset_id))
        .where(Item.school_id == school, Item.id.in_(items), CardChange.field == "department")
        .where(CardChange.at >= first, CardChange.at < end)
    )
    return [
        Happening(ItemId(item), change.at, change.by, change.reason, there=change.after == holder.name)
        for item, change in rows
    ]
