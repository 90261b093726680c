"""A stock-take of a million things through the service: from the sweep that is handed in to the pages that show it.

`THINGS` in the environment says how many, five thousand at least; a million take some minutes to write. The service
runs as the program it is, and seconds are those that somebody waits for it. The floor of the first board is SQLite
reading the same rows for a program in Python: DuckDB has no reader of such files without asking a foreign host.

A sweep of a thousand tags is one walk, as if the things of a dozen rooms stood in one now; or it is one more walk of
each of these rooms, and hears what a walk heard there before. How tags read is learned from some thirty rooms
(`inventory.learning`): a walk there or next door can teach something new, and then all that is in any doubt is judged
anew. The first room is always one of them, the others swept here are none; walked with a scanner that hears all of it
20 dB weaker, it does teach something.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from httpx2 import Client
from sqlalchemy import select
from urllib3 import PoolManager

from deploy.demo.stage import Program, wait_until_ready
from inventory.access import Role
from inventory.store.sightings import Sighting
from tests.bench.figures import Figure, seconds
from tests.bench.large_stocktake import NOW, Large, large_stocktake, room_code
from tests.bench.scale import ROUNDS
from tests.flow.network import free_port
from tests.service.pages.staff import PASSWORD, engage

THINGS = int(os.environ.get("THINGS", "1000000"))
OF_A_ROOM, SWEPT, SWEPT_ROOM, SHOWN_ROOM = 50, 1_000, 40, 80
_SWEEPS = {
    "sweep": (SWEPT_ROOM, 0, False),
    "sweep_of_each_room": (SHOWN_ROOM, 0, True),
    "sweep_that_teaches": (0, 20, True),
}
"""The first room, how much weaker it is heard than before, in dB, and whether each room is walked."""
BOARD, SHEET, PAGE, BYTES = 1.0, 0.05, 2.0, 500_000
"""What is promised: seconds from a sweep to the board, for a room, for the page of the board, and its length."""
SECONDS_TO_ANSWER = 300

_READ = (
    "SELECT p.id, s.tag, s.tid, s.reads, s.rssi_mean, s.rssi_max, s.seen_at, s.first_seen, s.last_seen"
    " FROM pass p JOIN sighting s ON s.school_id = p.school_id AND s.pass_id = p.id",
    "SELECT item_id, asset_id, room_id, in_scope, cost, asset_no, name, model, keeper, category, department, unit,"
    " quantity, acquired, accumulated, posted, life_months, by_number, state FROM expected_item ORDER BY item_id",
    "SELECT item_id, tag FROM expected_tag",
)


def figures() -> Iterator[Figure]:
    """The first board beside what SQLite needs to read the same rows; then after each sweep, beside the promises."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rollcall.db"
        large = large_stocktake(path, THINGS, THINGS // OF_A_ROOM)
        with served(path, large) as browser:
            yield from shown(browser, path, large)
        large.database.close()


@contextmanager
def served(path: Path, large: Large) -> Iterator[Client]:
    """The service on a port of this machine, and somebody signed in there."""
    port = free_port()
    url, command = f"sqlite:///{path}", Path(sys.executable).with_name("rollcall")
    program = Program([str(command), "serve", "--database", url, "--port", str(port)], path.with_suffix(".log"))
    form = {"username": engage(large.database, large.school, Role.ADMIN), "password": PASSWORD}
    address = f"http://127.0.0.1:{port}"
    program.start()
    try:
        wait_until_ready(program, address, PoolManager())
        with Client(base_url=address, headers={"Origin": address}, timeout=SECONDS_TO_ANSWER) as browser:
            browser.post("/sign-in", data=form)
            yield browser
    finally:
        program.stop()


def shown(browser: Client, path: Path, large: Large) -> Iterator[Figure]:
    """The figures of the stock-take that is in this file."""
    url, of = f"/stocktakes/{large.stocktake}", f"of_{THINGS}_things"
    yield Figure(f"first_board_{of}_seconds", seconds(lambda: _get(browser, url), 1), seconds(lambda: _read(path), 1))
    for sweep, (room, weaker, each_room) in _SWEEPS.items():
        walks = list(_heard(large, room, weaker))
        if not each_room:
            walks = [(room, [tag for _, tags in walks for tag in tags])]
        took = sum(_swept(browser, url, each, heard) for each, heard in walks)
        yield Figure(f"{sweep}_of_{SWEPT}_tags_in_{len(walks)}_walks_{of}_handed_in_seconds", took, BOARD)
        again = seconds(lambda: _get(browser, url), 1)
        yield Figure(f"board_{of}_after_a_{sweep}_seconds", again, BOARD)
        yield Figure(f"from_a_{sweep}_to_the_board_{of}_seconds", took + again, BOARD)
    pages = {
        "board_page": (url, PAGE),
        "room_page": (f"{url}/rooms/{room_code(SHOWN_ROOM)}", SHEET),
        "findings_of_a_room": (f"{url}/findings?room={room_code(SHOWN_ROOM)}", SHEET),
        "program_findings_of_a_room": (f"/api/v1{url}/findings?room={room_code(SHOWN_ROOM)}", SHEET),
        "open_findings_page": (f"{url}/findings", PAGE),
    }
    for name, (page, promised) in pages.items():
        yield Figure(f"{name}_{of}_seconds", seconds(partial(_get, browser, page), 3), promised)
    yield Figure(f"board_page_{of}_bytes", len(browser.get(url).content), BYTES)


def _get(browser: Client, url: str) -> None:
    browser.get(url).raise_for_status()


def _read(path: Path) -> None:
    """What the first board is made from, read and let go."""
    with closing(sqlite3.connect(path)) as connection:
        for query in _READ:
            rows = connection.execute(query)
            while rows.fetchmany(50_000):
                pass


def _heard(large: Large, room: int, weaker: int = 0) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """From this room on what the first walk of each heard, so many dB weaker, until a thousand tags are told."""
    mean, peak = ((column - weaker).label(column.key) for column in (Sighting.rssi_mean, Sighting.rssi_max))
    columns = (Sighting.tag, Sighting.reads, mean, peak)
    left = SWEPT
    while left:
        of_the_walk = (Sighting.school_id == large.school, Sighting.pass_id == UUID(int=room * ROUNDS))
        with large.database.read() as session:
            rows = session.execute(select(*columns).where(*of_the_walk).limit(left)).all()
        yield room, [row._asdict() for row in rows]
        room, left = room + 1, left - len(rows)


def _swept(browser: Client, url: str, room: int, heard: list[dict[str, Any]]) -> float:
    """The seconds it takes to hand in one more walk of the room."""
    since, until = NOW.isoformat(), (NOW + timedelta(minutes=2)).isoformat()
    sweep = {
        "version": 1,
        "pass_id": str(uuid4()),
        "device": "PDA-2",
        "started_at": since,
        "ended_at": until,
        "sent_at": until,
        "sightings": [{"first_seen": since, "last_seen": until, **each} for each in heard],
    }
    began = perf_counter()
    browser.post(f"/api/v1{url}/rooms/{room_code(room)}/passes", json=sweep).raise_for_status()
    return perf_counter() - began
