"""Making documents: numbered without gaps, each with its lines, and the register changed by exactly what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from uuid import UUID

from sqlalchemy import case, false, func, insert, literal, null, or_, select, update
from sqlalchemy.orm import Session

from inventory.actions.proof.journal import record
from inventory.actions.proof.sealing import sealed_documents
from inventory.actions.proof.sums import counted
from inventory.actions.school.schools import lock_school
from inventory.ids import ItemId, MovementId, RoomId, SchoolId, StockTakeId, new_id
from inventory.movements import Approval, Document, MovementKind
from inventory.register import ItemState
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.register import Item
from inventory.store.slips import SlipRow


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why, by whom and when documents are made, in which stock-take if in one, and in which zone years begin."""

    reason: str
    by: str
    at: datetime
    stocktake: StockTakeId | None = None
    zone: tzinfo = UTC

    @property
    def day(self) -> date:
        """The day where the school is."""
        return self.at.astimezone(self.zone).date()

    @property
    def year(self) -> int:
        """The year where the school is."""
        return self.day.year


def move(
    session: Session,
    school: SchoolId,
    kind: MovementKind,
    items: Sequence[ItemId],
    occasion: Occasion,
    *,
    room: RoomId | None = None,
    keeper: UUID | None = None,
    state: ItemState | None = None,
    approval: Approval | None = None,
) -> Document | None:
    """One document that takes the items to the room, the keeper and the state; None leaves each as it is.

    Items that are in that room and state already are left out; if all are, there is no document. The register
    changes, so whoever calls this has touched the open stock-takes before: they are locked before the school.
    """
    lock_school(session, school)
    moving = _moving(session, school, kind, items, room, state)
    if not moving:
        return None
    document = new_document(session, school, kind, occasion, approval=approval)
    for some in in_parts(moving):
        session.execute(
            insert(MovementLine).from_select(
                _COLUMNS,
                select(
                    Item.school_id,
                    literal(document.id),
                    Item.id,
                    Item.room_id,
                    literal(room) if room else Item.room_id,
                    Item.keeper_id,
                    literal(keeper) if keeper else Item.keeper_id,
                    Item.state,
                    literal(state.value) if state else Item.state,
                ).where(Item.school_id == school, Item.id.in_(some)),
            )
        )
    enforce(session, school, document, occasion)
    return document


_COLUMNS = (
    *("school_id", "movement_id", "item_id", "from_room_id", "to_room_id"),
    *("from_keeper_id", "to_keeper_id", "from_state", "to_state"),
)


_OFF_THE_BOOKS = frozenset({MovementKind.RECEIPT, MovementKind.FOUND_AGAIN})
"""What brings back a thing that is written off; every other document passes it over."""


def _moving(
    session: Session,
    school: SchoolId,
    kind: MovementKind,
    items: Sequence[ItemId],
    room: RoomId | None,
    state: ItemState | None,
) -> list[ItemId]:
    """Those of the items that the document changes."""
    other_room = or_(Item.room_id.is_(null()), Item.room_id != room) if room is not None else false()
    other_state = Item.state != state.value if state is not None else false()
    changed = [Item.school_id == school, or_(other_room, other_state)]
    if kind not in _OFF_THE_BOOKS:
        changed.append(Item.state != ItemState.RETIRED.value)
    return [
        ItemId(item)
        for some in in_parts(items)
        for item in session.scalars(select(Item.id).where(*changed, Item.id.in_(some)))
    ]


def next_number(session: Session, school: SchoolId, kind: str, year: int) -> int:
    """The number after the last of this kind and year, slips and documents together. The school must be locked."""
    last = [
        session.scalar(select(func.max(of.number)).where(of.school_id == school, of.kind == kind, of.year == year))
        for of in (MovementRow, SlipRow)
    ]
    return max(number or 0 for number in last) + 1


def new_document(
    session: Session,
    school: SchoolId,
    kind: str,
    occasion: Occasion,
    *,
    approval: Approval | None = None,
    reverses: UUID | None = None,
    slip: SlipRow | None = None,
    part: int = 0,
) -> Document:
    """A document without lines yet, under the next number of its kind and year. The school must be locked.

    As the nth `part` of what a slip does it bears the slip's number.
    """
    year = slip.year if slip else occasion.year
    number = slip.number if slip else next_number(session, school, kind, year)
    document = Document(MovementId(new_id()), kind, year, number, part)
    session.add(
        MovementRow(
            school_id=school,
            id=document.id,
            kind=kind,
            year=year,
            number=number,
            part=part,
            slip_id=slip.id if slip else None,
            reason=occasion.reason or (slip.reason if slip else ""),
            stocktake_id=occasion.stocktake,
            reverses=reverses,
            approval_no=approval.number if approval else "",
            approved_on=approval.day if approval else None,
            made_by=occasion.by,
            made_at=occasion.at,
        )
    )
    session.flush()
    return document


def enforce(session: Session, school: SchoolId, document: Document, occasion: Occasion) -> None:
    """Makes the register say what the lines of the document say, and the journal that it does.

    The document is sealed by it: nothing of it changes afterwards.
    """
    its = (MovementLine.school_id == school, MovementLine.movement_id == document.id)
    mine = (*its, MovementLine.item_id == Item.id)
    session.execute(
        update(Item)
        .where(Item.school_id == school, Item.id.in_(select(MovementLine.item_id).where(*its)))
        .values(
            room_id=select(MovementLine.to_room_id).where(*mine).scalar_subquery(),
            keeper_id=select(MovementLine.to_keeper_id).where(*mine).scalar_subquery(),
            state=select(MovementLine.to_state).where(*mine).scalar_subquery(),
        )
        .execution_options(synchronize_session=False)
    )
    _leave_or_return(session, school, document, occasion)
    count = session.scalar(select(func.count()).select_from(MovementLine).where(*its)) or 0
    (sealed,) = sealed_documents(session, school, document.id)
    facts = {
        "document": f"{document.year}-{document.kind}-{document.number}",
        "count": str(count),
        "digest": sealed.digest,
    }
    record(
        session,
        school,
        at=occasion.at,
        by=occasion.by,
        what="document made",
        subject=document.id,
        facts=facts,
        reason=occasion.reason,
    )


def _leave_or_return(session: Session, school: SchoolId, document: Document, occasion: Occasion) -> None:
    """What it writes off leaves the books on its day, what it brings back has not left them; values heed that."""
    off = ItemState.RETIRED.value
    its = select(MovementLine.item_id).where(
        MovementLine.school_id == school,
        MovementLine.movement_id == document.id,
        or_(MovementLine.from_state == off, MovementLine.to_state == off),
    )
    left = case((Item.state == off, func.coalesce(Item.removed_on, occasion.day)), else_=null())
    with counted(session, school, Item, Item.id.in_(its)):
        session.execute(
            update(Item)
            .where(Item.school_id == school, Item.id.in_(its))
            .values(removed_on=left)
            .execution_options(synchronize_session=False)
        )
