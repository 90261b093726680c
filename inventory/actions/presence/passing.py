"""Things near gates: their visits, who passed, and which documents let things go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.orm import Session

from inventory.actions.documents.reversing import undone
from inventory.alarms import Leave
from inventory.gates import QUIET, Answers, Gate, Visit, Way, heard_at_gate
from inventory.ids import ItemId, RoomId, SchoolId, SlipId, new_id
from inventory.kinds import KINDS
from inventory.register import ItemState
from inventory.slips import Kind, SlipStatus, Whence
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.presence import VisitRow
from inventory.store.register import Item
from inventory.store.slips import SlipLine, SlipRow

_AWAY = frozenset({ItemState.LENT, ItemState.REPAIR, ItemState.IN_TRANSIT, ItemState.AWAITING_DISPOSAL})


@dataclass(frozen=True, slots=True)
class Passage:
    """A thing that passed a gate just now, and what was heard of it."""

    item: ItemId
    visit: UUID
    way: Way
    at: datetime
    reads: int
    rssi_max: float | None


def lets_go(kind: Kind) -> bool:
    """Whether things of such a document leave where they are."""
    return any(stage.effect.room is not Whence.AS_IS or stage.effect.state in _AWAY for stage in kind.stages)


LETTING_GO = frozenset(kind.word for kind in KINDS.values() if lets_go(kind))


def visit(
    session: Session, school: SchoolId, gate: Gate, answers: Mapping[ItemId, Sequence[Answers]]
) -> list[Passage]:
    """Keeps who is near the gate, and tells who passed it just now. The school must be locked."""
    known = _last_visits(session, school, gate, answers)
    kept: dict[UUID, tuple[ItemId, Visit]] = {}
    passages: list[Passage] = []
    for item, heard in answers.items():
        last = known.get(item)
        for each in sorted(heard, key=lambda one: (one.first, one.point)):
            grown = heard_at_gate(gate, last, each)
            had_passed = last is not None and last.id == grown.id and last.way is not None
            last = grown if grown.id else replace(grown, id=new_id())
            if last.id is None:
                continue
            kept[last.id] = item, last
            if last.way and last.passed_at and not had_passed:
                passages.append(Passage(item, last.id, last.way, last.passed_at, last.reads, last.rssi_max))
    _keep(session, school, gate, kept, {each.id for each in known.values()})
    return passages


def _last_visits(
    session: Session, school: SchoolId, gate: Gate, answers: Mapping[ItemId, Sequence[Answers]]
) -> dict[ItemId, Visit]:
    earliest = min(each.first for heard in answers.values() for each in heard) - QUIET
    its = (VisitRow.school_id == school, VisitRow.gate_id == gate.id, VisitRow.ended_at >= earliest)
    return {
        ItemId(row.item_id): _visit(row)
        for some in in_parts(sorted(answers))
        for row in session.scalars(
            select(VisitRow).where(*its, VisitRow.item_id.in_(some)).order_by(VisitRow.began_at)
        )
    }


def _visit(row: VisitRow) -> Visit:
    way = Way(row.way) if row.way else None
    heard = (row.reads, row.rssi_max, row.inner_at, row.outer_at)
    return Visit(row.began_at, row.ended_at, *heard, way, row.passed_at, row.id)


def _keep(
    session: Session,
    school: SchoolId,
    gate: Gate,
    kept: Mapping[UUID, tuple[ItemId, Visit]],
    known: set[UUID | None],
) -> None:
    new = [_row(school, gate, *each) | {"slip_id": None} for key, each in kept.items() if key not in known]
    old = [_row(school, gate, *each) for key, each in kept.items() if key in known]
    if new:
        session.execute(insert(VisitRow), new)
    if old:
        session.execute(update(VisitRow), old)


def _row(school: SchoolId, gate: Gate, item: ItemId, each: Visit) -> dict[str, Any]:
    return {
        "school_id": school,
        "id": each.id,
        "gate_id": gate.id,
        "item_id": item,
        "began_at": each.began,
        "ended_at": each.ended,
        "inner_at": each.inner_at,
        "outer_at": each.outer_at,
        "reads": each.reads,
        "rssi_max": each.rssi_max,
        "way": each.way.value if each.way else "",
        "passed_at": each.passed_at,
    }


def note_evidence(session: Session, school: SchoolId, by_document: Mapping[UUID, SlipId]) -> None:
    """These visits were allowed by these documents."""
    rows = [{"school_id": school, "id": each, "slip_id": slip} for each, slip in by_document.items()]
    if rows:
        session.execute(update(VisitRow), rows)


def leaves_of(session: Session, school: SchoolId, items: Sequence[ItemId]) -> dict[ItemId, Leave]:
    """What the books say of each: where it belongs, its state, and the newest document that lets it go."""
    leaves: dict[ItemId, Leave] = {}
    for some in in_parts(items):
        slips = _slips(session, school, some)
        booked = select(Item.id, Item.room_id, Item.state).where(Item.school_id == school, Item.id.in_(some))
        for item, room, state in session.execute(booked):
            belongs = RoomId(room) if room else None
            leaves[ItemId(item)] = Leave(belongs, ItemState(state), slips.get(ItemId(item)))
    return leaves


def _slips(session: Session, school: SchoolId, items: Sequence[ItemId]) -> dict[ItemId, SlipId]:
    """Documents that wait for their first stage, or on whose way the thing is; for what was written off, the last."""
    taken = (
        select(func.count())
        .select_from(MovementLine)
        .join(MovementRow, and_(MovementRow.school_id == school, MovementRow.id == MovementLine.movement_id))
        .where(MovementLine.school_id == school, MovementLine.item_id == SlipLine.item_id)
        .where(MovementRow.slip_id == SlipRow.id, MovementRow.id.not_in(undone(school)))
        .scalar_subquery()
    )
    going = SlipRow.status.in_([SlipStatus.READY.value, SlipStatus.UNDER_WAY.value])
    off_the_books = and_(SlipRow.status == SlipStatus.DONE.value, Item.state == ItemState.RETIRED.value)
    rows = session.execute(
        select(SlipLine.item_id, SlipRow.id, SlipRow.kind, SlipRow.status, taken)
        .join(SlipRow, and_(SlipRow.school_id == school, SlipRow.id == SlipLine.slip_id))
        .join(Item, and_(Item.school_id == school, Item.id == SlipLine.item_id))
        .where(SlipLine.school_id == school, SlipLine.item_id.in_(items))
        .where(SlipRow.kind.in_(LETTING_GO), or_(going, off_the_books))
        .order_by(SlipRow.id)
    )
    return {
        ItemId(item): SlipId(slip)
        for item, slip, kind, status, count in rows
        if status == SlipStatus.DONE or count < len(KINDS[kind].stages)
    }
