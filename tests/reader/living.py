"""A box for tests that lives in this process: the whole daemon, under a clock that is moved by hand."""

import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from signal import SIGTERM
from types import TracebackType
from typing import Self

from reader.config import Config, Scanner
from reader.daemon import live
from reader.outbox import Outbox
from reader.watchdog import Watchdog
from tests.reader.clocks import HandClock

# Real seconds for what takes milliseconds, and how long a look lasts meanwhile.
LONGEST, LOOK = 15.0, 0.05


class LivingBox:
    """`with LivingBox(folder, service.url, port) as box:` has a daemon; `box.clock` lets time pass for it."""

    def __init__(
        self, folder: Path, service: str, port: str, clock: HandClock | None = None, family: str = "m100"
    ) -> None:
        self.clock = clock or HandClock()
        self.config = Config(service, "secret", folder / "outbox.db", (Scanner(port, family),))
        self._asked = SimpleQueue[int]()
        self._ended: list[BaseException | None] = []
        self._thread = threading.Thread(target=self._live)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._asked.put(SIGTERM)
        self._thread.join(LONGEST)
        assert [None] == self._ended

    def live_until(self, true: Callable[[], bool], stride: float = 0.5) -> None:
        """Let time pass, in strides of so many seconds, until something is true."""
        look = threading.Event()
        for _ in range(round(LONGEST / LOOK)):
            if true():
                return
            self.clock.pass_by(stride)
            look.wait(LOOK)
        raise AssertionError("it did not come about")

    def keep(self, count: int) -> None:
        """Until so many sightings at least wait on its disk."""
        self.live_until(lambda: self.depth() >= count)

    def pass_hours(self, hours: int) -> None:
        """One after the other."""
        for _ in range(hours):
            self.clock.pass_by(3600.0)

    def depth(self) -> int:
        """How many sightings wait on its disk."""
        outbox = Outbox.open(self.config.outbox, alone=False)
        try:
            return outbox.depth
        finally:
            outbox.close()

    def _live(self) -> None:
        try:
            live(self.config, Watchdog({}), self.clock, self._asked)
        except BaseException as error:
            self._ended.append(error)
            raise
        self._ended.append(None)
