"""What is believed of where things are, kept as facts come in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, delete, or_, select
from sqlalchemy.orm import Session, aliased

from inventory.gates import Way
from inventory.ids import ItemId, PassId, RoomId, SchoolId, StationId
from inventory.presence import Fact, Heard, Presence, Source, TellAnew, Turned, in_order, learnt, told_anew
from inventory.store.bulk import insert_rows, update_rows
from inventory.store.parts import in_parts
from inventory.store.presence import GateRow, PresenceRow, VisitRow
from inventory.store.register import TagBinding
from inventory.store.sightings import Placement, Sighting
from inventory.store.stocktakes import HandTick, Pass

Believed = dict[ItemId, Presence]
_Worn = tuple[ItemId, datetime, datetime | None]


def believed(session: Session, school: SchoolId, items: Sequence[ItemId]) -> Believed:
    """Of those that were ever heard."""
    whole = select(*PresenceRow.__table__.columns)  # nothing to keep an eye on, which costs more than to read it
    return {
        ItemId(row.item_id): _presence(row)
        for some in in_parts(items)
        for row in session.execute(whole.where(PresenceRow.school_id == school, PresenceRow.item_id.in_(some)))
    }


def believe(session: Session, school: SchoolId, facts: Mapping[ItemId, Sequence[Fact]], known: Believed) -> Believed:
    """What is believed after these facts, which are stored already. The school must be locked."""
    now: Believed = {}
    anew: dict[ItemId, datetime | None] = {}
    for item, new in facts.items():
        try:
            presence = known.get(item)
            for fact in sorted(new, key=in_order):
                presence = learnt(presence, fact)
            if presence is not None:
                now[item] = presence
        except TellAnew as late:
            anew[item] = late.begin
    if anew:
        now |= _retold(session, school, anew, known)
    _keep(session, school, {item: each for item, each in now.items() if known.get(item) != each}, known)
    return now


def retell(session: Session, school: SchoolId, items: Sequence[ItemId]) -> None:
    """Tells anew where these things are, as facts about them count no more, or again. The school must be locked."""
    known = believed(session, school, items)
    now = _retold(session, school, dict.fromkeys(items), known)
    _keep(session, school, now, known)
    for some in in_parts([item for item in known if item not in now]):
        its = (PresenceRow.school_id == school, PresenceRow.item_id.in_(some))
        session.execute(delete(PresenceRow).where(*its))


def _retold(session: Session, school: SchoolId, anew: Mapping[ItemId, datetime | None], known: Believed) -> Believed:
    begins = [begin for begin in anew.values() if begin]
    earliest = min(begins) if len(begins) == len(anew) else None
    facts: dict[ItemId, list[Fact]] = {item: [] for item in anew}
    for item, fact in facts_of(session, school, sorted(anew), earliest):
        begin = anew[item]
        if begin is None or fact.at >= begin:
            facts[item].append(fact)
    retold = {item: told_anew(facts[item], known.get(item) if begin else None) for item, begin in anew.items()}
    return {item: presence for item, presence in retold.items() if presence}


def _keep(session: Session, school: SchoolId, changed: Believed, known: Believed) -> None:
    rows = [_row(school, item, presence) for item, presence in changed.items()]
    new = [row for row in rows if row["item_id"] not in known]
    old = [row for row in rows if row["item_id"] in known]
    insert_rows(session, PresenceRow, new)
    update_rows(session, PresenceRow, old)


def facts_of(
    session: Session, school: SchoolId, items: Sequence[ItemId], begin: datetime | None = None
) -> Iterator[tuple[ItemId, Fact]]:
    """All that is stored of these things, from a moment on if one is given."""
    for some in in_parts(items):
        yield from _seen(session, school, some, begin)
        yield from _passed(session, school, some, begin)
        yield from _ticked(session, school, some, begin)


def _seen(
    session: Session, school: SchoolId, items: Sequence[ItemId], begin: datetime | None
) -> Iterator[tuple[ItemId, Fact]]:
    """Asked by tags: left to join them itself, SQLite might go through all that was ever heard."""
    worn = _worn(session, school, items)
    for tags in in_parts(sorted(worn)):
        for row, stood, walked, swept in session.execute(_heard(school, tags, begin)):
            walk = row.pass_id or walked
            source = Source(_station(row.station_id), PassId(walk) if walk else None, row.reads, row.rssi_max)
            for item, bound, unbound in worn[row.tag]:
                if bound <= row.seen_at and not (unbound and unbound <= row.seen_at):
                    yield item, Heard(RoomId(swept or stood), row.seen_at, source)


def _worn(session: Session, school: SchoolId, items: Sequence[ItemId]) -> dict[str, list[_Worn]]:
    """By tag on which of these things it was, from when until when."""
    worn: dict[str, list[_Worn]] = {}
    columns = (TagBinding.tag, TagBinding.item_id, TagBinding.bound_at, TagBinding.unbound_at)
    its = (TagBinding.school_id == school, TagBinding.item_id.in_(items))
    for tag, item, bound, unbound in session.execute(select(*columns).where(*its)):
        if item:
            worn.setdefault(tag, []).append((ItemId(item), bound, unbound))
    return worn


def _heard(school: SchoolId, tags: Sequence[str], begin: datetime | None) -> Select[*tuple[Any, ...]]:
    """Every sighting of these tags that tells of a room: it, where its reader stood, on which walk, and the room that
    was walked."""
    of_walk = and_(Pass.school_id == Sighting.school_id, Pass.id == Sighting.pass_id, ~Pass.taken_back)
    then = and_(
        Placement.school_id == Sighting.school_id,
        Placement.station_id == Sighting.station_id,
        Placement.started_at <= Sighting.seen_at,
        or_(Placement.ended_at.is_(None), Placement.ended_at > Sighting.seen_at),
    )
    at_gate = (
        select(GateRow.id)
        .where(GateRow.school_id == Sighting.school_id, GateRow.station_id == Sighting.station_id)
        .where(GateRow.since <= Sighting.seen_at, or_(GateRow.until.is_(None), GateRow.until > Sighting.seen_at))
        .exists()
    )
    asked = (
        select(Sighting, Placement.room_id, Placement.pass_id, Pass.room_id)
        .outerjoin(Pass, of_walk)
        .outerjoin(Placement, then)
        .where(Sighting.school_id == school, Sighting.tag.in_(tags))
        .where(~at_gate, or_(Pass.id.is_not(None), Placement.id.is_not(None)))
    )
    return asked if begin is None else asked.where(Sighting.seen_at >= begin)


def _passed(
    session: Session, school: SchoolId, items: Sequence[ItemId], begin: datetime | None
) -> Iterator[tuple[ItemId, Fact]]:
    asked = (
        select(VisitRow, GateRow)
        .join(GateRow, and_(GateRow.school_id == VisitRow.school_id, GateRow.id == VisitRow.gate_id))
        .where(VisitRow.school_id == school, VisitRow.item_id.in_(items), VisitRow.passed_at.is_not(None))
    )
    if begin is not None:
        asked = asked.where(VisitRow.passed_at >= begin)
    for visit, gate in session.execute(asked):
        beyond = RoomId(gate.beyond_id) if gate.beyond_id else None
        source = Source(_station(gate.station_id), None, visit.reads, visit.rssi_max)
        if visit.passed_at:
            fact = passing(Way(visit.way), RoomId(gate.room_id), beyond, visit.passed_at, source)
            yield ItemId(visit.item_id), fact


def _ticked(
    session: Session, school: SchoolId, items: Sequence[ItemId], begin: datetime | None
) -> Iterator[tuple[ItemId, Fact]]:
    undone = aliased(HandTick)
    of_it = (undone.school_id == school, undone.item_id == HandTick.item_id, undone.retracts == HandTick.id)
    asked = (
        select(HandTick.item_id, HandTick.ticked_at, Pass)
        .join(Pass, and_(Pass.school_id == HandTick.school_id, Pass.id == HandTick.pass_id))
        .where(HandTick.school_id == school, HandTick.item_id.in_(items), HandTick.retracts.is_(None))
        .where(~Pass.taken_back, ~select(undone.id).where(*of_it).exists())
    )
    for item, at, walk in session.execute(asked):
        fact = ticked(RoomId(walk.room_id), PassId(walk.id), at or min(walk.started_at, walk.received_at))
        if item and (begin is None or fact.at >= begin):
            yield ItemId(item), fact


def ticked(room: RoomId, walk: PassId, at: datetime) -> Heard:
    """What it says of a thing's place that somebody ticked it off there."""
    return Heard(room, at, Source(None, walk, reads=0))


