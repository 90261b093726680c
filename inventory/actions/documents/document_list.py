"""Listing documents, the newest first, however many there are: slips and what was made at once, side by side."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.actions.documents.documents_sought import at_once_sought, slips_sought, taken_back
from inventory.actions.documents.renewing import due_now
from inventory.approvals import Level
from inventory.document_list import DocumentFilter, DocumentPage, ListedDocument, State, days_late
from inventory.errors import NotFound
from inventory.ids import SchoolId
from inventory.slips import SlipStatus
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item
from inventory.store.schools import Person
from inventory.store.slips import Signature, SlipLine, SlipRow


class _Place(NamedTuple):
    at: datetime
    id: UUID
    is_slip: bool


def list_documents(
    session: Session,
    school: SchoolId,
    wanted: DocumentFilter,
    today: date,
    *,
    after: UUID | None = None,
    most: int = 50,
) -> DocumentPage:
    """At most `most` documents; `after` is the last one of the page before. Raises `NotFound` for that."""
    last = _place(session, school, after) if after is not None else None
    slips = [*slips_sought(session, school, wanted), *_slips_in(wanted.state, today)]
    at_once = [*at_once_sought(session, school, wanted), *_at_once_in(school, wanted.state)]
    found = [
        *(_Place(at, its, True) for at, its in _newest(session, SlipRow.asked_at, SlipRow.id, slips, last, most + 1)),
        *(
            _Place(at, its, False)
            for at, its in _newest(session, MovementRow.made_at, MovementRow.id, at_once, last, most + 1)
        ),
    ]
    places = sorted(found, reverse=True)
    return DocumentPage(tuple(_told(session, school, places[:most], today)), len(places) > most)


def _newest(
    session: Session,
    at: InstrumentedAttribute[datetime],
    its_id: InstrumentedAttribute[UUID],
    which: Sequence[ColumnElement[bool]],
    last: _Place | None,
    most: int,
) -> Sequence[tuple[datetime, UUID]]:
    rows = select(at, its_id).where(*which)
    if last is not None:
        rows = rows.where(at <= last.at, or_(at < last.at, its_id < last.id))
    return session.execute(rows.order_by(at.desc(), its_id.desc()).limit(most)).all()


def _place(session: Session, school: SchoolId, document: UUID) -> _Place:
    slip = session.get(SlipRow, (school, document))
    row = session.get(MovementRow, (school, document))
    if slip is not None:
        return _Place(slip.asked_at, document, True)
    if row is None:
        raise NotFound(kind="document", name=document)
    return _Place(row.made_at, document, False)


def _slips_in(state: State | None, today: date) -> list[ColumnElement[bool]]:
    if state is State.OVERDUE:
        return [SlipRow.status == SlipStatus.UNDER_WAY.value, SlipRow.due_on < today, due_now() < today]
    return [SlipRow.status == state.value] if state is not None else []


def _at_once_in(school: SchoolId, state: State | None) -> list[ColumnElement[bool]]:
    match state:
        case None:
            return []
        case State.DONE:
            return [~taken_back(school)]
        case State.CANCELLED:
            return [taken_back(school)]
    return [MovementRow.number < 0]


def count_documents(session: Session, school: SchoolId, wanted: DocumentFilter, today: date) -> dict[State, int]:
    """How many documents there are in each state, of those the filter means whatever state it names."""
    slips = slips_sought(session, school, wanted)
    by_status = session.execute(select(SlipRow.status, func.count()).where(*slips).group_by(SlipRow.status))
    counted = dict.fromkeys(State, 0) | {State(status): count for status, count in by_status}
    late = select(func.count()).select_from(SlipRow).where(*slips, *_slips_in(State.OVERDUE, today))
    counted[State.OVERDUE] = session.scalar(late) or 0
    at_once = at_once_sought(session, school, wanted)
    made, undone = session.execute(
        select(func.count(), func.sum(case((taken_back(school), 1), else_=0)))
        .select_from(MovementRow)
        .where(*at_once)
    ).one()
    counted[State.CANCELLED] += undone or 0
    counted[State.DONE] += made - (undone or 0)
    return counted


def _told(session: Session, school: SchoolId, places: Sequence[_Place], today: date) -> Iterator[ListedDocument]:
    told: dict[UUID, ListedDocument] = {}
    for some in in_parts([place.id for place in places if place.is_slip]):
        told |= slips_told(session, school, some, today)
    for some in in_parts([place.id for place in places if not place.is_slip]):
        told |= _at_once(session, school, some)
    return (told[place.id] for place in places)


def slips_told(session: Session, school: SchoolId, ids: Sequence[UUID], today: date) -> dict[UUID, ListedDocument]:
    """What the list says of these slips."""
    of = _contents(session, school, SlipRow, ids)
    signed = _signatures(session, school, ids)
    rows = session.execute(
        select(SlipRow, due_now(), func.coalesce(Room.code, ""), func.coalesce(Person.name, ""))
        .outerjoin(Room, and_(Room.school_id == school, Room.id == SlipRow.room_id))
        .outerjoin(Person, and_(Person.school_id == school, Person.id == SlipRow.person_id))
        .where(SlipRow.school_id == school, SlipRow.id.in_(ids))
    )
    found = {}
    for row, due_on, room, person in rows:
        status = SlipStatus(row.status)
        levels = row.levels[signed.get(row.id, 0) :] if status is SlipStatus.ASKED else []
        found[row.id] = ListedDocument(
            *(row.id, row.kind, row.year, row.number, status, row.asked_by, row.asked_at, row.reason),
            *of[row.id],
            room,
            person,
            due_on,
            days_late(due_on, status, today),
            Level.of(levels[0]).name if levels else "",
        )
    return found


def _signatures(session: Session, school: SchoolId, ids: Sequence[UUID]) -> dict[UUID, int]:
    its = (Signature.school_id == school, Signature.slip_id.in_(ids))
    counted = select(Signature.slip_id, func.count()).where(*its).group_by(Signature.slip_id)
    return dict(session.execute(counted).all())


def _at_once(session: Session, school: SchoolId, ids: Sequence[UUID]) -> dict[UUID, ListedDocument]:
    of = _contents(session, school, MovementRow, ids)
    rows = session.execute(
        select(MovementRow, taken_back(school)).where(MovementRow.school_id == school, MovementRow.id.in_(ids))
    )
    return {
        row.id: ListedDocument(
            *(row.id, row.kind, row.year, row.number, SlipStatus.CANCELLED if undone else SlipStatus.DONE),
            *(row.made_by, row.made_at, row.reason),
            *of[row.id],
        )
        for row, undone in rows
    }


def _contents(
    session: Session, school: SchoolId, documents: type[SlipRow | MovementRow], ids: Sequence[UUID]
) -> dict[UUID, tuple[str, int]]:
    """The name of one thing of each document, and how many things it is about."""
    lines = SlipLine if documents is SlipRow else MovementLine
    of = SlipLine.slip_id if documents is SlipRow else MovementLine.movement_id
    its = (lines.school_id == school, of == documents.id)
    first = select(lines.item_id).where(*its).order_by(lines.item_id).limit(1).scalar_subquery()
    things = select(func.count()).select_from(lines).where(*its).scalar_subquery()
    rows = session.execute(
        select(documents.id, func.coalesce(Asset.name, ""), things)
        .select_from(documents)
        .outerjoin(Item, and_(Item.school_id == school, Item.id == first))
        .outerjoin(Asset, and_(Asset.school_id == school, Asset.id == Item.asset_id))
        .where(documents.school_id == school, documents.id.in_(ids))
    )
    return {document: (name, count) for document, name, count in rows}
