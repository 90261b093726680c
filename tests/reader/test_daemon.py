"""The whole box: bytes on a terminal, a daemon in its own process, a service behind a real socket."""

import random
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.outbox import Outbox
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan, Trouble
from tests.reader.box import Box
from tests.reader.fake_service import HANG, FakeService
from tests.reader.living import LivingBox

TAGS = [f"E28011600000{i:012X}" for i in range(40)]
ROOM = Step("101", 10.0, tuple(TagPlan(tag, 5, -60) for tag in TAGS), seed=1)
UP = "reading "


@pytest.fixture
def handheld() -> Iterator[VirtualHandheld]:
    with VirtualHandheld(speed=20) as made:
        yield made


@pytest.fixture
def service() -> Iterator[FakeService]:
    with FakeService() as running:
        yield running


def test_every_read_of_a_walk_reaches_the_service_once_and_a_stop_lets_the_scanner_rest(
    tmp_path: Path, handheld: VirtualHandheld, service: FakeService
) -> None:
    with Box(tmp_path, service.url, handheld.port) as box:
        handheld.walk(ROOM)
        assert 0 == box.end(signal.SIGTERM)

    assert dict.fromkeys(TAGS, 5) == service.reads()
    assert f"reading {handheld.port} as m100" in box.log
    assert not handheld.device.running


def test_trouble_on_the_line_makes_no_wrong_tag_and_loses_no_read(
    tmp_path: Path, handheld: VirtualHandheld, service: FakeService
) -> None:
    trouble = Trouble(noise=0.1, checksum=0.1, half=0.1)

    with LivingBox(tmp_path, service.url, handheld.port):
        handheld.walk(Step("101", 10.0, ROOM.tags, trouble, seed=2))

    assert dict.fromkeys(TAGS, 5) == service.reads()


def test_sightings_reach_the_service_while_the_scanner_goes_on_reading(
    tmp_path: Path, handheld: VirtualHandheld, service: FakeService
) -> None:
    with LivingBox(tmp_path, service.url, handheld.port) as box:
        handheld.walk(ROOM)

        box.live_until(lambda: len(service.reads()) == len(TAGS))


def test_a_box_without_its_service_keeps_everything_for_later(tmp_path: Path, handheld: VirtualHandheld) -> None:
    with FakeService() as away:
        pass
    with LivingBox(tmp_path, away.url, handheld.port) as box:
        handheld.walk(ROOM)
    assert box.depth() >= len(TAGS)

    with FakeService(away.port) as back, LivingBox(tmp_path, back.url, handheld.port) as box:
        box.live_until(lambda: dict.fromkeys(TAGS, 5) == back.reads())


def test_a_stop_leaves_no_sighting_in_memory_even_while_the_service_hangs(
    tmp_path: Path, handheld: VirtualHandheld, service: FakeService
) -> None:
    service.replies.extend([HANG] * 9)
    with Box(tmp_path, service.url, handheld.port) as box:
        handheld.walk(ROOM)
        assert 0 == box.end(signal.SIGTERM)

    service.replies.clear()
    with LivingBox(tmp_path, service.url, handheld.port) as living:
        living.live_until(lambda: dict.fromkeys(TAGS, 5) == service.reads())


def test_a_stop_asked_for_many_times_at_once_is_one_stop(
    tmp_path: Path, handheld: VirtualHandheld, service: FakeService
) -> None:
    with Box(tmp_path, service.url, handheld.port) as box:
        box.wait_until_said(UP)
        for _ in range(50):
            box.signal(signal.SIGTERM)

        assert box.wait() == 0


def test_a_killed_daemon_loses_nothing_on_disk_and_counts_nothing_twice(
    tmp_path: Path, handheld: VirtualHandheld, service: FakeService
) -> None:
    dice = random.Random(1)
    walking = threading.Thread(target=handheld.walk, args=(Step("101", 60.0, ROOM.tags, seed=1),))
    walking.start()
    box = Box(tmp_path, service.url, handheld.port)
    kept: set[tuple[str, int]] = set()
    with box:
        for kill in range(1, 4):
            box.wait_until_said(UP, kill)
            walking.join(dice.uniform(0.1, 0.7))
            box.end(signal.SIGKILL)
            kept |= on_disk(box.outbox)
            box.start()
        box.wait_until_said(UP, 4)
        walking.join(30)
        assert 0 == box.end(signal.SIGTERM)

    assert kept <= service.stored.keys()
    assert set(TAGS) == set(service.reads())
    assert 0 == box.depth()


def test_a_second_daemon_on_the_same_outbox_says_why_it_will_not_start(tmp_path: Path, service: FakeService) -> None:
    with closing(Outbox.open(tmp_path / "outbox.db")):
        second = Box(tmp_path, service.url, "/dev/null")
        second.start()
        second.wait_until_said("another daemon has this outbox open")

        assert 1 == second.wait()


def on_disk(outbox: Path) -> set[tuple[str, int]]:
    """The identities of all sightings in the outbox of a daemon that is dead."""
    return set(beside(outbox, "SELECT uuid, n FROM outbox, sightings"))


def beside(outbox: Path, statement: str) -> list[tuple[str, int]]:
    """What a statement gives on a connection of its own to an outbox."""
    database = sqlite3.connect(outbox)
    try:
        return database.execute(statement).fetchall()
    finally:
        database.close()
