"""What the passes of a stock-take heard, as it is stored: by pass, so that what is known already is not read again.

Sightings are never changed once stored. So the sightings of a pass are the same as before as long as there are as
many of them and the pass has not been ended meanwhile.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Select, String, and_, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from inventory.arrivals import Arrivals, arrivals
from inventory.columns import Traces, numbers, reals, texts
from inventory.ids import PassId, SchoolId, StockTakeId
from inventory.store.sightings import Placement, Sighting
from inventory.store.stocktakes import Pass, RoomCount

_NAMED_AT_MOST = 500
"""More passes than these are not asked for by name: databases take only so many parameters in one statement."""


Latest = Select[str, str, str, str, datetime]


class State(NamedTuple):
    """How many sightings a pass has, and when its placement ended, if it has one and that is over."""

    sightings: int
    ended: datetime | None


class Loaded(NamedTuple):
    """The traces of one pass, when they came, and the state they were loaded in. Their `walk` says nothing yet."""

    state: State
    traces: Traces
    arrivals: Arrivals


def load_traces(
    session: Session, school: SchoolId, stocktake: StockTakeId, known: Mapping[PassId, Loaded]
) -> dict[PassId, Loaded]:
    """What every pass heard that heard anything; `known` is what was loaded before."""
    states = heard_passes(session, school, stocktake)
    changed = {walk for walk, state in states.items() if walk not in known or known[walk].state != state}
    fresh = _by_pass(_rows(session, school, stocktake, changed))
    return {
        walk: known[walk] if walk not in changed else Loaded(state, _traces(fresh[walk]), _arrivals(fresh[walk]))
        for walk, state in states.items()
    }


def heard_passes(session: Session, school: SchoolId, stocktake: StockTakeId) -> dict[PassId, State]:
    """The passes that count in which the scanner heard anything at all."""
    ended = func.max(Placement.ended_at, type_=Placement.ended_at.type)
    handed_in = select(Pass.id, func.count()).join(Sighting, _handed_in()).group_by(Pass.id)
    placed = select(Pass.id, func.count(), ended).join(Placement, _placed()).join(Sighting, _within())
    states: dict[PassId, State] = {}
    for query in (handed_in, placed.group_by(Pass.id)):
        for walk, sightings, *over in session.execute(query.where(*_of(school, stocktake))):
            states[PassId(walk)] = State(sightings, *over or [None])
    return states


def _rows(session: Session, school: SchoolId, stocktake: StockTakeId, walks: Collection[PassId]) -> list[Any]:
    """The sightings of at least these passes. Ids and times are as the database has them: they are many."""
    if not walks:
        return []
    said: tuple[Any, ...] = (
        type_coerce(Pass.id, String),
        Sighting.tag,
        Sighting.tid,
        Sighting.reads,
        Sighting.rssi_mean,
        Sighting.rssi_max,
        *(type_coerce(moment, DateTime) for moment in (Sighting.seen_at, Sighting.first_seen, Sighting.last_seen)),
    )
    named = [Pass.id.in_(walks)] if len(walks) <= _NAMED_AT_MOST else []
    query = select(*said).select_from(Pass).where(*_of(school, stocktake), *named)
    handed_in = query.join(Sighting, _handed_in())
    placed = query.join(Placement, _placed()).join(Sighting, _within())
    return [row for each in (handed_in, placed) for row in session.execute(each)]


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


def _by_pass(rows: Iterable[Any]) -> dict[PassId, list[Any]]:
    by_pass: dict[Any, list[Any]] = {}
    for walk, *said in rows:
        by_pass.setdefault(walk, []).append(said)
    return {PassId(UUID(str(walk))): said for walk, said in by_pass.items()}


def _traces(rows: Iterable[Any]) -> Traces:
    tags, chips, reads, means, peaks, *_ = zip(*rows, strict=True)
    return Traces(
        numbers([0] * len(tags)),
        texts(tags),
        numbers(reads),
        reals(means),
        reals(peaks),
        texts((chip or "").upper() for chip in chips),
    )


def _arrivals(rows: Sequence[Any]) -> Arrivals:
    """When the tags came, by the service's clock: it knows the middle of each sighting, the box its length.

    In seconds after any of them, which are the same whatever zone the database tells its times in.
    """
    *_, start, _, _ = rows[0]
    lasting = (
        (tag, (middle - start).total_seconds(), (last - first).total_seconds() / 2)
        for tag, *_, middle, first, last in rows
    )
    return arrivals((tag, middle - half, middle + half) for tag, middle, half in lasting)
