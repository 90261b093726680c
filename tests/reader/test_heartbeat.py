"""What the service is told of how a box is."""

import json
import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reader.clock import Moment
from reader.config import Scanner
from reader.health import Health, State
from reader.heartbeat import Heart
from reader.listener import Listener
from reader.network import Service
from reader.outbox import Outbox
from reader.protocols.events import Fault, Identity, TagRead, Temperature, Trouble
from tests.reader.clocks import HandClock
from tests.reader.fake_service import FakeService
from tests.reader.sightings import BOOT, START, sighting, some

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parent.parent / "wire/heartbeat_v1.json").read_text("utf-8"))


class Rig:
    """A box of two scanners that are not read, its heart, and the service."""

    def __init__(self, outbox: Outbox, service: FakeService, connected: Service) -> None:
        self.time = HandClock()
        self.outbox = outbox
        self.service = service
        scanners = Scanner("usb:10c4:ea60:0001", "m100"), Scanner("/dev/rfcomm0", "tsl", scan_point="2")
        self.listeners = [Listener(scanner, outbox, self.time) for scanner in scanners]
        self.heart = Heart(outbox, self.listeners, connected, self.time)

    def beat(self, after: float = 0.0) -> int:
        """How many heartbeats arrived, so many seconds later."""
        self.time.pass_by(after)
        self.heart.step()
        return len(self.service.heartbeats)


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with (
        FakeService() as service,
        closing(Outbox.open(tmp_path / "outbox.db")) as outbox,
        closing(Service(service.url, "secret")) as connected,
    ):
        yield Rig(outbox, service, connected)


def test_the_published_heartbeat_is_what_a_box_says(rig: Rig) -> None:
    health = rig.listeners[0].health
    health.count(
        [Identity("M100 26dBm V1.0"), Temperature(41), Trouble("no antenna connected"), *[TagRead("E2")] * 12345]
    )
    health.state, health.serial = State.READING, "0001"
    health.ignored, health.faults, health.restarts = 67, 8, 2
    sent = datetime.fromisoformat(GOLDEN["sent_at"])
    health.last_tag = Moment(datetime.fromisoformat(GOLDEN["scanners"][0]["last_tag"]), 998.75, rig.time.boot)
    rig.time.set_wall(sent)
    rig.outbox.put([sighting("bad"), *some(112)], BOOT)
    rig.outbox.refuse(1, "bad_tag", "no such tag")

    rig.beat()

    [told] = rig.service.heartbeats
    told["scanners"][0]["faults_per_minute"] = 0.0
    assert json.dumps(GOLDEN | {"reader": told["reader"]}) == json.dumps(told)


def test_a_heart_beats_about_every_minute(rig: Rig) -> None:
    assert [1, 1, 1, 2, 3] == [rig.beat(after) for after in (0.0, 30.0, 20.0, 20.0, 67.0)]


def test_a_cable_pulled_out_is_told_at_once(rig: Rig) -> None:
    rig.beat()

    rig.listeners[1].health.state = State.READING

    assert 2 == rig.beat(1.0)
    assert "reading" == rig.service.heartbeats[-1]["scanners"][1]["state"]


def test_faults_are_told_by_the_minute(rig: Rig) -> None:
    rig.beat()
    rig.listeners[0].health.count([Fault("checksum", 3)] * 30)

    rig.beat(120.0)

    assert 15.0 == rig.service.heartbeats[-1]["scanners"][0]["faults_per_minute"]


def test_the_time_of_the_last_tag_is_by_the_clock_that_was_set_since(rig: Rig) -> None:
    rig.listeners[0].health.last_tag = Moment(START - timedelta(days=20000), 940.0, rig.time.boot)

    rig.beat()

    last = datetime.fromisoformat(rig.service.heartbeats[0]["scanners"][0]["last_tag"])
    assert START - timedelta(seconds=60) == last


@pytest.mark.parametrize(("status", "said"), [(404, 0), (500, 1), (401, 1)])
def test_a_service_that_does_not_take_it_is_asked_again_later_and_complained_of_once(
    rig: Rig, caplog: pytest.LogCaptureFixture, status: int, said: int
) -> None:
    caplog.set_level(logging.WARNING, "reader")
    rig.service.heartbeat_status = status

    for _ in range(4):
        rig.beat(70.0)

    assert 4 == len(rig.service.heartbeats)
    assert said == sum("how this box is" in message for message in caplog.messages)


def test_a_service_that_cannot_be_reached_is_not_called_every_second(rig: Rig) -> None:
    rig.service.heartbeat_status = 503

    assert [1, 1, 2] == [rig.beat(after) for after in (0.0, 1.0, 15.0)]


def test_whatever_a_scanner_says_the_service_can_take_it(rig: Rig) -> None:
    rig.listeners[0].health.count([Identity("V1\x00\r\n" + "?" * 300), Trouble("\udcff\x1b[2Jhot")])

    rig.beat()

    told = rig.service.heartbeats[0]["scanners"][0]
    assert ("V1" + "?" * 198, "[2Jhot") == (told["firmware"], told["trouble"])


def test_what_a_scanner_says_of_itself_is_kept() -> None:
    health = Health()

    reads = health.count([TagRead("E200"), Fault("noise", 7), Identity("V1", "RFD"), Temperature(70), Trouble("hot")])

    assert [TagRead("E200")] == reads
    assert (1, 1, 7) == (health.reads, health.faults, health.discarded)
    assert ("V1", "RFD", 70, "hot") == (health.firmware, health.model, health.temperature, health.trouble)
