"""`rollcall audit verify` over a school of 100,000 cards and a closed stock-take of a million sightings, in a file.

The floor of the time is that of SQLite merely handing out the same rows; that of the memory what a process takes that
only opened the database.
"""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from inventory.actions.campaign.evidence_seal import EVIDENCE, evidence_digest
from inventory.actions.proof.journal import record
from inventory.actions.proof.proving import prove
from inventory.actions.proof.replaying import beginnings_now
from inventory.actions.proof.sums import sums_now
from inventory.actions.school.schools import all_schools
from inventory.campaign import Status
from inventory.ids import SchoolId
from inventory.store.engine import Database
from inventory.store.stocktakes import StockTake
from tests.bench.figures import Figure, seconds
from tests.bench.large_stocktake import NOW, Large, large_stocktake

THINGS, ROOMS = 200_000, 2_000
"""Each on a card of its own; walks through so many rooms hear a million answers of them."""

READ = ("asset", "item", "tag_binding", "room", "person", "expected_item", "expected_tag", "sighting", "journal")


def figures() -> Iterator[Figure]:
    """CPU seconds and megabytes."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rollcall.db"
        large = large_stocktake(file, THINGS, ROOMS)
        _seal(large)
        large.database.close()
        command = [sys.executable, "-m", "tests.bench.proving", str(file)]
        said = subprocess.run(command, check=True, capture_output=True, text=True)
        took, before, after = map(float, said.stdout.split())
        yield Figure(
            f"audit_verify_{THINGS}_cards_{_sightings(file)}_sightings_cpu_seconds",
            took,
            seconds(lambda: _read(file), 1, process_time),
        )
        yield Figure("audit_verify_megabytes", after, before)


def _seal(large: Large) -> None:
    """The rows were written past the log: from now on it knows them, and that the stock-take was closed."""
    school, stocktake = large.school, large.stocktake
    with large.database.write() as session:
        row = session.get_one(StockTake, (school, stocktake))
        row.status, row.closed_by, row.closed_at = Status.CLOSED.value, "Ada", NOW
        session.flush()
        facts = {EVIDENCE: evidence_digest(session, school, stocktake, NOW)}
        record(session, school, at=NOW, by="Ada", what="stock-take closed", subject=stocktake, facts=facts)
        facts = sums_now(session, school) | beginnings_now(session, school)
        record(session, school, at=NOW, by="", what="sums kept from now on", subject=school, facts=facts)


def _sightings(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        count: int = connection.execute("SELECT count(*) FROM sighting").fetchone()[0]
        return count


def _read(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for table in READ:
            for _ in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - our own names
                pass


def main() -> None:
    """Proves the database in the file; prints CPU seconds, and megabytes before and after."""
    database = Database(f"sqlite:///{sys.argv[1]}")
    with database.read() as session:
        school = SchoolId(all_schools(session)[0].id)
        before, began = _megabytes(), process_time()
        broken = prove(session, school).broken
        took = process_time() - began
    if broken:
        raise RuntimeError(broken)
    sys.stdout.write(f"{took} {before} {_megabytes()}\n")


def _megabytes() -> float:
    """The most this program ever took; its parent's share is in what `getrusage` tells, not in this (proc(5))."""
    said = Path("/proc/self/status").read_text("ascii")
    return int(said.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
