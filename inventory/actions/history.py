"""What happened to a card and its pieces: entered, changed, bound to a tag, seen, decided about, moved."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from inventory.actions.label_prints import printed_lines
from inventory.cards import HistoryLine, folded
from inventory.decisions import Choice
from inventory.errors import NotFound
from inventory.ids import AssetId, MovementId, SchoolId
from inventory.movements import Document, MovementKind
from inventory.store.base import Moment
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item, RegisterImport, TagBinding
from inventory.store.sightings import Placement, Sighting
from inventory.store.stocktakes import Decision, HandTick, Pass, StockTake

SEEN_LINES = 50
TAGS_SINGLY = 3
"""So many tags bound at one time are told one by one."""

ENTERED = "entered from the file {filename}"
BOUND = "tag {tag} bound"
BOUND_MANY = "{count} tags bound"
UNBOUND = "tag {tag} taken off"
SEEN = "seen in room {room}: read {reads} times"
TICKED = "seen by hand in room {room}: {note}"
DECIDED = "{stocktake}: decided “{decision}”: {reason}"
WITHDREW = "{stocktake}: decision withdrawn: {reason}"
MOVED = "{year}-{kind}-{number}: from room {old} to room {new}"
BECAME = "{year}-{kind}-{number}: from “{state}” to “{became}”"
APPROVED = "{year}-{kind}-{number}: written off, approval {approval} of {day}"
RECEIVED = "{year}-{kind}-{number}: received into room {new}"
LABELLED = "{year}-{kind}-{number}: tags changed"


def history_of(session: Session, school: SchoolId, asset_id: AssetId) -> list[HistoryLine]:
    """Everything known, the newest first; of being seen the last fifty times. Raises `NotFound`.

    What happened to several pieces alike is one line.
    """
    asset = session.get(Asset, (school, asset_id))
    if asset is None:
        raise NotFound(kind="card", name=asset_id)
    pieces = select(Item.id).where(Item.school_id == school, Item.asset_id == asset_id)
    placed = select(Item.id, Item.position).where(Item.school_id == school, Item.asset_id == asset_id)
    position: dict[UUID | None, int] = {row.id: row.position for row in session.execute(placed)}
    return folded(
        [
            *_entered(session, asset),
            *_bound(session, school, pieces, position),
            *_seen(session, school, pieces),
            *_ticked(session, school, pieces, position),
            *_decided(session, school, position),
            *_moved(session, school, pieces, position),
            *printed_lines(session, school, pieces, position),
        ]
    )


def _entered(session: Session, asset: Asset) -> Iterator[HistoryLine]:
    entered = session.get(RegisterImport, (asset.school_id, asset.import_id)) if asset.import_id else None
    if entered is not None and entered.applied_at is not None:
        yield HistoryLine(entered.applied_at, entered.handed_in_by, ENTERED, {"filename": entered.filename})


def _bound(
    session: Session, school: SchoolId, pieces: Select[UUID], position: Mapping[UUID | None, int]
) -> Iterator[HistoryLine]:
    bindings = session.scalars(
        select(TagBinding).where(TagBinding.school_id == school, TagBinding.item_id.in_(pieces))
    ).all()
    together: dict[tuple[datetime, str], list[TagBinding]] = defaultdict(list)
    for binding in bindings:
        together[binding.bound_at, binding.bound_by].append(binding)
        if binding.unbound_at:
            why, piece = binding.unbound_reason, (position[binding.item_id],)
            yield HistoryLine(
                binding.unbound_at, binding.unbound_by, UNBOUND, {"tag": binding.tag}, piece, reason=why
            )
    for (at, by), alike in together.items():
        if len(alike) > TAGS_SINGLY:
            bound = tuple(position[each.item_id] for each in alike)
            yield HistoryLine(at, by, BOUND_MANY, {"count": str(len(alike))}, bound)
            continue
        for each in alike:
            yield HistoryLine(at, by, BOUND, {"tag": each.tag}, (position[each.item_id],))


def _seen(session: Session, school: SchoolId, pieces: Select[UUID]) -> Iterator[HistoryLine]:
    """Where the tags the items carry now were read: a line for each walk, or for each stay of a station."""
    carried = and_(
        TagBinding.school_id == Sighting.school_id,
        TagBinding.tag == Sighting.tag,
        TagBinding.unbound_at.is_(None),
        TagBinding.item_id.in_(pieces),
    )
    its = and_(Item.school_id == TagBinding.school_id, Item.id == TagBinding.item_id)
    of_pass = and_(Pass.school_id == Sighting.school_id, Pass.id == Sighting.pass_id, ~Pass.taken_back)
    then = and_(
        Placement.school_id == Sighting.school_id,
        Placement.station_id == Sighting.station_id,
        Placement.started_at <= Sighting.seen_at,
        or_(Placement.ended_at.is_(None), Placement.ended_at > Sighting.seen_at),
    )
    there = and_(
        Room.school_id == Sighting.school_id,
        or_(Room.id == Pass.room_id, Room.id == Placement.room_id),
    )
    last = func.max(Sighting.seen_at, type_=Moment)
    rows = session.execute(
        select(last, Item.position, func.sum(Sighting.reads), Room.code)
        .select_from(Sighting)
        .join(TagBinding, carried)
        .join(Item, its)
        .outerjoin(Pass, of_pass)
        .outerjoin(Placement, then)
        .join(Room, there)
        .where(Sighting.school_id == school)
        .group_by(Item.position, Sighting.tag, Room.code, Pass.id, Placement.id)
        .order_by(last.desc())
        .limit(SEEN_LINES)
    )
    for seen_at, piece, reads, room in rows:
        yield HistoryLine(seen_at, "", SEEN, {"room": room, "reads": str(reads)}, (piece,))


def _ticked(
    session: Session, school: SchoolId, pieces: Select[UUID], position: Mapping[UUID | None, int]
) -> Iterator[HistoryLine]:
    rows = session.execute(
        select(HandTick, Pass.received_at, Pass.counted_by, Room.code)
        .join(Pass, and_(Pass.school_id == HandTick.school_id, Pass.id == HandTick.pass_id))
        .join(Room, and_(Room.school_id == Pass.school_id, Room.id == Pass.room_id))
        .where(HandTick.school_id == school, HandTick.item_id.in_(pieces), ~Pass.taken_back)
    )
    for tick, at, by, room in rows:
        yield HistoryLine(at, by, TICKED, {"room": room, "note": tick.note}, (position[tick.item_id],))


def _decided(session: Session, school: SchoolId, position: Mapping[UUID | None, int]) -> Iterator[HistoryLine]:
    subjects = {item.hex: at for item, at in position.items() if item is not None}
    for some in in_parts(list(subjects)):
        rows = session.execute(
            select(Decision, StockTake.name)
            .join(StockTake, and_(StockTake.school_id == Decision.school_id, StockTake.id == Decision.stocktake_id))
            .where(Decision.school_id == school, Decision.subject.in_(some))
        )
        for decision, stocktake in rows:
            facts = {"stocktake": stocktake, "decision": decision.decision, "reason": decision.reason}
            withdrawn = decision.decision == Choice.WITHDRAWN.value
            at, by, piece = decision.decided_at, decision.decided_by, (subjects[decision.subject],)
            yield HistoryLine(at, by, WITHDREW if withdrawn else DECIDED, facts, piece)


def _moved(
    session: Session, school: SchoolId, pieces: Select[UUID], position: Mapping[UUID | None, int]
) -> Iterator[HistoryLine]:
    """What each document did: a line for each change, of all the pieces it did that to."""
    old, new = aliased(Room), aliased(Room)
    its = and_(MovementLine.school_id == MovementRow.school_id, MovementLine.movement_id == MovementRow.id)
    rows = session.execute(
        select(
            MovementRow.id, old.code, new.code, MovementLine.from_state, MovementLine.to_state, MovementLine.item_id
        )
        .join(MovementLine, its)
        .outerjoin(old, and_(old.school_id == school, old.id == MovementLine.from_room_id))
        .outerjoin(new, and_(new.school_id == school, new.id == MovementLine.to_room_id))
        .where(MovementRow.school_id == school, MovementLine.item_id.in_(pieces))
    )
    alike: dict[_Move, list[int]] = defaultdict(list)
    for document, before, after, state, became, item in rows:
        alike[_Move(document, before or "—", after or "—", state, became)].append(position[item])
    documents = _documents(session, school, {move.document for move in alike})
    for move, moved in alike.items():
        yield from _changes(documents[move.document], move, tuple(moved))


class _Move(NamedTuple):
    """What a document did to some pieces; rooms are codes, — for none."""

    document: UUID
    before: str
    after: str
    state: str
    became: str


def _documents(session: Session, school: SchoolId, ids: AbstractSet[UUID]) -> dict[UUID, MovementRow]:
    return {
        row.id: row
        for some in in_parts(sorted(ids))
        for row in session.scalars(
            select(MovementRow).where(MovementRow.school_id == school, MovementRow.id.in_(some))
        )
    }


def _changes(row: MovementRow, move: _Move, pieces: tuple[int, ...]) -> Iterator[HistoryLine]:
    at, by, document = row.made_at, row.made_by, MovementId(row.id)
    facts = Document(document, row.kind, row.year, row.number, row.part).facts()
    facts |= {"old": move.before, "new": move.after, "state": move.state, "became": move.became}
    if row.approval_no:
        facts |= {"approval": row.approval_no, "day": str(row.approved_on)}
        yield HistoryLine(at, by, APPROVED, facts, pieces, document)
    elif row.kind == MovementKind.RECEIPT.value:
        yield HistoryLine(at, by, RECEIVED, facts, pieces, document)
        return
    elif move.state != move.became:
        yield HistoryLine(at, by, BECAME, facts, pieces, document)
    if move.before != move.after:
        yield HistoryLine(at, by, MOVED, facts, pieces, document)
    elif move.state == move.became:
        yield HistoryLine(at, by, LABELLED, facts, pieces, document)
