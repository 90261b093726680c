"""Columns that grow at their end, as lists do: there is room behind them, so that what is there need not be moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]

_ROOM = 8
"""An eighth more than is needed now."""


@dataclass(frozen=True)
class Growing:
    """Columns of one length, the first rows of `room`. They never change; those made of them by `with_rows` may share
    their room.
    """

    columns: Sequence[Column]
    room: Sequence[Column]
    taken: list[int]
    """How many rows of the room anybody has taken."""

    def with_rows(self, rows: Sequence[Column]) -> "Growing":
        """These columns with rows behind them."""
        start, more = len(self.columns[0]), len(rows[0])
        fits = all(
            start + more <= len(room) and np.can_cast(row.dtype, room.dtype)
            for room, row in zip(self.room, rows, strict=True)
        )
        if not fits or self.taken[0] != start:
            return grown(self.columns, rows)
        self.taken[0] += more
        for room, row in zip(self.room, rows, strict=True):
            room[start : start + more] = row
        return Growing([room[: start + more] for room in self.room], self.room, self.taken)


def grown(*parts: Sequence[Column]) -> Growing:
    """The columns of all parts, the rows of each behind those of the one before, and room for more."""
    end = sum(len(columns[0]) for columns in parts)
    room = []
    for column in zip(*parts, strict=True):
        wide = np.empty(end + end // _ROOM, np.result_type(*column))
        np.concatenate(column, out=wide[:end])
        room.append(wide)
    return Growing([each[:end] for each in room], room, [end])
