"""A batch of 5,000 sightings over HTTP into SQLite, beside a bare insert of the same rows, both synchronous=FULL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from starlette.testclient import TestClient

from inventory.store.engine import Database
from inventory.store.migrate import migrate
from service.app import create_app
from service.settings import Settings
from tests.bench.figures import Figure, seconds
from tests.people import School, a_school

BATCH = 5_000


def figures() -> Iterator[Figure]:
    """Seconds a batch."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/rollcall.db")
        migrate(database)
        school = a_school(database)
        with TestClient(create_app(Settings(), database)) as client:
            batches = map(_batch, count(1, BATCH))
            posting = seconds(lambda: _post(client, school, next(batches)))
        yield Figure("ingest_5000_sightings_seconds", posting, _bare(Path(folder) / "bare.db"))


OUTBOX = str(uuid4())


def _batch(first: int) -> dict[str, Any]:
    times = {"first_seen": "2026-11-20T08:00:01.004Z", "last_seen": "2026-11-20T08:00:03.870Z"}
    said = {"scan_point": "1", "tid": None, "reads": 12, "rssi_max": -47.5, "rssi_mean": -52.1} | times
    sightings = [said | {"n": n, "tag": f"E28011606000{n:012X}"} for n in range(first, first + BATCH)]
    return {"version": 1, "outbox": OUTBOX, "sent_at": "2026-11-20T08:00:05.120Z", "sightings": sightings}


def _post(client: TestClient, school: School, batch: dict[str, Any]) -> None:
    answer = client.post("/api/v1/sightings", json=batch, headers=school.box())
    if answer.json()["accepted"] != BATCH:
        raise RuntimeError(answer.text)


def _bare(file: Path) -> float:
    """The same rows into one table without any index, in one transaction."""
    rows = [tuple(row.values()) for row in _batch(1)["sightings"]]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE sighting (point, tid, reads, best, mean, first, last, n, tag)")

        def insert() -> None:
            with connection:
                connection.executemany("INSERT INTO sighting VALUES (?,?,?,?,?,?,?,?,?)", rows)

        return seconds(insert)
