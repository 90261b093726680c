"""Follows things by what readers hear and people tick off: where they are, what passed a gate, whom to tell."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from inventory.actions.presence.alarms import raise_alarms, rules_now
from inventory.actions.presence.gates import Term, gates_since
from inventory.actions.presence.passing import Passage, leaves_of, note_evidence, visit
from inventory.actions.presence.presence import Believed, believe, believed, passing, retell, ticked
from inventory.actions.school.schools import lock_school
from inventory.alarms import AlarmKind, Case, Leave, Rules, is_elsewhere, may_pass
from inventory.gates import Answers, Gate
from inventory.ids import ItemId, PassId, RoomId, SchoolId, StationId
from inventory.presence import Fact, Heard, Source, told
from inventory.store.parts import in_parts
from inventory.store.register import TagBinding
from inventory.store.sightings import Placement, Sighting
from inventory.store.stocktakes import HandTick


class Told(NamedTuple):
    """A sighting of a tag by our clock."""

    tag: str
    point: str
    first: datetime
    last: datetime
    seen_at: datetime
    reads: int
    rssi_max: float | None


Carried = dict[ItemId, list[Told]]
Passed = list[tuple[Gate, Passage]]


def follow(
    session: Session, school: SchoolId, station: StationId, heard: Sequence[Told], *, at: datetime, zone: tzinfo
) -> None:
    """Keeps where the things are that a station heard, which is stored already, and raises alarms."""
    carried = _carried(session, school, heard)
    if not carried:
        return
    lock_school(session, school)
    earliest = min(each.seen_at for each in heard)
    terms = gates_since(session, school, station, earliest)
    facts = _in_rooms(session, school, station, carried, terms, earliest)
    passed = _at_gates(session, school, carried, terms)
    for gate, each in passed:
        facts.setdefault(each.item, []).append(_fact(gate, each))
    known = believed(session, school, sorted(facts))
    now = believe(session, school, facts, known)
    rules = rules_now(session, school, at)
    _judge(session, school, known, now, passed, rules, at=at, zone=zone)


def follow_walk(session: Session, school: SchoolId, walk: PassId, room: RoomId, heard: Sequence[Told]) -> None:
    """Keeps where the things are that were heard on a walk that was handed in whole, and is stored already."""
    carried = _carried(session, school, heard)
    if carried:
        lock_school(session, school)
        facts: dict[ItemId, list[Fact]] = {
            item: [Heard(room, each.seen_at, Source(None, walk, each.reads, each.rssi_max)) for each in its]
            for item, its in carried.items()
        }
        believe(session, school, facts, believed(session, school, sorted(facts)))


def follow_ticks(
    session: Session, school: SchoolId, walk: PassId, room: RoomId, items: Collection[ItemId], at: datetime
) -> None:
    """Keeps that these things were seen in a room by whoever ticked them off there, which is stored already."""
    if items:
        lock_school(session, school)
        facts = dict.fromkeys(items, (ticked(room, walk, at),))
        believe(session, school, facts, believed(session, school, sorted(facts)))


def follow_anew(session: Session, school: SchoolId, walks: Collection[PassId]) -> None:
    """Tells anew where the things are that were heard or ticked on walks that count no more, or count after all."""
    heard = select(Sighting.tag).where(Sighting.school_id == school, Sighting.pass_id.in_(walks))
    carrying = (TagBinding.school_id == school, TagBinding.item_id.is_not(None), TagBinding.tag.in_(heard))
    ticks = (HandTick.school_id == school, HandTick.item_id.is_not(None), HandTick.pass_id.in_(walks))
    asked = select(TagBinding.item_id).where(*carrying), select(HandTick.item_id).where(*ticks)
    tell_anew(session, school, {ItemId(item) for each in asked for item in session.scalars(each) if item})


def tell_anew(session: Session, school: SchoolId, items: Collection[ItemId]) -> None:
    """Tells anew where these things are, as something that told of them does so no more."""
    if items:
        lock_school(session, school)
        retell(session, school, sorted(items))


def _carried(session: Session, school: SchoolId, heard: Sequence[Told]) -> Carried:
    """What was heard of each thing by the tag it carried then."""
    by_tag: dict[str, list[Told]] = {}
    for each in heard:
        by_tag.setdefault(each.tag, []).append(each)
    carried: Carried = {}
    columns = (TagBinding.tag, TagBinding.item_id, TagBinding.bound_at, TagBinding.unbound_at)
    for some in in_parts(sorted(by_tag)):
        of_things = (TagBinding.school_id == school, TagBinding.item_id.is_not(None), TagBinding.tag.in_(some))
        for tag, item, bound, unbound in session.execute(select(*columns).where(*of_things)):
            heard = [
                each for each in by_tag[tag] if bound <= each.seen_at and not (unbound and unbound <= each.seen_at)
            ]
            if item and heard:
                carried.setdefault(ItemId(item), []).extend(heard)
    return carried


def _in_rooms(
    session: Session,
    school: SchoolId,
    station: StationId,
    carried: Carried,
    terms: Sequence[Term],
    earliest: datetime,
) -> dict[ItemId, list[Fact]]:
    """Where the station was when it heard them. A gate is at a door: what it hears may be on either side."""
    of_station = (Placement.school_id == school, Placement.station_id == station)
    not_over = or_(Placement.ended_at.is_(None), Placement.ended_at > earliest)
    places = session.scalars(select(Placement).where(*of_station, not_over)).all()
    facts: dict[ItemId, list[Fact]] = {}
    for item, its in carried.items():
        for each in its:
            place = next((place for place in places if _stood(place, each.seen_at)), None)
            if place and not any(term.holds(each.seen_at) for term in terms):
                walk = PassId(place.pass_id) if place.pass_id else None
                source = Source(station, walk, each.reads, each.rssi_max)
                facts.setdefault(item, []).append(Heard(RoomId(place.room_id), each.seen_at, source))
    return facts


def _stood(place: Placement, moment: datetime) -> bool:
    return place.started_at <= moment and (place.ended_at is None or moment < place.ended_at)


def _at_gates(session: Session, school: SchoolId, carried: Carried, terms: Sequence[Term]) -> Passed:
    passed: Passed = []
    for term in terms:
        near = {
            item: [Answers(*each[1:4], each.reads, each.rssi_max) for each in its if term.holds(each.seen_at)]
            for item, its in carried.items()
        }
        answers = {item: some for item, some in near.items() if some}
        if answers:
            passed += [(term.gate, each) for each in visit(session, school, term.gate, answers)]
    return passed


def _judge(
    session: Session,
    school: SchoolId,
    known: Believed,
    now: Believed,
    passed: Passed,
    rules: Rules,
    *,
    at: datetime,
    zone: tzinfo,
) -> None:
    """Notes what documents allow, and raises alarms for the rest."""
    long = timedelta(minutes=rules.elsewhere_minutes)
    staying = [item for item, each in now.items() if each.room and each.heard_at - each.since >= long]
    asked = {each.item for _, each in passed} | set(staying)
    if not asked:
        return
    leaves = leaves_of(session, school, sorted(asked))
    note_evidence(session, school, {each.visit: slip for _, each in passed if (slip := leaves[each.item].slip)})
    cases = _left(known, passed, leaves)
    for item in staying:
        if is_elsewhere(now[item], leaves[item], rules):
            stay = now[item]
            cases.append(Case(AlarmKind.ELSEWHERE, item, stay.since, stay.heard_at, stay.room))
    raise_alarms(session, school, cases, rules, at=at, zone=zone)


def _left(known: Believed, passed: Passed, leaves: Mapping[ItemId, Leave]) -> list[Case]:
    """Who passed outward, as far as was believed at that moment, and may not."""
    cases, believed_then = [], dict(known)
    for gate, each in sorted(passed, key=lambda one: one[1].at):
        before = believed_then.get(each.item)
        was_out = before is not None and before.room == gate.beyond
        if not may_pass(each.way, was_out, gate.beyond, leaves[each.item]):
            cases.append(Case(AlarmKind.LEFT, each.item, each.at, each.at, gate.room, gate.id))
        after = told([_fact(gate, each)], before)
        if after:
            believed_then[each.item] = after
    return cases


def _fact(gate: Gate, each: Passage) -> Fact:
    source = Source(gate.station, None, each.reads, each.rssi_max)
    return passing(each.way, gate.room, gate.beyond, each.at, source)
