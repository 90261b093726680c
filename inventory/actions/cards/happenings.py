"""What is known of pieces apart from documents: entered, tagged, seen, ticked by hand, counted and decided about."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from inventory.cards import HistoryLine
from inventory.decisions import Choice
from inventory.ids import SchoolId
from inventory.store.base import Moment
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item, RegisterImport, TagBinding
from inventory.store.sightings import Placement, Sighting
from inventory.store.stocktakes import Decision, HandTick, Pass, StockTake

SEEN_LINES = 50
TAGS_SINGLY = 3
"""So many tags bound at one time are told one by one."""

Positions = Mapping[UUID | None, int]
"""By the id of each piece its number on the card."""

ENTERED = "entered from the file {filename}"
BOUND = "tag {tag} bound"
BOUND_MANY = "{count} tags bound"
UNBOUND = "tag {tag} taken off"
SEEN = "seen in room {room}: read {reads} times"
TICKED = "seen by hand in room {room}: {note}"
DECIDED = "{stocktake}: decided “{decision}”: {reason}"
WITHDREW = "{stocktake}: decision withdrawn: {reason}"


def entered(session: Session, asset: Asset) -> Iterator[HistoryLine]:
    """The file the card came with."""
    entered = session.get(RegisterImport, (asset.school_id, asset.import_id)) if asset.import_id else None
    if entered is not None and entered.applied_at is not None:
        yield HistoryLine(entered.applied_at, entered.handed_in_by, ENTERED, {"filename": entered.filename})


def bound(session: Session, school: SchoolId, pieces: Select[UUID], position: Positions) -> Iterator[HistoryLine]:
    """Tags put on and taken off; many that were put on at one time are one line."""
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


def seen(session: Session, school: SchoolId, pieces: Select[UUID]) -> Iterator[HistoryLine]:
    """Where the tags the items carry now were read: a line for each walk, or for each stay of a station."""
    carried = and_(
        TagBinding.school_id == Sighting.school_id,
        TagBinding.tag == Sighting.tag,
        TagBinding.unbound_at.is_(None),
        TagBinding.item_id.in_(pieces),
    )
    # Said again for SQLite, which might go through all that was ever heard.
    theirs = select(TagBinding.tag).where(TagBinding.school_id == school, TagBinding.item_id.in_(pieces))
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
        .where(Sighting.school_id == school, Sighting.tag.in_(theirs))
        .group_by(Item.position, Sighting.tag, Room.code, Pass.id, Placement.id)
        .order_by(last.desc())
        .limit(SEEN_LINES)
    )
    for seen_at, piece, reads, room in rows:
        yield HistoryLine(seen_at, "", SEEN, {"room": room, "reads": str(reads)}, (piece,))


def ticked(session: Session, school: SchoolId, pieces: Select[UUID], position: Positions) -> Iterator[HistoryLine]:
    """Where somebody saw the pieces, and said so by hand."""
    rows = session.execute(
        select(HandTick, Pass.received_at, Pass.counted_by, Room.code)
        .join(Pass, and_(Pass.school_id == HandTick.school_id, Pass.id == HandTick.pass_id))
        .join(Room, and_(Room.school_id == Pass.school_id, Room.id == Pass.room_id))
        .where(HandTick.school_id == school, HandTick.item_id.in_(pieces), ~Pass.taken_back)
    )
    for tick, at, by, room in rows:
        yield HistoryLine(at, by, TICKED, {"room": room, "note": tick.note}, (position[tick.item_id],))


def decided(session: Session, school: SchoolId, position: Positions) -> Iterator[HistoryLine]:
    """What was decided about the pieces in stock-takes."""
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
