"""What the passes of a stock-take heard, as it is stored: loaded once, and after that only what is new.

A pass handed in whole came with all its sightings. One a station walks hears more as time goes on; as sightings are
never changed once stored, it is as before while there are as many of them and it has not been ended meanwhile.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from inventory.arrays import Flags, Numbers, Reals
from inventory.arrivals import arrivals_of_walks
from inventory.coding import Coded, Coder
from inventory.columns import Traces, reals, texts
from inventory.ids import SchoolId, StockTakeId
from inventory.store.hexed import hexed
from inventory.store.instants import SECOND, instant, instants
from inventory.store.parts import among
from inventory.store.sightings import Placement, Sighting
from inventory.store.stocktakes import Pass, RoomCount
from inventory.store.streamed import in_pieces

Latest = Select[str, str, str, str, datetime]


class State(NamedTuple):
    """How many sightings a pass has by its placement, and when that ended; nothing of one handed in whole."""

    sightings: int = 0
    ended: Any = None


@dataclass(frozen=True)
class Told:
    """What the passes told, by pass (its id in hexadecimal digits) in the order in which they were loaded.

    The `walk` of the traces is the number of the pass in this order. `found` and `late` are its arrivals.
    """

    states: Mapping[str, State]
    traces: Traces
    found: Numbers
    late: Numbers

    def heard(self) -> Flags:
        """By pass, whether it has any sighting."""
        heard: Flags = np.bincount(self.traces.walk, minlength=len(self.states)) > 0
        return heard


NOTHING = Told(
    {},
    Traces(np.empty(0, np.int64), texts(()), np.empty(0, np.int64), np.empty(0), np.empty(0), texts(())),
    np.empty(0, np.int64),
    np.empty(0, np.int64),
)


def load_told(
    session: Session, school: SchoolId, stocktake: StockTakeId, walks: Mapping[str, bool], before: Told
) -> tuple[Told, frozenset[str]]:
    """What these passes told; by pass, whether a station's sightings speak for it. `before` was loaded before.

    Says also of which passes something else is known than before, be it nothing any more.
    """
    placed = _placed_states(session, school, stocktake) if any(walks.values()) else {}
    states = {walk: placed.get(walk, State()) for walk in walks}
    changed = {walk for walk, state in states.items() if before.states.get(walk) != state}
    gone = before.states.keys() - states.keys()
    rows = _load(session, _queries(session, school, {walk: walks[walk] for walk in changed}))
    return _together(before, rows, states, changed), frozenset(changed | gone)


def _together(before: Told, rows: Told, states: Mapping[str, State], changed: Collection[str]) -> Told:
    """The passes that are as they were, in their order, and after them the others."""
    stays = np.array([walk in states and walk not in changed for walk in before.states], np.bool_)
    order = [*(walk for walk, stay in zip(before.states, stays, strict=True) if stay), *changed]
    number = {walk: number for number, walk in enumerate(order)}
    renumbered = np.where(stays, np.cumsum(stays) - 1, -1)[before.traces.walk]
    loaded = np.array([number[walk] for walk in rows.states], np.int64)
    old = before.traces if stays.all() else before.traces.of(np.flatnonzero(renumbered >= 0))
    found, late = np.zeros(len(order), np.int64), np.zeros(len(order), np.int64)
    for column, old_column, new_column in ((found, before.found, rows.found), (late, before.late, rows.late)):
        column[: np.count_nonzero(stays)] = old_column[stays]
        column[loaded] = new_column
    walk = np.append(renumbered[renumbered >= 0], loaded[rows.traces.walk])
    return Told({each: states[each] for each in order}, _joined(walk, old, rows.traces), found, late)


def _joined(walk: Numbers, one: Traces, other: Traces) -> Traces:
    pairs = ((getattr(one, name), getattr(other, name)) for name in ("tag", "reads", "mean", "peak", "tid"))
    return Traces(walk, *map(np.concatenate, pairs))


def _placed_states(session: Session, school: SchoolId, stocktake: StockTakeId) -> dict[str, State]:
    ended = func.max(Placement.ended_at, type_=Placement.ended_at.type)
    query = select(hexed(Pass.id), func.count(), ended).join(Placement, _placed()).join(Sighting, _within())
    rows = session.execute(query.where(*_of(school, stocktake)).group_by(Pass.id))
    return {walk: State(sightings, over) for walk, sightings, over in rows}


def heard_rooms(session: Session, school: SchoolId, stocktake: StockTakeId) -> frozenset[str]:
    """The rooms where a pass that counts heard anything at all, by their ids in hexadecimal digits."""
    placed = select(hexed(Pass.room_id)).join(Placement, _placed()).join(Sighting, _within()).distinct()
    handed_in = select(hexed(Pass.room_id)).where(select(Sighting.id).where(_handed_in()).exists()).distinct()
    queries = (query.where(*_of(school, stocktake)) for query in (placed, handed_in))
    return frozenset(room for query in queries for room in session.scalars(query))


def _queries(session: Session, school: SchoolId, walks: Mapping[str, bool]) -> Iterator[Select[Any]]:
    """The sightings of these passes. Ids and times are as the database has them: they are many.

    Each is asked for by name: left to itself, SQLite would look through all sightings in the order of their tags.
    """
    said: tuple[Any, ...] = (
        Sighting.tag,
        func.coalesce(func.upper(Sighting.tid), ""),
        Sighting.reads,
        Sighting.rssi_mean,
        Sighting.rssi_max,
        *(instant(moment) for moment in (Sighting.seen_at, Sighting.first_seen, Sighting.last_seen)),
    )
    placed, handed_in = ([UUID(walk) for walk, station in walks.items() if station is way] for way in (True, False))
    if handed_in:
        whole = select(hexed(Sighting.pass_id), *said).where(Sighting.school_id == school)
        yield whole.where(among(session, Sighting.pass_id, handed_in))
    if placed:
        spoken_for = select(hexed(Placement.pass_id), *said).select_from(Placement).join(Sighting, _within())
        yield spoken_for.where(Placement.school_id == school, among(session, Placement.pass_id, placed))


def _load(session: Session, queries: Iterable[Select[Any]]) -> Told:
    """The rows in columns, a piece at a time."""
    walk, tag, chip, numbers = Coder[str](), Coder[str](), Coder[str](), []
    for rows in chain.from_iterable(in_pieces(session, query) for query in queries):
        walks, tags, chips, reads, means, peaks, *moments = zip(*rows, strict=True)
        walk.add(walks)
        tag.add(tags)
        chip.add(chips)
        middle, first, last = map(instants, moments)
        numbers.append((np.array(reads, np.int64), reals(means), reals(peaks), middle, last - first))
    if not numbers:
        return NOTHING
    return _as_told(walk.coded(), tag.coded(), chip.coded(), *map(np.concatenate, zip(*numbers, strict=True)))


def _as_told(
    walk: Coded[str],
    tag: Coded[str],
    chip: Coded[str],
    reads: Numbers,
    mean: Reals,
    peak: Reals,
    middle: Numbers,
    lasted: Numbers,
) -> Told:
    """The service's clock knows the middle of each sighting, the box its length."""
    half, since = lasted / (2 * SECOND), (middle - middle.min()) / SECOND
    walks = len(walk.values)
    found, late = arrivals_of_walks(walk.number, tag.number, since - half, since + half, walks=walks)
    traces = Traces(walk.number, texts(tag.values)[tag.number], reads, mean, peak, texts(chip.values)[chip.number])
    return Told(dict.fromkeys(walk.values, State()), traces, found, late)


