"""The walks of a stock-take in columns: which of them count, where they went, when they were made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.arrays import Flags, Numbers, Reals, Texts
from inventory.columns import texts
from inventory.ids import SchoolId, StockTakeId
from inventory.store.hexed import hexed
from inventory.store.instants import NEVER, SECOND, instant, instants
from inventory.store.stocktakes import Pass
from inventory.ticking import BY_HAND


@dataclass(frozen=True)
class Walks:
    """The walks that count, in order of their rooms and ids.

    `ids` are in hexadecimal digits, `room` is by number, `live` are those that a station's sightings speak for.
    `by_hand` are those of nobody's scanner. `began` and `ended` are as in `inventory.columns`.
    """

    ids: Texts
    room: Numbers
    live: Flags
    by_hand: Flags
    began: Reals
    ended: Reals


def load_walks(session: Session, school: SchoolId, stocktake: StockTakeId, rooms: Mapping[str, int]) -> Walks:
    """All walks that count; `rooms` is by id in hexadecimal digits."""
    of_this = (Pass.school_id == school, Pass.stocktake_id == stocktake, Pass.counts())
    said: tuple[Any, ...] = (
        hexed(Pass.id),
        hexed(Pass.room_id),
        Pass.station_id.is_not(None),
        Pass.device.startswith(BY_HAND, autoescape=True),
        instant(Pass.started_at),
        instant(Pass.ended_at),
    )
    session.flush()
    rows: Sequence[Any] = session.connection().execute(select(*said).where(*of_this)).all()
    ids, places, stations, by_hand, began, ended = zip(*rows, strict=True) if rows else ((), (), (), (), (), ())
    walk, room = texts(ids), np.array([rooms[place] for place in places], np.int64)
    order = np.lexsort((walk, room))  # sorted here: SQLite would write out what it sorts
    live, hands = np.array([stations, by_hand], np.bool_)[:, order]
    begun, over = _seconds(began, -np.inf)[order], _seconds(ended, np.inf)[order]
    return Walks(walk[order], room[order], live, hands, begun, over)


def _seconds(moments: Sequence[Any], untold: float) -> Reals:
    """In seconds of one clock; `untold` where there is no moment."""
    at = instants(moments)
    return np.where(at == NEVER, untold, at / SECOND)
