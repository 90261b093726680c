"""The power of a box fails in the middle of whatever it does: what had reached the disk is there when it wakes."""

import random
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.outbox import Outbox
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan
from tests.reader.clocks import HandClock
from tests.reader.fake_service import FakeService
from tests.reader.living import LivingBox
from tests.reader.sightings import BOOT, some

TAGS = [f"E28011600000{i:012X}" for i in range(5)]


def room(*tags: str) -> Step:
    return Step("101", 1.0, tuple(TagPlan(tag, 5, -60) for tag in tags))


def test_a_power_cut_in_the_middle_of_everything_loses_nothing_that_was_on_the_disk(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for folder in (before, after):
        folder.mkdir()
    with FakeService() as away:
        pass
    with VirtualHandheld(speed=100) as handheld, LivingBox(before, away.url, handheld.port) as box:
        handheld.walk(room(*TAGS[:3]))
        box.keep(3)
        handheld.walk(room(TAGS[3]))
        cut_power(box.config.outbox, after / "outbox.db", random.Random(1))
    with closing(Outbox.open(after / "outbox.db")) as found:
        kept = {(found.uuid, n) for n, *_ in found.take(100)}

    woken = HandClock(datetime(1970, 1, 1, tzinfo=UTC), tick=5.0)
    with (
        FakeService(away.port) as back,
        VirtualHandheld(speed=100) as handheld,
        LivingBox(after, back.url, handheld.port, woken) as box,
    ):
        handheld.walk(room(TAGS[4]))
        box.live_until(lambda: TAGS[4] in back.reads())

    assert {*TAGS[:3], TAGS[4]} <= back.reads().keys()
    assert kept <= back.stored.keys()


@pytest.mark.parametrize("seed", range(20))
def test_power_cut_in_the_middle_of_a_write_leaves_whole_transactions(tmp_path: Path, seed: int) -> None:
    path, after = tmp_path / "outbox.db", tmp_path / "after.db"
    with closing(Outbox.open(path)) as outbox:
        for at in range(10):
            outbox.put(some(7, first=7 * at), BOOT)
        cut_power(path, after, random.Random(seed), least=0)

    with closing(Outbox.open(after)) as found:
        kept = [sighting.tag for _, sighting, _ in found.take(100)]
        found.put(some(1, first=99), BOOT)

    assert 0 == len(kept) % 7
    assert [sighting.tag for sighting in some(len(kept))] == kept


def cut_power(outbox: Path, found: Path, dice: random.Random, least: int | None = None) -> None:
    """What is found of a running daemon's outbox: what was being written is torn, and some of it is garbage.

    From which byte of what was written ahead on it may be; None: everything that was written is on the disk.
    """
    shutil.copy(outbox, found)
    ahead = Path(f"{outbox}-wal").read_bytes()
    kept = ahead if least is None else ahead[: dice.randrange(least, len(ahead))]
    Path(f"{found}-wal").write_bytes(kept + dice.randbytes(dice.choice([0, 512])))
