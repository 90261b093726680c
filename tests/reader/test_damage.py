"""An outbox that a broken card damaged is set aside, and counting goes on."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.damage import kept_beside
from reader.outbox import Outbox, OutboxError
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan
from tests.reader.fake_service import FakeService
from tests.reader.living import LivingBox
from tests.reader.sightings import BOOT, some

TAG = "E28011600000000000000001"
PAGE = 4096


def middle_lost(content: bytes) -> bytes:
    """A page in the middle is garbage."""
    return content[: 4 * PAGE] + b"\xa5" * PAGE + content[5 * PAGE :]


def end_lost(content: bytes) -> bytes:
    """The card was shorter than it said."""
    return content[: 3 * PAGE + 100]


def beginning_erased(content: bytes) -> bytes:
    """What was never programmed in a flash chip reads as ones."""
    return b"\xff" * PAGE + content[PAGE:]


def beginning_blank(content: bytes) -> bytes:
    """Blocks that were given to the file and never written."""
    return bytes(PAGE) + content[PAGE:]


def mark_lost(content: bytes) -> bytes:
    """The first bytes, by which a database is known."""
    return b"\x00\x11" + content[2:]


every_damage = pytest.mark.parametrize(
    "damage",
    [middle_lost, end_lost, beginning_erased, beginning_blank, mark_lost],
    ids=lambda damage: damage.__name__,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An outbox with sightings on more pages than one."""
    made = tmp_path / "outbox.db"
    with closing(Outbox.open(made)) as outbox:
        outbox.put(some(300), BOOT)
    return made


@every_damage
def test_a_damaged_outbox_is_kept_as_it_is_under_another_name_and_a_new_one_begins(
    path: Path, damage: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)

    with closing(Outbox.open(path)) as outbox:
        before = outbox.depth
        outbox.put(some(3, first=900), BOOT)
        assert before + 3 == outbox.depth

    kept = Path(f"{path}.damaged-1")
    assert damaged == kept.read_bytes()
    assert f"{path} is damaged, and kept as {kept}. A new one begins, with {before} sightings" in caplog.text


def test_what_can_still_be_read_goes_on_under_its_numbers_and_none_of_them_is_given_again(path: Path) -> None:
    with closing(Outbox.open(path)) as outbox:
        outbox.refuse(300, "bad_tag", "no such tag")
        before, named = outbox.take(1000), outbox.uuid
    path.write_bytes(middle_lost(path.read_bytes()))

    with closing(Outbox.open(path)) as outbox:
        saved = outbox.take(1000)
        outbox.put(some(1), BOOT)

        assert named == outbox.uuid
        assert saved == [numbered for numbered in before if numbered in saved]
        assert 200 < len(saved) < 299
        assert [300] == [refused.n for refused in outbox.refused()]
        assert outbox.take(1000)[-1].n > 1_000_000


def test_a_sighting_whose_times_cannot_be_read_is_refused_and_holds_up_no_other(path: Path) -> None:
    with closing(Outbox.open(path)) as outbox:
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE sightings SET last_seen = '2026-1X' WHERE n = 2")

        assert [1, 3] == [n for n, *_ in outbox.take(3)]
        assert [(2, "damaged")] == [(refused.n, refused.code) for refused in outbox.refused()]


def test_what_was_written_ahead_is_kept_even_if_nothing_else_is_left(path: Path) -> None:
    with closing(Outbox.open(path)) as outbox:
        outbox.put(some(3), BOOT)
        ahead = Path(f"{path}-wal").read_bytes()
    path.write_bytes(b"")
    Path(f"{path}-wal").write_bytes(ahead)

    Outbox.open(path).close()

    assert ahead == Path(f"{path}.damaged-1-wal").read_bytes()


def test_one_that_is_damaged_later_takes_no_other_ones_name(path: Path) -> None:
    uuids = set()
    for times in range(1, 4):
        path.write_bytes(mark_lost(path.read_bytes()))
        with closing(Outbox.open(path)) as outbox:
            uuids.add(outbox.uuid)
        assert times == kept_beside(path)

    assert 3 == len(uuids)  # nothing could be read of any


def test_a_person_who_only_looks_sets_nothing_aside(path: Path) -> None:
    path.write_bytes(end_lost(path.read_bytes()))

    with pytest.raises(OutboxError, match="the outbox is damaged"):
        Outbox.open(path, alone=False)

    assert 0 == kept_beside(path)


def test_a_sound_outbox_is_left_as_it_is(path: Path) -> None:
    with closing(Outbox.open(path)) as outbox:
        assert (300, 0) == (outbox.depth, kept_beside(path))


def test_an_outbox_that_is_damaged_while_it_is_used_loses_nothing_that_is_read_from_then_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "reader")
    with (
        FakeService() as service,
        VirtualHandheld(speed=100) as handheld,
        LivingBox(tmp_path, service.url, handheld.port) as box,
    ):
        box.live_until(lambda: handheld.device.running)
        lose_the_table(box.config.outbox)
        handheld.walk(Step("101", 1.0, (TagPlan(TAG, 5, -60),)))
        box.live_until(lambda: bool(service.stored))
        box.live_until(lambda: 1 == service.heartbeats[-1]["damaged_outboxes"])

    assert TAG in service.reads()
    assert "is damaged, and kept as" in caplog.text
    assert "are lost" not in caplog.text


def lose_the_table(outbox: Path) -> None:
    """Let the file point to a page of itself that is not there."""
    with closing(sqlite3.connect(outbox)) as database, database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_master SET rootpage = 99999 WHERE name = 'sightings'")
        database.execute("PRAGMA schema_version = 77")
