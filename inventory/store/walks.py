"""The walks of a stock-take in columns: which of them count, where they went, who made them and when.

Read once, and after that only those that are new or changed: each says with which state of the evidence it became
what it is, and these states come one after the other (`inventory.actions.campaign.revisions`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.arrays import Flags, Numbers, Reals, Texts
from inventory.coding import Coded, coded
from inventory.columns import numbers, texts
from inventory.ids import SchoolId, StockTakeId
from inventory.numbering import Numbering
from inventory.store.hexed import hexed
from inventory.store.instants import NEVER, SECOND, earliest, instant, instants, latest
from inventory.store.stocktakes import Pass
from inventory.ticking import BY_HAND
from inventory.walked import Walkers, walkers

Walker = tuple[str, str]
"""With what and by whom a room was walked."""


@dataclass(frozen=True)
class Walks:
    """The walks that count, in order of their rooms and ids, as they are with this state of the `evidence`.

    `ids` are in hexadecimal digits, `room` is by number, `live` are those that a station's sightings speak for.
    `since` and `until` are instants.
    """

    evidence: int
    ids: Texts
    room: Numbers
    live: Flags
    walker: Coded[Walker]
    since: Numbers
    until: Numbers

    @property
    def by_hand(self) -> Flags:
        """Those of nobody's scanner."""
        return self.walker.those(lambda walker: walker[0].startswith(BY_HAND))

    @property
    def began(self) -> Reals:
        """As in `inventory.columns`."""
        return np.where(self.since == NEVER, -np.inf, self.since / SECOND)

    @property
    def ended(self) -> Reals:
        """As in `inventory.columns`."""
        return np.where(self.until == NEVER, np.inf, self.until / SECOND)

    @property
    def walkers(self) -> Walkers:
        """By whom all of it was walked."""
        return walkers(self.walker.occurring(), earliest(self.since), latest(self.until))


def load_walks(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    rooms: Mapping[str, int],
    before: Walks | None = None,
) -> Walks:
    """All walks that count; `rooms` is by id in hexadecimal digits, `before` any earlier load."""
    said: tuple[Any, ...] = (
        *(hexed(Pass.id), hexed(Pass.room_id), Pass.station_id.is_not(None), Pass.device, Pass.counted_by),
        *(instant(Pass.started_at), instant(Pass.ended_at), Pass.counts().label("counts"), Pass.evidence),
    )
    of_this = (Pass.school_id == school, Pass.stocktake_id == stocktake)
    news = Pass.evidence > (before.evidence if before else -1)
    session.flush()
    rows: Sequence[Any] = session.connection().execute(select(*said).where(*of_this, news)).all()
    fresh = _walks(rows, rooms)
    return _together(before, fresh, texts(row[0] for row in rows)) if before else _sorted(fresh)


def _walks(rows: Sequence[Any], rooms: Mapping[str, int]) -> Walks:
    """Those of the rows that count."""
    evidence = max((row.evidence for row in rows), default=0)
    columns: Sequence[Any] = list(zip(*(row for row in rows if row.counts), strict=True)) or [()] * 9
    ids, places, stations, devices, people, since, until, *_ = columns
    return Walks(
        evidence,
        texts(ids),
        numbers(rooms[place] for place in places),
        np.array(stations, np.bool_),
        coded(zip(devices, people, strict=True)),
        instants(since),
        instants(until),
    )


def _together(before: Walks, fresh: Walks, read: Texts) -> Walks:
    """The walks of `before`, with the fresh ones in the place of those that were `read` again."""
    if not len(read):
        return before
    kept = _of(before, np.flatnonzero(Numbering(read).find(before.ids) < 0))
    return _sorted(
        Walks(
            max(before.evidence, fresh.evidence),
            np.append(kept.ids, fresh.ids),
            np.append(kept.room, fresh.room),
            np.append(kept.live, fresh.live),
            kept.walker.followed_by(fresh.walker),
            np.append(kept.since, fresh.since),
            np.append(kept.until, fresh.until),
        )
    )


def _sorted(walks: Walks) -> Walks:
    """Sorted here: SQLite would write out what it sorts."""
    return _of(walks, np.lexsort((walks.ids, walks.room)))


def _of(walks: Walks, rows: Numbers) -> Walks:
    ids, room, live = walks.ids[rows], walks.room[rows], walks.live[rows]
    return Walks(walks.evidence, ids, room, live, walks.walker.of(rows), walks.since[rows], walks.until[rows])
