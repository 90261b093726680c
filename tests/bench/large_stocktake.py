"""A stock-take of a million things in a file of SQLite: the made building of `tests.bench.scale`, told to a database.

The rows are written past the program, which would take ten minutes for them; opening the stock-take is the program's.
What is heard comes row by row, so that its indexes are as walk after walk leaves them: not packed, as new ones are,
of which each row more splits a page. Where things are believed to be since the walks is told as well.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.school.schools import create_school
from inventory.arrays import Numbers
from inventory.columns import Columns
from inventory.ids import SchoolId, StockTakeId
from inventory.numbering import Numbering
from inventory.store.engine import Database
from inventory.store.migrate import migrate
from tests.bench.scale import CORRIDOR, made_columns

NOW = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=300)
"""All walks are over before today, when what is measured is handed in."""
WALK_SECONDS, CACHE_KB = 300, 2_000_000
FLOORS, KEEPERS = 10, 800
NAMES = ("课桌", "课椅", "台式计算机", "投影机", "空调", "激光打印机", "书柜", "显微镜", "钢琴", "实验台")

Rows = tuple[str, dict[str, Any]]
"""A table, and by column what its rows say: a list, or what all of them say."""


class Large(NamedTuple):
    """The database, and what is counted in it."""

    database: Database
    school: SchoolId
    stocktake: StockTakeId


def large_stocktake(path: Path, things: int, rooms: int) -> Large:
    """Makes the file: every thing on a card of its own, every room walked three times, and nothing looked at yet."""
    database = Database(f"sqlite:///{path}")
    migrate(database)
    with database.write() as session:
        school = create_school(session, "Large", at=NOW)
    columns = made_columns(things, rooms)
    database.close()
    _tell(path, school, _register(columns))
    with database.write() as session:
        stocktake = open_stocktake(session, school, name="2026", cutoff=NOW, by="Ada", at=NOW)
    database.close()
    _tell(path, school, _heard(columns, stocktake), packed=False)
    return Large(database, school, stocktake)


def room_code(room: int) -> str:
    """The code of the room of this number."""
    return f"R-{room:05}"


def _tell(path: Path, school: SchoolId, tables: Iterator[Rows], *, packed: bool = True) -> None:
    """Writes the rows, with no log of them. The search does not learn of them: nothing is searched for here.

    What the program told SQLite of the sizes of tables goes with their indexes, so it is told again.
    """
    connection = sqlite3.connect(path)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE_KB}"):
        connection.execute(f"PRAGMA {pragma}")
    with connection:
        sizes = connection.execute("SELECT tbl, idx, stat FROM sqlite_stat1").fetchall()
        for table, columns in tables:
            said = {"school_id": school.hex, **columns}
            values = [each if isinstance(each, list) else repeat(each) for each in said.values()]
            marks = ", ".join("?" * len(said))
            statement = f"INSERT INTO {table} ({', '.join(said)}) VALUES ({marks})"  # noqa: S608 - our own names
            anew = _without_what_slows(connection, table) if packed else []
            connection.executemany(statement, zip(*values, strict=False))
            for made in anew:
                connection.execute(made)
        connection.execute("DELETE FROM sqlite_stat1")
        connection.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", sizes)
    connection.close()


def _without_what_slows(connection: sqlite3.Connection, table: str) -> list[str]:
    """Drops the indexes and triggers of the table; by these statements they are made anew."""
    made = (
        "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql <> ''"
    )
    there = connection.execute(made, [table]).fetchall()
    for kind, name, _ in there:
        connection.execute(f"DROP {kind} {name}")
    return [sql for _, _, sql in there]


def _register(columns: Columns) -> Iterator[Rows]:
    rooms, things = range(len(columns.rooms)), range(len(columns.listed.items))
    buildings = range(-(-len(rooms) // (FLOORS * CORRIDOR)))
    yield "building", {"id": _ids(buildings), "name": [f"教学楼 {each:03}" for each in buildings]}
    yield "person", {"id": _ids(range(KEEPERS)), "name": [f"王{each}" for each in range(KEEPERS)]}
    lying = {
        "building_id": _ids(room // (FLOORS * CORRIDOR) for room in rooms),
        "floor": [room // CORRIDOR % FLOORS + 1 for room in rooms],
        "position": [room % CORRIDOR + 1 for room in rooms],
        "keeper_id": _ids(room % KEEPERS for room in rooms),
    }
    yield "room", {"id": _ids(rooms), "code": list(map(room_code, rooms)), "name": list(map(str, rooms)), **lying}
    yield "asset", {"id": _ids(things), **_cards(things)}
    booked = columns.listed.room.tolist()
    kept = {"room_id": _ids(booked), "keeper_id": _ids(room % KEEPERS for room in booked)}
    yield "item", {"id": _ids(things), "asset_id": _ids(things), "position": 1, "state": "in use", **kept}
    tags = {"tag": columns.listed.tag.astype("U").tolist(), "item_id": _ids(things)}
    yield "tag_binding", {"id": _ids(things), **tags, "bound_at": _moments(np.zeros(1, np.int64))[0]}


def _cards(things: range) -> dict[str, Any]:
    texts = dict.fromkeys(("brand", "serial", "location", "note", "fiscal_no"), "")
    return {
        **texts,
        "asset_no": [f"ZC{2005 + thing % 20}-{thing:07}" for thing in things],
        "import_key": list(map(str, things)),
        "name": [NAMES[thing % len(NAMES)] for thing in things],
        "model": [f"M{thing % 900}" for thing in things],
        "quantity": 1,
        "unit": "台",
        "cost": [10_000 + thing % 900_000 for thing in things],
        "posted": [f"{2005 + thing % 20}-09-01" for thing in things],
        "life_months": 60,
        "others": "{}",
    }


def _heard(columns: Columns, stocktake: StockTakeId) -> Iterator[Rows]:
    """The walks one after the other, five minutes each, what each heard, evenly over that time, and what follows."""
    walks, traces = range(len(columns.passes)), columns.traces
    start = np.arange(len(walks)) * WALK_SECONDS
    end = _moments(start + WALK_SECONDS)
    of = {"stocktake_id": stocktake.hex, "room_id": _ids(columns.pass_room.tolist())}
    times = {"started_at": _moments(start), "ended_at": end, "received_at": end}
    yield "pass", {"id": _ids(walks), **of, "device": "PDA-1", "counted_by": "Ada", **times}
    first = start[traces.walk] + np.arange(len(traces.walk)) * 7 % 290
    seen = {"first_seen": _moments(first), "last_seen": _moments(first + 4), "seen_at": _moments(first + 2)}
    told = {"tag": traces.tag.astype("U").tolist(), "reads": traces.reads.tolist()}
    strength = {"rssi_mean": traces.mean.tolist(), "rssi_max": traces.peak.tolist()}
    where = {"received_at": seen["last_seen"], "pass_id": _ids(traces.walk.tolist())}
    yield "sighting", {"id": _ids(range(len(traces.walk))), **told, **strength, **seen, **where}
    yield "presence", _believed(columns, first + 2)


def _believed(columns: Columns, at: Numbers) -> dict[str, Any]:
    """Each thing is where it was heard last, since it was first heard there; in the order in which they were met."""
    traces, count = columns.traces, len(columns.listed.items)
    thing = Numbering(columns.listed.tag).find(traces.tag)
    rows = np.flatnonzero(thing >= 0)
    thing, room = thing[rows], columns.pass_room[traces.walk[rows]]
    last = _last(thing, rows, count)
    here = room == columns.pass_room[traces.walk[last]][thing]
    since = _last(thing[here][::-1], rows[here][::-1], count)
    left = _last(thing[~here], rows[~here], count)
    met = _last(thing[::-1], rows[::-1], count)
    known = np.argsort(met, kind="stable")[np.count_nonzero(met < 0) :]
    walk, newest, before = traces.walk[last[known]], last[known], left[known]
    moments = np.array([*_moments(at), None], np.object_)  # the last one is what happened never
    return {
        "item_id": _ids(known.tolist()),
        "room_id": _ids(columns.pass_room[walk].tolist()),
        "pass_id": _ids(walk.tolist()),
        "since": moments[since[known]].tolist(),
        "heard_at": moments[newest].tolist(),
        "elsewhere_at": moments[before].tolist(),
        "reads": traces.reads[newest].tolist(),
        "rssi_max": traces.peak[newest].tolist(),
    }


def _last(thing: Numbers, rows: Numbers, count: int) -> Numbers:
    """By thing the last of its rows, -1 for none."""
    last = np.full(count, -1)
    last[thing] = rows
    return last


def _ids(numbers: Any) -> list[str]:
    return [f"{number:032x}" for number in numbers]


def _moments(seconds: Numbers) -> list[str]:
    """As SQLite keeps them, so many seconds after the opening."""
    start = np.datetime64(NOW.replace(tzinfo=None), "s")
    texts: list[str] = np.char.replace((start + seconds).astype("U"), "T", " ").tolist()
    return [f"{text}.000000" for text in texts]