def passing(way: Way, inside: RoomId, beyond: RoomId | None, at: datetime, source: Source) -> Fact:
    """What it says of a thing's place that it passed a gate this way."""
    if way is Way.UNKNOWN:
        return Turned(inside, beyond, at, source)
    return Heard(inside if way is Way.IN else beyond, at, source)


def _station(found: UUID | None) -> StationId | None:
    return StationId(found) if found else None


def _presence(row: Row[*tuple[Any, ...]]) -> Presence:
    walk = PassId(row.pass_id) if row.pass_id else None
    return Presence(
        room=RoomId(row.room_id) if row.room_id else None,
        since=row.since,
        heard_at=row.heard_at,
        source=Source(_station(row.station_id), walk, row.reads, row.rssi_max),
        elsewhere_at=row.elsewhere_at,
        turned_at=row.turned_at,
    )


def _row(school: SchoolId, item: ItemId, presence: Presence) -> dict[str, Any]:
    return {
        "school_id": school,
        "item_id": item,
        "room_id": presence.room,
        "since": presence.since,
        "heard_at": presence.heard_at,
        "station_id": presence.source.station,
        "pass_id": presence.source.walk,
        "reads": presence.source.reads,
        "rssi_max": presence.source.rssi_max,
        "elsewhere_at": presence.elsewhere_at,
        "turned_at": presence.turned_at,
    }