def latest_of(school: SchoolId, stocktake: StockTakeId, tags: Sequence[str]) -> tuple[Latest, Latest]:
    """When each of these tags was heard last in each pass: tag, code of the room, device, who walked, when."""
    there = and_(
        RoomCount.school_id == Pass.school_id,
        RoomCount.stocktake_id == Pass.stocktake_id,
        RoomCount.room_id == Pass.room_id,
    )
    at = func.max(Sighting.seen_at, type_=Sighting.seen_at.type)
    query = (
        select(Sighting.tag, RoomCount.code, Pass.device, Pass.counted_by, at)
        .select_from(Pass)
        .join(RoomCount, there)
        .where(*_of(school, stocktake), Sighting.tag.in_(tags))
        .group_by(Sighting.tag, RoomCount.code, Pass.id, Pass.device, Pass.counted_by)
    )
    return query.join(Sighting, _handed_in()), query.join(Placement, _placed()).join(Sighting, _within())


def _of(school: SchoolId, stocktake: StockTakeId) -> tuple[ColumnElement[bool], ...]:
    return Pass.school_id == school, Pass.stocktake_id == stocktake, Pass.counts()


def _handed_in() -> ColumnElement[bool]:
    """Sightings of passes handed in whole."""
    return and_(Sighting.school_id == Pass.school_id, Sighting.pass_id == Pass.id)


def _placed() -> ColumnElement[bool]:
    return and_(Placement.school_id == Pass.school_id, Placement.pass_id == Pass.id)


def _within() -> ColumnElement[bool]:
    """What stations heard while they spoke for a pass: the placement turns each sighting into a place."""
    return and_(
        Sighting.school_id == Placement.school_id,
        Sighting.station_id == Placement.station_id,
        or_(Placement.scan_point == "", Placement.scan_point == Sighting.scan_point),
        Sighting.seen_at >= Placement.started_at,
        or_(Placement.ended_at.is_(None), Sighting.seen_at < Placement.ended_at),
    )
