"""A register of a million items and five million sightings: judged, beside the bare joins of a columnar engine.

The floor is DuckDB with two threads, all rows in its memory: the sightings joined with their passes and, by the text
of the tag, with the items; once as it is, once grouped to the evidence of each item in each room.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

import duckdb
import numpy as np
from numpy.typing import NDArray

from inventory.arrays import Flags, Numbers, Texts
from inventory.columns import Columns, Listed, Traces, reals, texts
from inventory.ids import ItemId, RoomId
from inventory.judgement import Judgement, judge
from inventory.recalling import call_again
from inventory.reconciliation import findings_in
from inventory.rejudging import judge_again
from inventory.roll import call
from tests.bench.figures import Figure, seconds

SHEET, BOARD, SWEEP = 0.05, 1.0, 1000
"""Seconds promised for one room, and for the board after a sweep of so many tags."""
ITEMS, ROOMS, CORRIDOR, ROUNDS = 1_000_000, 20_000, 10, 3
_HEARD, _THROUGH_THE_WALL, _MOVED, _GONE, _STRANGERS = 0.95, 0.4, 0.02, 0.01, 0.005


def figures() -> Iterator[Figure]:
    """Seconds for the whole register beside both floors; for a room and a sweep more beside the promises."""
    columns = made_columns(ITEMS, ROOMS)
    joined, grouped = floors(columns)
    whole = seconds(lambda: judge(call(columns)), 3)
    yield Figure("reconcile_1000000_items_beside_joins_seconds", whole, joined)
    yield Figure("reconcile_1000000_items_beside_grouped_joins_seconds", whole, grouped)
    judgement = judge(call(columns))
    sheets = iter(columns.rooms)
    yield Figure("room_of_1000000_items_seconds", seconds(lambda: findings_in(judgement, next(sheets))), SHEET)
    yield from _sweep(judgement)


def _sweep(before: Judgement) -> Iterator[Figure]:
    """Seconds from a thousand tags more to the new verdicts, and their parts; all beside what is promised of the sum.

    Heard weaker than before, they teach something new of how tags read.
    """
    for name, weaker in (("sweep", 0.0), ("sweep_that_teaches", 20.0)):
        columns, swept = before.roll.columns, texts([f"{ROOMS * ROUNDS:032x}"])
        more = with_a_sweep(columns, swept, weaker)
        roll = call_again(before.roll, more)
        parts = {
            "lined_up": seconds(partial(with_a_sweep, columns, swept, weaker), 3),
            "called": seconds(partial(call_again, before.roll, more), 3),
            "judged": seconds(partial(judge_again, before, roll, swept), 3),
        }
        yield Figure(f"{name}_into_1000000_items_seconds", sum(parts.values()), BOARD)
        for part, value in parts.items():
            yield Figure(f"{name}_into_1000000_items_{part}_seconds", value, BOARD)


def with_a_sweep(columns: Columns, swept: Texts, weaker: float = 0.0) -> Columns:
    """One more walk through the first room: it hears a thousand tags of the rooms about, as they were heard there or
    so many dB weaker.
    """
    traces = columns.traces
    rows = np.sort(np.unique(traces.tag[: 10 * SWEEP], return_index=True)[1])[:SWEEP]
    walk = np.append(traces.walk, np.full(SWEEP, len(columns.passes)))
    last = columns.ended[-1]
    return replace(
        columns,
        passes=np.append(columns.passes, swept),
        pass_room=np.append(columns.pass_room, 0),
        turn=np.append(columns.turn + (columns.turn >= ROUNDS), ROUNDS),
        began=np.append(columns.began, last),
        ended=np.append(columns.ended, last + 1),
        found=np.append(columns.found, 0),
        late=np.append(columns.late, 0),
        traces=Traces(
            walk,
            np.append(traces.tag, traces.tag[rows]),
            np.append(traces.reads, traces.reads[rows]),
            np.append(traces.mean, traces.mean[rows] - weaker),
            np.append(traces.peak, traces.peak[rows] - weaker),
            np.append(traces.tid, traces.tid[rows]),
        ),
    )


def made_columns(items: int, rooms: int) -> Columns:
    """Rooms in corridors, walked several times: most things at home, heard there and through the walls."""
    dice = np.random.default_rng(1)
    booked = dice.integers(0, rooms, items)
    true = np.where(dice.random(items) < _MOVED, dice.integers(0, rooms, items), booked)
    there = np.flatnonzero(dice.random(items) >= _GONE)
    strangers = dice.integers(0, rooms, int(items * _STRANGERS))
    tag = _tags(dice, items + len(strangers))
    heard = np.append(there, np.arange(items, len(tag)))
    traces = _walk(dice, tag[heard], np.append(true[there], strangers), rooms)
    walls = np.arange(rooms - 1)
    walls = walls[walls % CORRIDOR != CORRIDOR - 1]
    listed = Listed(
        [ItemId(UUID(int=number)) for number in range(items)],
        booked,
        np.zeros(items, np.bool_),
        np.zeros(items, np.bool_),
        np.ones(items, np.bool_),
        np.arange(items),
        tag[:items],
    )
    return Columns(
        [RoomId(UUID(int=number)) for number in range(rooms)],
        np.arange(rooms),
        (walls, walls + 1),
        listed,
        texts(f"{number:032x}" for number in range(rooms * ROUNDS)),
        np.repeat(np.arange(rooms), ROUNDS),
        np.arange(rooms * ROUNDS),
        reals(range(rooms * ROUNDS)),
        reals(range(1, rooms * ROUNDS + 1)),
        np.zeros(rooms * ROUNDS, np.int64),
        np.zeros(rooms * ROUNDS, np.int64),
        traces,
        np.empty(0, np.int64),
        np.empty(0, np.int64),
        np.empty(0, "S24"),
        np.empty(0, np.int64),
    )


def _tags(dice: np.random.Generator, count: int) -> Texts:
    """Serial numbers of one maker, in no order."""
    return np.array([f"E2801160{number:016X}" for number in dice.permutation(count).tolist()], "S24")


def _walk(dice: np.random.Generator, tag: Texts, room: Numbers, rooms: int) -> Traces:
    """What every pass hears of these tags, which are in these rooms; pass after pass, as it comes in."""
    walk, thing, far = [], [], []
    for shift, chance in ((0, _HEARD), (-1, _THROUGH_THE_WALL), (1, _THROUGH_THE_WALL)):
        beside = room + shift
        near = (beside >= 0) & (beside < rooms) & (beside // CORRIDOR == room // CORRIDOR)
        for turn in range(ROUNDS):
            heard = np.flatnonzero(near & (dice.random(len(tag)) < chance))
            walk.append(beside[heard] * ROUNDS + turn)
            thing.append(heard)
            far.append(np.full(len(heard), shift != 0))
    order = np.argsort(np.concatenate(walk), kind="stable")
    return _traces(dice, tag, np.concatenate(walk)[order], np.concatenate(thing)[order], np.concatenate(far)[order])


def _traces(dice: np.random.Generator, tag: Texts, walk: Numbers, thing: Numbers, far: Flags) -> Traces:
    mean = np.round(dice.normal(np.where(far, -71.0, -60.0), 4.0), 1)
    reads = 1 + dice.poisson(np.where(far, 1.0, 7.0))
    return Traces(walk, tag[thing], reads, mean, np.round(mean + 3, 1), np.zeros(len(walk), "S1"))


def floors(columns: Columns) -> tuple[float, float]:
    """Seconds the engine takes to join, and to join and group."""
    engine = duckdb.connect(config={"threads": 2})
    traces, listed = columns.traces, columns.listed
    heard = {"pass": traces.walk, "tag": traces.tag.astype("U"), "reads": traces.reads, "rssi": traces.mean}
    _fill(engine, "sightings", heard)
    _fill(engine, "passes", {"pass": np.arange(len(columns.passes)), "room": columns.pass_room})
    _fill(engine, "items", {"item": listed.tag_item, "booked": listed.room, "tag": listed.tag.astype("U")})
    joined, grouped = _JOINED.format("reads, rssi"), _JOINED.format("sum(reads), max(rssi)") + " GROUP BY ALL"
    return seconds(lambda: engine.execute(joined), 3), seconds(lambda: engine.execute(grouped), 3)


_JOINED = """
    CREATE OR REPLACE TABLE evidence AS SELECT item, booked, room, {}
    FROM sightings JOIN passes USING (pass) JOIN items USING (tag)
"""


def _fill(engine: duckdb.DuckDBPyConnection, table: str, columns: dict[str, NDArray[Any]]) -> None:
    engine.register("given", columns)
    engine.execute(f"CREATE TABLE {table} AS SELECT * FROM given")  # noqa: S608 - our own names
    engine.unregister("given")
