"""What happens to a box in a year, lived through in moments: cables, batteries, networks and clocks that go.

The whole daemon reads a terminal and talks to a real HTTP server; only time passes by hand.
"""

import logging
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.outbox import Outbox
from reader.virtual.m100 import M100Device
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan
from tests.reader.clocks import HandClock
from tests.reader.fake_service import CUT, FakeService, Reply
from tests.reader.living import LivingBox
from tests.reader.sightings import BOOT, START, some

TAGS = [f"E28011600000{i:012X}" for i in range(5)]
DAY = 24
RESTED = "is told to rest"


def room(*tags: str) -> Step:
    return Step("101", 1.0, tuple(TagPlan(tag, 5, -60) for tag in tags))


def told(service: FakeService) -> list[str]:
    """What the service was told of the scanner, without repetition."""
    states = [heartbeat["scanners"][0]["state"] for heartbeat in service.heartbeats]
    return [state for at, state in enumerate(states) if at == 0 or states[at - 1] != state]


class HalfSpoken(M100Device):
    """A scanner that says half a message again and again."""

    running = True

    def empty_round(self) -> bytes:
        return self.notice(TAGS[4], -60)[:11]


class Asleep(M100Device):
    """A scanner that takes every byte and answers none."""

    def receive(self, chunk: bytes) -> bytes:
        del chunk
        return b""


@pytest.fixture
def service() -> Iterator[FakeService]:
    with FakeService() as running:
        yield running


