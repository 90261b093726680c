"""One slip to read, with all that was signed and done; in so many statements, however many things it has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from inventory.actions.campaign.scoping import share
from inventory.actions.documents.approving import signatures_of
from inventory.actions.documents.handing_rooms import rooms_of
from inventory.actions.documents.renewing import renewals_of
from inventory.actions.documents.staging import Course, courses_of, expected, receiver_of, standing_of
from inventory.approvals import Level
from inventory.errors import NotFound
from inventory.ids import AssetId, ItemId, MovementId, RoomId, SchoolId, SlipId, StockTakeId
from inventory.kinds import KINDS
from inventory.movements import Approval, Document
from inventory.papers import Side
from inventory.reading_order import by_reading
from inventory.slip_papers import Act, CardFacts, Done, Signed, SlipLine, Undone, WholeSlip, filled
from inventory.slips import Given, Kind, SlipStatus, Standing
from inventory.store.base import Money
from inventory.store.journal import Entry
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.places import Room
from inventory.store.register import Asset, Category, Item
from inventory.store.schools import Department, Person
from inventory.store.slips import SlipLine as LineRow
from inventory.store.slips import SlipRoom, SlipRow
from inventory.store.stocktakes import StockTake


def slip_id(session: Session, school: SchoolId, name: str) -> SlipId | None:
    """The slip of this id or number (2026-transfer-4), or the one the document of this id is a part of."""
    year, _, rest = name.partition("-")
    kind, _, number = rest.rpartition("-")
    if kind in KINDS and year.isdecimal() and number.isdecimal() and len(year + number) < 15:
        its = (SlipRow.kind == kind, SlipRow.year == int(year), SlipRow.number == int(number))
        found = session.scalar(select(SlipRow.id).where(SlipRow.school_id == school, *its))
        return SlipId(found) if found else None
    try:
        wanted = UUID(name)
    except ValueError:
        return None
    if session.get(SlipRow, (school, wanted)) is not None:
        return SlipId(wanted)
    row = session.get(MovementRow, (school, wanted))
    return SlipId(row.slip_id) if row and row.slip_id else None


def the_slip(session: Session, school: SchoolId, slip: SlipId) -> WholeSlip:
    """The slip as it is now. Raises `NotFound`."""
    row = session.get(SlipRow, (school, slip))
    if row is None:
        raise NotFound(kind="document", name=slip)
    kind = KINDS[row.kind]
    names = _names(session, school)
    stocktake = session.get(StockTake, (school, row.stocktake_id)) if row.stocktake_id else None
    receiver = receiver_of(session, row)
    return WholeSlip(
        id=slip,
        kind=kind,
        year=row.year,
        number=row.number,
        status=SlipStatus(row.status),
        by=row.asked_by,
        at=row.asked_at,
        reason=row.reason,
        room=names.rooms.get(row.room_id, ""),
        person=names.persons.get(row.person_id, ""),
        receiver=names.persons.get(receiver, ""),
        receiver_id=receiver,
        asker_may=row.asker_may,
        due_first=row.due_on,
        renewals=renewals_of(session, school, slip),
        fields=filled(kind.fields, row.fields),
        worth=row.worth,
        levels=tuple(Level.of(each) for each in row.levels),
        signatures=tuple(
            Signed(each.approved, each.by, each.on_behalf_of, each.at, each.reason)
            for each in signatures_of(session, school, slip)
        ),
        done=_done(session, school, kind, slip),
        lines=_lines(session, school, row, names),
        rooms=_rooms(session, school, slip),
        ended=_ended(session, school, slip),
        stocktake=StockTakeId(stocktake.id) if stocktake else None,
        stocktake_name=stocktake.name if stocktake else "",
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """What rooms and persons are called, by their ids."""

    rooms: Mapping[UUID | None, str]
    persons: Mapping[UUID | None, str]

    def side(self, of: Standing) -> Side:
        return Side(self.rooms.get(of.room), self.persons.get(of.keeper, ""), of.state)


def _names(session: Session, school: SchoolId) -> _Names:
    rooms = session.execute(select(Room.id, Room.code).where(Room.school_id == school))
    persons = session.execute(select(Person.id, Person.name).where(Person.school_id == school))
    return _Names(dict(rooms.all()), dict(persons.all()))


def _rooms(session: Session, school: SchoolId, slip: SlipId) -> tuple[str, ...]:
    its = and_(SlipRoom.school_id == Room.school_id, SlipRoom.room_id == Room.id)
    codes = session.scalars(
        select(Room.code).join(SlipRoom, its).where(SlipRoom.school_id == school, SlipRoom.slip_id == slip)
    )
    return tuple(sorted(codes, key=by_reading))


def _ended(session: Session, school: SchoolId, slip: SlipId) -> Act | None:
    """As the journal tells it."""
    ends = ("document withdrawn", "document cancelled")
    entry = session.scalar(
        select(Entry).where(Entry.school_id == school, Entry.subject == slip, Entry.what.in_(ends))
    )
    return Act(entry.by, entry.at, entry.reason) if entry else None


def _done(session: Session, school: SchoolId, kind: Kind, slip: SlipId) -> tuple[Done, ...]:
    undoing = aliased(MovementRow)
    things = (
        select(func.count())
        .where(MovementLine.school_id == school, MovementLine.movement_id == MovementRow.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(MovementRow, undoing, things)
        .outerjoin(undoing, and_(undoing.school_id == school, undoing.reverses == MovementRow.id))
        .where(MovementRow.school_id == school, MovementRow.slip_id == slip)
        .order_by(MovementRow.part)
    ).all()
    rooms = rooms_of(session, school, [row.id for row, _, _ in rows])
    return tuple(_step(kind, row, undone, count, rooms.get(row.id, ())) for row, undone, count in rows)


def _step(kind: Kind, row: MovementRow, undone: MovementRow | None, things: int, rooms: tuple[str, ...]) -> Done:
    stage = kind.stage(row.stage)
    return Done(
        document=_document(row),
        stage=stage,
        by=row.made_by,
        at=row.made_at,
        reason=row.reason,
        fields=filled((*stage.fields, *stage.noted), row.fields),
        approval=Approval(row.approval_no, row.approved_on) if row.approval_no and row.approved_on else None,
        things=things,
        rooms=rooms,
        undone=Undone(undone.made_by, undone.made_at, undone.reason, _document(undone)) if undone else None,
    )


def _document(row: MovementRow) -> Document:
    return Document(MovementId(row.id), row.kind, row.year, row.number, row.part)


def _lines(session: Session, school: SchoolId, row: SlipRow, names: _Names) -> tuple[SlipLine, ...]:
    """What waits the longest stands first, and pieces of a card that go the same way together."""
    kind, given = KINDS[row.kind], Given(RoomId(row.room_id) if row.room_id else None, row.person_id, row.due_on)
    courses = {course.item: course for course in courses_of(session, school, SlipId(row.id))}
    over = SlipStatus(row.status) in (SlipStatus.REJECTED, SlipStatus.WITHDRAWN, SlipStatus.CANCELLED)
    of_slip = (LineRow.school_id == school, LineRow.slip_id == row.id)
    found = session.execute(
        select(
            *(Item.id, Item.position, Item.room_id, Item.keeper_id, Item.state),
            *(Asset.id.label("asset"), Asset.asset_no, Asset.name, Asset.model),
            type_coerce(share(Asset.cost), Money).label("cost"),
            type_coerce(share(Asset.accumulated), Money).label("accumulated"),
            *(Asset.unit, func.coalesce(Category.name, ""), func.coalesce(Department.name, "")),
            *(Asset.purpose, Asset.acquisition, Asset.acquired),
        )
        .join(LineRow, and_(LineRow.school_id == school, LineRow.item_id == Item.id))
        .join(Asset, and_(Asset.school_id == school, Asset.id == Item.asset_id))
        .outerjoin(Category, and_(Category.school_id == school, Category.id == Asset.category_id))
        .outerjoin(Department, and_(Department.school_id == school, Department.id == Asset.department_id))
        .where(*of_slip, Item.school_id == school)
        .order_by(Asset.asset_no, Asset.id, Item.position)
    )
    pieces = []
    for each in found:
        course = courses[ItemId(each.id)]
        now = standing_of(each.room_id, each.keeper_id, each.state)
        went = not over and course.taken < len(kind.stages) and not course.as_left(now)
        after = names.side(expected(kind, course, given))
        pieces.append(_piece(each, course, names.side(course.written), after, names.side(now), went=went))
    return tuple(_together(list(alike)) for _, alike in groupby(pieces, key=_way))


def _piece(row: Any, course: Course, before: Side, after: Side, now: Side, *, went: bool) -> SlipLine:
    return SlipLine(
        asset=AssetId(row.asset),
        asset_no=row.asset_no,
        name=row.name,
        model=row.model,
        card=CardFacts(*row[-6:]),
        items=(course.item,),
        positions=(row.position,),
        cost=row.cost,
        accumulated=row.accumulated,
        before=before,
        after=after,
        now=now,
        taken=course.taken,
        went=went,
    )


def _way(piece: SlipLine) -> SlipLine:
    """All that pieces on one line share."""
    return replace(piece, items=(), positions=(), cost=None, accumulated=None)


def _together(pieces: Sequence[SlipLine]) -> SlipLine:
    return replace(
        pieces[0],
        items=tuple(item for piece in pieces for item in piece.items),
        positions=tuple(position for piece in pieces for position in piece.positions),
        cost=_sum(piece.cost for piece in pieces),
        accumulated=_sum(piece.accumulated for piece in pieces),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
