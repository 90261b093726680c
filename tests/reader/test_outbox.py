"""What the outbox promises about sightings on disk."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.outbox import Numbered, Outbox, OutboxError, Refused
from reader.outbox_file import SCHEMA
from tests.reader.sightings import BOOT, some


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.db"


@pytest.fixture
def outbox(path: Path) -> Iterator[Outbox]:
    opened = Outbox.open(path)
    yield opened
    opened.close()


def test_sightings_come_back_as_they_were_put_in_order_of_their_numbers(outbox: Outbox) -> None:
    outbox.put(some(3), BOOT)

    put = [Numbered(n, sighting, BOOT) for n, sighting in enumerate(some(3), 1)]
    assert put == outbox.take(10)
    assert put[:2] == outbox.take(2)


def test_taking_removes_nothing_and_settling_removes_just_the_ranges(outbox: Outbox) -> None:
    outbox.put(some(6), BOOT)
    outbox.take(6)

    outbox.settle([(1, 2), (5, 5)])

    assert [3, 4, 6] == [n for n, *_ in outbox.take(10)]


def test_numbers_are_never_given_twice_even_after_the_outbox_was_empty(path: Path) -> None:
    for expected in ([1, 2], [3, 4]):
        outbox = Outbox.open(path)
        outbox.put(some(2), BOOT)
        assert expected == [n for n, *_ in outbox.take(10)]
        outbox.settle([(1, 99)])
        outbox.close()


def test_the_uuid_stays_with_the_file_and_every_file_has_its_own(path: Path, tmp_path: Path) -> None:
    uuids = []
    for name in (path, path, tmp_path / "other.db"):
        outbox = Outbox.open(name)
        uuids.append(outbox.uuid)
        outbox.close()

    assert uuids[0] == uuids[1] != uuids[2]


def test_a_refused_sighting_is_kept_with_its_reason_and_nothing_waits_behind_it(outbox: Outbox) -> None:
    outbox.put(some(2), BOOT)

    outbox.refuse(1, "bad_tag", "no such tag")

    assert [2] == [n for n, *_ in outbox.take(10)]
    assert [Refused(1, some(1)[0].tag, "bad_tag", "no such tag")] == outbox.refused()
    assert outbox.depth == 1


def test_retry_puts_refused_sightings_back_under_their_numbers(outbox: Outbox) -> None:
    outbox.put(some(2), BOOT)
    outbox.refuse(1, "bad_tag", "no such tag")

    assert outbox.retry() == 1
    assert [1, 2] == [n for n, *_ in outbox.take(10)]
    assert outbox.refused() == []


def test_a_second_daemon_is_told_that_the_outbox_is_in_use(outbox: Outbox, path: Path) -> None:
    with pytest.raises(OutboxError, match="another daemon has this outbox open"):
        Outbox.open(path)

    assert outbox.depth == 0


def test_a_person_may_look_into_the_outbox_of_a_running_daemon(outbox: Outbox, path: Path) -> None:
    outbox.put(some(2), BOOT)

    beside = Outbox.open(path, alone=False)

    assert beside.depth == 2
    beside.close()


def test_the_lock_ends_with_the_daemon(path: Path) -> None:
    Outbox.open(path).close()

    Outbox.open(path).close()


@pytest.mark.parametrize("content", [b"Dear diary, " * 100, None])
def test_a_file_of_somebody_else_is_left_alone(path: Path, content: bytes | None) -> None:
    if content is None:
        sqlite3.connect(path).executescript(
            "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)"
        ).connection.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()

    with pytest.raises(OutboxError, match="not an outbox of rollcall-reader"):
        Outbox.open(path)

    assert before == path.read_bytes()


def test_an_outbox_of_another_version_is_refused_and_left_as_it_was(path: Path) -> None:
    Outbox.open(path).close()
    execute(path, "PRAGMA user_version = 7")

    with pytest.raises(OutboxError, match=r"outbox\.db: another version of rollcall-reader made this outbox"):
        Outbox.open(path)

    execute(path, f"PRAGMA user_version = {SCHEMA}")
    Outbox.open(path).close()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutboxError, match=r"nowhere/outbox\.db: the file cannot be opened"):
        Outbox.open(tmp_path / "nowhere" / "outbox.db")


def test_a_full_disk_is_said_clearly_and_loses_nothing_that_was_kept(path: Path) -> None:
    program = f"""
import resource, signal
from pathlib import Path
from reader.outbox import Outbox, OutboxError
from tests.reader.sightings import BOOT, some
outbox = Outbox.open(Path({str(path)!r}))
outbox.put(some(10), BOOT)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    outbox.put(some(5000), BOOT)
except OutboxError as error:
    print(error)
print(outbox.depth)
"""

    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert "cannot be written: is the disk full?" in answer
    assert answer.endswith("\n10\n")


def test_a_killed_writer_leaves_whole_transactions_only(path: Path) -> None:
    program = f"""
from pathlib import Path
from reader.outbox import Outbox
from tests.reader.sightings import BOOT, some
outbox = Outbox.open(Path({str(path)!r}))
while True:
    outbox.put(some(7), BOOT)
    print("kept", flush=True)
"""
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        kept = [writer.stdout.readline() for _ in range(5)]
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        outbox = Outbox.open(path)

        assert outbox.depth % 7 == 0
        assert outbox.depth >= 7 * len(kept)

        outbox.close()


def execute(path: Path, statement: str) -> None:
    """Change the file behind the back of the outbox."""
    database = sqlite3.connect(path)
    database.execute(statement)
    database.close()
