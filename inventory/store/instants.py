"""Moments as whole microseconds from the database, where a datetime made of each would take too long."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from inventory.arrays import Numbers

SECOND = 1_000_000
"""A second in these units."""

NEVER = np.iinfo(np.int64).min
"""Stands for no moment."""


class instant(FunctionElement[Any]):
    """The moment, to be read with `instants`."""

    type = BigInteger()
    inherit_cache = True
    name = "instant"


@compiles(instant)
def _since_1970(element: instant, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(EXTRACT(EPOCH FROM {compiler.process(element.clauses, **kw)}) * {SECOND} AS BIGINT)"


@compiles(instant, "sqlite")
def _as_kept(element: instant, compiler: SQLCompiler, **kw: Any) -> str:
    """SQLite keeps texts in UTC, which are read faster here than there."""
    return compiler.process(element.clauses, **kw)


def instants(values: Sequence[Any]) -> Numbers:
    """The moments in microseconds since 1970, `NEVER` for None."""
    if any(isinstance(value, str) for value in values):
        return np.array(values, "datetime64[us]").astype(np.int64)
    return np.array([NEVER if value is None else value for value in values], np.int64)


def earliest(instants: Numbers) -> datetime | None:
    """The first of these moments; those that are `NEVER` are none."""
    some = instants[instants != NEVER]
    return _moment(some.min()) if len(some) else None


def latest(instants: Numbers) -> datetime | None:
    """The last of these moments."""
    some = instants[instants != NEVER]
    return _moment(some.max()) if len(some) else None


def _moment(instant: np.int64) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(instant))
