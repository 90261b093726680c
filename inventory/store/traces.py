"""What the passes of a stock-take heard, as it is stored: loaded once, and after that only what is new.

A pass handed in whole came with all its sightings. One a station walks hears more as time goes on; as sightings are
never changed once stored, it is as before while there are as many of them and it has not been ended meanwhile.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from inventory.arrays import Flags, Numbers, Reals, Texts
from inventory.arrivals import arrivals_of_walks
from inventory.coding import Coded, Coder
from inventory.columns import Traces, reals, texts
from inventory.growing import Growing, grown
from inventory.ids import SchoolId, StockTakeId
from inventory.numbering import Numbering
from inventory.store.base import Moment
from inventory.store.hexed import hexed
from inventory.store.instants import NEVER, SECOND, instant, instants
from inventory.store.parts import among
from inventory.store.sightings import Placement, Sighting
from inventory.store.stocktakes import Pass, RoomCount
from inventory.store.streamed import in_pieces
from inventory.store.walks import Walks

Latest = Select[str, str, str, str, datetime]

_EVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """What the walks told, by walk (its id in hexadecimal digits) in the order in which they were loaded.

    Of a live walk `sightings` counts those there are by its placement, which ended at the instant `until`; of one
    handed in whole they say nothing. The `walk` of the traces is its number in this order. `found` and `late` are its
    arrivals, `heard` says whether it has any sighting. `number` is by walk which it is now in the order of
    rooms and ids.
    `rows` are the columns of the traces.
    """

    walks: Texts
    sightings: Numbers
    until: Numbers
    rows: Growing
    found: Numbers
    late: Numbers
    heard: Flags
    number: Numbers

    @property
    def traces(self) -> Traces:
        """All of them."""
        return Traces(*self.rows.columns)


_NONE = np.empty(0, np.int64)
_NO_ROWS = (_NONE, texts(()), _NONE, np.empty(0), np.empty(0), texts(()))
NOTHING = Told(
    texts(()),
    _NONE,
    _NONE,
    grown(_NO_ROWS, _NO_ROWS),
    _NONE,
    _NONE,
    np.empty(0, np.bool_),
    _NONE,
)


@dataclass(frozen=True)
class _Rows:
    """What was loaded of some walks: those with any sighting, their traces and arrivals."""

    walks: Texts
    traces: Traces
    found: Numbers
    late: Numbers


def load_told(
    session: Session, school: SchoolId, stocktake: StockTakeId, walks: Walks, before: Told
) -> tuple[Told, Texts]:
    """What these walks told; `before` was loaded before.

    Says also of which walks something else is known than before, be it nothing any more.
    """
    known = Numbering(before.walks).find(walks.ids)
    sightings, until = _live_states(session, school, stocktake, walks)
    changed = known < 0
    changed |= np.append(before.sightings, 0)[known] != sightings
    changed |= np.append(before.until, NEVER)[known] != until
    rows = _load(session, _queries(session, school, walks.ids[changed], walks.live[changed]))
    number = np.full(len(before.walks), -1)
    number[known[known >= 0]] = np.flatnonzero(known >= 0)
    stays = number >= 0
    stays[known[changed & (known >= 0)]] = False
    order = np.append(number[stays], np.flatnonzero(changed))
    behind, anew = _together(before, stays, rows, walks.ids[changed])
    found, late, heard = (_filled(old[stays], anew, new, len(order)) for old, new in _by_walk(before, rows))
    told = Told(walks.ids[order], sightings[order], until[order], behind, found, late, heard, order)
    return told, np.concatenate([walks.ids[changed], before.walks[number < 0]])


def _by_walk(before: Told, rows: _Rows) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """What is said of each walk, before and anew: its arrivals, and whether it heard anything."""
    yield before.found, rows.found
    yield before.late, rows.late
    yield before.heard, np.ones(len(rows.walks), np.bool_)


def _filled(kept: NDArray[Any], anew: Numbers, values: NDArray[Any], length: int) -> NDArray[Any]:
    column = np.zeros(length, kept.dtype)
    column[: len(kept)] = kept
    column[anew] = values
    return column


def _together(before: Told, stays: Flags, rows: _Rows, changed: Texts) -> tuple[Growing, Numbers]:
    """The traces of the walks that stay, in their order, and after them the others; by row the number of its walk."""
    kept = int(np.count_nonzero(stays))
    anew = kept + Numbering(changed).find(rows.walks)
    more = _columns(replace(rows.traces, walk=anew[rows.traces.walk]))
    if kept == len(stays):
        return before.rows.with_rows(more), anew
    old = before.traces.of(np.flatnonzero(stays[before.traces.walk]))
    return grown(_columns(replace(old, walk=(np.cumsum(stays) - 1)[old.walk])), more), anew


def _columns(traces: Traces) -> list[NDArray[Any]]:
    return [getattr(traces, column.name) for column in fields(traces)]


def _live_states(session: Session, school: SchoolId, stocktake: StockTakeId, walks: Walks) -> tuple[Numbers, Numbers]:
    """By walk how many sightings a live one has, and until when it could get more."""
    sightings, until = np.zeros(len(walks.ids), np.int64), np.full(len(walks.ids), NEVER)
    if walks.live.any():
        ended = instant(func.max(Placement.ended_at))
        query = select(hexed(Pass.id), func.count(), ended).join(Placement, _placed()).join(Sighting, _within())
        rows = session.execute(query.where(*_of(school, stocktake)).group_by(Pass.id)).all()
        which = Numbering(walks.ids).find(texts(walk for walk, _, _ in rows))
        sightings[which] = [count for _, count, _ in rows]
        until[which] = instants([over for _, _, over in rows])
    return sightings, until


def heard_rooms(session: Session, school: SchoolId, stocktake: StockTakeId) -> frozenset[str]:
    """The rooms where a pass that counts heard anything at all, by their ids in hexadecimal digits."""
    placed = select(hexed(Pass.room_id)).join(Placement, _placed()).join(Sighting, _within()).distinct()
    handed_in = select(hexed(Pass.room_id)).where(select(Sighting.id).where(_handed_in()).exists()).distinct()
    queries = (query.where(*_of(school, stocktake)) for query in (placed, handed_in))
    return frozenset(room for query in queries for room in session.scalars(query))


def _queries(session: Session, school: SchoolId, walks: Texts, live: Flags) -> Iterator[Select[Any]]:
    """The sightings of these walks. Ids and times are as the database has them: they are many.

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
    placed, handed_in = ([UUID(walk) for walk in walks[way].astype("U").tolist()] for way in (live, ~live))
    if handed_in:
        whole = select(hexed(Sighting.pass_id), *said).where(Sighting.school_id == school)
        yield whole.where(among(session, Sighting.pass_id, handed_in))
    if placed:
        spoken_for = select(hexed(Placement.pass_id), *said).select_from(Placement).join(Sighting, _within())
        yield spoken_for.where(Placement.school_id == school, among(session, Placement.pass_id, placed))


