"""A scanner and the uplink under one clock, which is set while they run."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.clock import Clock
from reader.config import Scanner
from reader.filtering import Filter
from reader.listener import Listener
from reader.network import Service
from reader.outbox import Outbox
from reader.protocols.family import Setup
from reader.uplink import Uplink
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan
from tests.reader.fake_service import FakeService

TAGS = [f"E28011600000{i:012X}" for i in range(5)]
ROOM = Step("101", 1.0, tuple(TagPlan(tag, 5, -60) for tag in TAGS))
KEYS = ("first_seen", "last_seen")


class Wall:
    """A wall clock that starts wrong, and can be set to the right time."""

    def __init__(self, start: datetime) -> None:
        self._wrong = datetime.now(UTC) - start

    def __call__(self) -> datetime:
        return datetime.now(UTC) - self._wrong

    def set(self) -> None:
        """Make it right."""
        self._wrong = timedelta()


@pytest.mark.parametrize("woken", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)])
def test_what_a_box_sees_before_it_knows_the_time_reaches_the_service_with_the_right_time(
    tmp_path: Path, in_thread: Callable[..., None], woken: datetime
) -> None:
    wall = Wall(woken)
    clock, began = Clock(wall), datetime.now(UTC)
    with FakeService() as service, closing(Outbox.open(tmp_path / "outbox.db")) as outbox:
        with VirtualHandheld(speed=20) as handheld:
            in_thread(Listener(Scanner(handheld.port, "m100"), outbox, clock).run, lambda: handheld.walk(ROOM))
        ended = datetime.now(UTC)

        wall.set()
        with closing(Service(service.url, "secret")) as connected:
            Uplink(outbox, connected, clock).step()

    seen = [datetime.fromisoformat(row[key]) for row in service.stored.values() for key in KEYS]
    assert dict.fromkeys(TAGS, 5) == service.reads()
    assert began <= min(seen) <= max(seen) <= ended


@pytest.mark.parametrize("family", ["r2000", "chafon288"])
def test_a_scanner_that_has_to_be_asked_is_asked_for_rounds_on_each_of_its_antennas(
    tmp_path: Path, in_thread: Callable[..., None], family: str
) -> None:
    many = Step("101", 1.0, tuple(TagPlan(tag, 20, -60) for tag in TAGS))
    with FakeService() as service, closing(Outbox.open(tmp_path / "outbox.db")) as outbox:
        with VirtualHandheld(family, speed=20) as reader:
            scanner = Scanner(reader.port, family, setup=Setup(antennas=(1, 3)))
            in_thread(Listener(scanner, outbox, Clock()).run, lambda: reader.walk(many))
        with closing(Service(service.url, "secret")) as connected:
            Uplink(outbox, connected, Clock()).step()

    assert dict.fromkeys(TAGS, 20) == service.reads()
    assert {"1.1", "1.3"} == {row["scan_point"] for row in service.stored.values()}


def test_tags_nobody_asked_for_are_counted_and_told_of_nowhere(
    tmp_path: Path, in_thread: Callable[..., None]
) -> None:
    with VirtualHandheld(speed=20) as handheld, closing(Outbox.open(tmp_path / "outbox.db")) as outbox:
        listener = Listener(Scanner(handheld.port, "m100", filter=Filter(ignore=(TAGS[0],))), outbox, Clock())

        in_thread(listener.run, lambda: handheld.walk(ROOM))

        assert set(TAGS[1:]) == {sighting.tag for _, sighting, _ in outbox.take(100)}
    assert (25, 5) == (listener.health.reads, listener.health.ignored)
