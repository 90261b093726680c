"""What happens to a box in a year: cables, batteries and networks that go, and power that goes in mid-write."""

import os
import random
import shutil
import tty
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from reader.clock import Clock
from reader.network import Service
from reader.outbox import Outbox
from reader.uplink import Uplink
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan
from tests.reader.box import Box
from tests.reader.fake_service import CUT, FakeService, Reply
from tests.reader.sightings import BOOT, some

TAGS = [f"E28011600000{i:012X}" for i in range(5)]


def room(tag: str) -> Step:
    return Step("101", 5.0, (TagPlan(tag, 5, -60),))


def states(service: FakeService) -> list[str]:
    """What the service was told of the scanner, without repetition."""
    told = [heartbeat["scanners"][0]["state"] for heartbeat in service.heartbeats]
    return [state for at, state in enumerate(told) if at == 0 or told[at - 1] != state]


def test_a_scanner_that_drops_out_in_mid_message_is_told_of_and_goes_on_when_it_is_back(tmp_path: Path) -> None:
    link = tmp_path / "rfcomm0"
    with FakeService() as service, Box(tmp_path, service.url, str(link)) as box:
        for times, tag in enumerate(TAGS[:3], 1):
            with VirtualHandheld(speed=20, link=link) as handheld:
                box.wait_until_said("reading ", times)
                handheld.walk(room(tag))
                service.wait_until(lambda: "reading" == service.heartbeats[-1]["scanners"][0]["state"])
                handheld.device.receive(bytes.fromhex("BB 00"))
            service.wait_until(lambda: "away" == service.heartbeats[-1]["scanners"][0]["state"])

    assert dict.fromkeys(TAGS[:3], 5) == service.reads()
    assert ["reading", "away"] * 3 == states(service)[-6:]


@contextmanager
def asleep() -> Iterator[str]:
    """A port behind which a handheld sleeps: it takes every byte and answers none."""
    master, slave = os.openpty()
    tty.setraw(slave)
    yield os.ttyname(slave)
    os.close(master)
    os.close(slave)


def test_a_handheld_that_sleeps_is_told_of_and_called_again_and_again(tmp_path: Path) -> None:
    with FakeService() as service, asleep() as port, Box(tmp_path, service.url, port) as box:
        box.wait_until_said("says nothing")
        service.wait_until(lambda: "silent" == service.heartbeats[-1]["scanners"][0]["state"])

    assert 1 == box.log.count("says nothing")


def test_without_a_name_service_everything_waits(tmp_path: Path) -> None:
    with closing(Outbox.open(tmp_path / "outbox.db")) as outbox:
        outbox.put(some(3), BOOT)

        wait = Uplink(outbox, Service("http://rollcall.invalid", "secret"), Clock()).step()

        assert wait > 0
        assert 3 == outbox.depth


def test_what_waited_for_days_is_sent_in_order_over_a_bad_line(tmp_path: Path) -> None:
    with FakeService() as service, closing(Outbox.open(tmp_path / "outbox.db")) as outbox:
        outbox.put(some(12_000), BOOT)
        service.replies.extend([CUT, Reply(502), Reply(200, b"<html>"), Reply(503)])
        with closing(Service(service.url, "secret")) as connected:
            uplink = Uplink(outbox, connected, Clock())
            while outbox.depth:
                uplink.step()

    first = [batch["sightings"][0]["n"] for batch in service.batches]
    assert 12_000 == len(service.stored)
    assert sorted(first) == first
    assert len(service.batches) <= 20


@pytest.mark.parametrize("seed", range(20))
def test_power_cut_in_the_middle_of_a_write_leaves_whole_transactions(tmp_path: Path, seed: int) -> None:
    dice, path, after = random.Random(seed), tmp_path / "outbox.db", tmp_path / "after.db"
    with closing(Outbox.open(path)) as outbox:
        for at in range(10):
            outbox.put(some(7, first=7 * at), BOOT)
        shutil.copy(path, after)
        wal = Path(f"{path}-wal").read_bytes()
    torn = wal[: dice.randrange(len(wal))]
    Path(f"{after}-wal").write_bytes(torn + dice.randbytes(dice.choice([0, 512])))

    with closing(Outbox.open(after)) as found:
        kept = [sighting.tag for _, sighting, _ in found.take(100)]
        found.put(some(1, first=99), BOOT)

    assert 0 == len(kept) % 7
    assert [sighting.tag for sighting in some(len(kept))] == kept