def _load(session: Session, queries: Iterable[Select[Any]]) -> _Rows:
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
        return _Rows(NOTHING.walks, NOTHING.traces, NOTHING.found, NOTHING.late)
    return _as_rows(walk.coded(), tag.coded(), chip.coded(), *map(np.concatenate, zip(*numbers, strict=True)))


def _as_rows(
    walk: Coded[str],
    tag: Coded[str],
    chip: Coded[str],
    reads: Numbers,
    mean: Reals,
    peak: Reals,
    middle: Numbers,
    lasted: Numbers,
) -> _Rows:
    """The service's clock knows the middle of each sighting, the box its length."""
    half, since = lasted / (2 * SECOND), (middle - middle.min()) / SECOND
    walks = len(walk.values)
    found, late = arrivals_of_walks(walk.number, tag.number, since - half, since + half, walks=walks)
    traces = Traces(walk.number, texts(tag.values)[tag.number], reads, mean, peak, texts(chip.values)[chip.number])
    return _Rows(texts(walk.values), traces, found, late)


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
    """What stations heard while they spoke for a pass: the placement turns each sighting into a place.

    There is always an end: asked for "none or later", databases go through all that the station heard since.
    """
    return and_(
        Sighting.school_id == Placement.school_id,
        Sighting.station_id == Placement.station_id,
        or_(Placement.scan_point == "", Placement.scan_point == Sighting.scan_point),
        Sighting.seen_at >= Placement.started_at,
        Sighting.seen_at < func.coalesce(Placement.ended_at, literal(_EVER, Moment)),
    )