@pytest.fixture
def handheld() -> Iterator[VirtualHandheld]:
    with VirtualHandheld(speed=100) as made:
        yield made


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The name service of the network: addresses by name. What is not in it cannot be looked up."""
    known: dict[str, str] = {}
    look_up = socket.getaddrinfo

    def getaddrinfo(host: str, *asked: object, **more: object) -> object:
        if host.endswith(".school") and host not in known:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return look_up(known.get(host, host), *asked, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return known


def test_a_scanner_that_drops_out_in_mid_message_is_told_of_once_and_read_again_when_it_is_back(
    tmp_path: Path, service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    link = tmp_path / "rfcomm0"
    with LivingBox(tmp_path, service.url, str(link)) as box:
        for tag in TAGS[:3]:
            with VirtualHandheld(speed=100, link=link) as handheld:
                box.live_until(lambda: bool(handheld.device.starts), 5.0)
                handheld.walk(room(tag))
                box.live_until(lambda: "reading" == told(service)[-1])
                handheld.device = HalfSpoken()
            box.live_until(lambda: "away" == told(service)[-1])
            box.pass_hours(8)

    assert {*TAGS[:3]} == service.reads().keys()
    assert 5 <= min(service.reads().values())
    assert 3 == caplog.text.count("is gone")
    assert 3 >= caplog.text.count("cannot be opened")


def test_a_scanner_that_lost_its_power_for_a_moment_is_told_again_to_look_for_tags(
    tmp_path: Path, service: FakeService, handheld: VirtualHandheld
) -> None:
    with LivingBox(tmp_path, service.url, handheld.port) as box:
        handheld.walk(room(TAGS[0]))
        handheld.device = M100Device()
        box.live_until(lambda: handheld.device.running)
        handheld.walk(room(TAGS[1]))

    assert {*TAGS[:2]} == service.reads().keys()
    assert 5 <= min(service.reads().values())


def test_a_handheld_that_sleeps_over_night_is_told_of_and_reads_again_when_it_wakes(
    tmp_path: Path, service: FakeService, handheld: VirtualHandheld, caplog: pytest.LogCaptureFixture
) -> None:
    handheld.device = Asleep()
    with LivingBox(tmp_path, service.url, handheld.port) as box:
        box.live_until(lambda: "silent" in told(service))
        box.pass_hours(DAY)
        handheld.device = M100Device()
        box.live_until(lambda: handheld.device.running)
        handheld.walk(room(TAGS[0]))

    assert [TAGS[0]] == list(service.reads())
    assert 1 == caplog.text.count("says nothing")


def test_what_was_read_while_the_service_was_down_for_days_is_sent_in_order_when_it_is_back(
    tmp_path: Path, handheld: VirtualHandheld, caplog: pytest.LogCaptureFixture
) -> None:
    with FakeService() as away:
        pass
    with LivingBox(tmp_path, away.url, handheld.port) as box:
        for count, tag in enumerate(TAGS[:3], 1):
            handheld.walk(room(tag))
            box.keep(count)
            box.pass_hours(DAY)
        with FakeService(away.port) as back:
            box.live_until(lambda: 3 == len(back.reads()), 60.0)

    numbers = [n for _, n in back.stored]
    assert sorted(numbers) == numbers
    assert [3 * DAY, 2 * DAY, DAY] == [hours for _, hours in hours_before_sent(back)]
    assert 2 == caplog.text.count("cannot be reached")


def test_while_names_cannot_be_looked_up_everything_waits(
    tmp_path: Path, service: FakeService, handheld: VirtualHandheld, names: dict[str, str]
) -> None:
    with LivingBox(tmp_path, f"http://rollcall.school:{service.port}", handheld.port) as box:
        handheld.walk(room(TAGS[0]))
        box.keep(1)
        box.pass_hours(DAY)
        assert not service.batches

        names["rollcall.school"] = "127.0.0.1"
        box.live_until(lambda: bool(service.stored), 60.0)

    assert [TAGS[0]] == list(service.reads())


def test_a_service_that_fails_in_every_way_gets_each_sighting_once(
    tmp_path: Path, service: FakeService, handheld: VirtualHandheld
) -> None:
    bad = [CUT, Reply(401), Reply(404), Reply(429), Reply(500), Reply(502), Reply(200, b"<html>"), Reply(200, b"{}")]
    patient = Reply(503, headers=(("Retry-After", "3000"),))
    with LivingBox(tmp_path, service.url, handheld.port) as box:
        service.replies.extend([*bad, patient] * 3)
        for tag in TAGS:
            handheld.walk(room(tag))
            box.pass_hours(4)
        box.live_until(lambda: len(TAGS) == len(service.reads()), 600.0)

    assert list(range(1, len(service.stored) + 1)) == sorted(n for _, n in service.stored)
    assert 27 <= len(service.batches)


def test_what_waited_for_days_is_sent_in_large_batches(tmp_path: Path, service: FakeService) -> None:
    with closing(Outbox.open(tmp_path / "outbox.db")) as outbox:
        outbox.put(some(12_000), BOOT)

    with LivingBox(tmp_path, service.url, str(tmp_path / "unplugged")) as box:
        box.live_until(lambda: 12_000 == len(service.stored))

    first = [batch["sightings"][0]["n"] for batch in service.batches]
    assert sorted(first) == first
    assert len(first) <= 20


def test_a_full_disk_rests_the_scanner_and_loses_nothing_that_was_read(
    tmp_path: Path, service: FakeService, handheld: VirtualHandheld, caplog: pytest.LogCaptureFixture
) -> None:
    with LivingBox(tmp_path, service.url, handheld.port) as box, in_front_of(handheld, *TAGS):
        box.live_until(lambda: handheld.device.running)
        full = "CREATE TRIGGER no_room BEFORE INSERT ON sightings BEGIN SELECT RAISE(ABORT, 'full'); END"
        beside(box.config.outbox, full)
        box.live_until(lambda: RESTED in caplog.text)
        box.live_until(lambda: "resting" == told(service)[-1])
        box.pass_hours(DAY)
        assert not handheld.device.running

        beside(box.config.outbox, "DROP TRIGGER no_room")
        box.live_until(lambda: handheld.device.running)

    assert set(TAGS) == set(service.reads())
    assert 5 <= min(service.reads().values())
    assert 1 == caplog.text.count("the disk is full")


@pytest.mark.parametrize("woken", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)])
def test_however_the_clock_is_wrong_and_set_the_service_gets_the_right_times(
    tmp_path: Path, handheld: VirtualHandheld, woken: datetime
) -> None:
    with FakeService() as away:
        pass
    clock = HandClock(woken)
    with LivingBox(tmp_path, away.url, handheld.port, clock) as box:
        for count, wall in enumerate([woken, START, START - timedelta(days=1), woken, START], 1):
            clock.set_wall(wall)
            handheld.walk(room(TAGS[count - 1]))
            box.keep(count)
            box.pass_hours(1)
        with FakeService(away.port) as back:
            box.live_until(lambda: len(TAGS) == len(back.reads()), 60.0)

    assert [(tag, 5 - at) for at, tag in enumerate(TAGS)] == hours_before_sent(back)


@contextmanager
def in_front_of(handheld: VirtualHandheld, *tags: str) -> Iterator[None]:
    """Tags come into the field while something happens, and all answer before it is over."""
    walking = threading.Thread(target=handheld.walk, args=(Step("101", 60.0, room(*tags).tags),))
    walking.start()
    yield
    walking.join(15)
    assert not walking.is_alive()


def hours_before_sent(service: FakeService) -> list[tuple[str, int]]:
    """When each tag was seen first, by the clock of the batch that told of it; the longest ago first."""
    seen: dict[str, int] = {}
    for batch in service.batches:
        sent = datetime.fromisoformat(batch["sent_at"])
        for row in batch["sightings"]:
            hours = round((sent - datetime.fromisoformat(row["first_seen"])) / timedelta(hours=1))
            seen[row["tag"]] = max(hours, seen.get(row["tag"], 0))
    return sorted(seen.items(), key=lambda each: -each[1])


def beside(outbox: Path, statement: str) -> None:
    """A statement on a connection of its own to an outbox."""
    with closing(sqlite3.connect(outbox)) as database, database:
        database.execute(statement)


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "reader")
