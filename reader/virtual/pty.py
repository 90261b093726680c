"""A handheld made of software: a device of some family on a pseudo terminal, for a real daemon to read.

Time in a walk passes only while the device looks for tags and somebody takes its bytes away, because a real
tag does not stop answering while nobody listens. When a daemon that was killed comes back and starts the inventory
again, the answers of the last seconds come again for the same reason: the killed one had not saved them yet.
When `walk` returns, the daemon has read all of it, and a fold span later it is in the outbox.
"""

import fcntl
import os
import random
import select
import struct
import tempfile
import termios
import threading
import time
import tty
from pathlib import Path
from types import TracebackType
from typing import Self

from reader.virtual.devices import DEVICES
from reader.virtual.scenario import Step
from reader.virtual.walk import Walk

# A daemon that dies loses what it read within its fold span, two seconds, and what it had not read.
ANSWERED_AGAIN = 3.0
# Bytes that may lie unread in the terminal before time stands still: a twentieth of a second at 115200 baud.
UNREAD = 512
EMPTY_ROUND = 0.05
# Unread bytes vanish when a new daemon opens the port, some moments before it starts the inventory.
SETTLED = 0.2
ROUND = 0.005


class VirtualHandheld:
    """`with VirtualHandheld() as handheld:` gives the daemon `handheld.port`; `handheld.walk(step)` walks a room.

    `speed` is how many seconds of a scenario pass in one second. With `baud`, whoever opens the port at another line
    speed is not understood and gets garbage; without, every speed will do. The port is a symbolic link, `link` or
    one of our own: the system gives the number of a terminal that is gone to the next one, and a daemon that waits
    for its scanner to come back would open a stranger's.
    """

    def __init__(
        self, family: str = "m100", speed: float = 1.0, link: Path | None = None, baud: int | None = None
    ) -> None:
        self.device = DEVICES[family]()
        self.speed = speed
        self._baud = None if baud is None else getattr(termios, f"B{baud}")
        self._folder = tempfile.TemporaryDirectory(prefix="handheld-")
        self._link = link or Path(self._folder.name, "scanner")
        self.port = str(self._link)
        # Holding the slave open ourselves keeps the terminal alive while no daemon has it.
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self._walk: Walk | None = None
        self._busy_at = self._spoke_at = time.monotonic()
        self._dice = random.Random(0)  # noqa: S311 - repeatable on purpose
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="virtual handheld", daemon=True)

    def __enter__(self) -> Self:
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(os.ttyname(self._slave))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()
        self._link.unlink(missing_ok=True)
        self._folder.cleanup()
        os.close(self._master)
        os.close(self._slave)

    def walk(self, step: Step) -> None:
        """Walk through a room; returns when the daemon has read every answer of it."""
        with self._changed:
            self._walk = Walk(step)
            self._dice = random.Random(step.seed)  # noqa: S311 - repeatable on purpose
            self._changed.wait_for(lambda: self._arrived() or self._stop.is_set())

    def rest(self) -> None:
        """Stay, with no tag in the field, until interrupted."""
        self._stop.wait()

    def _arrived(self) -> bool:
        return self._walk is None or (self._walk.finished and time.monotonic() - self._busy_at >= SETTLED)

    def _serve(self) -> None:
        try:
            last = time.monotonic()
            while not self._stop.is_set():
                commands, _, _ = select.select([self._master], [], [], ROUND)
                now = time.monotonic()
                with self._changed:
                    if commands:
                        self._listen()
                    self._pass(now, now - last)
                    self._changed.notify_all()
                last = now
        finally:
            self._stop.set()
            with self._changed:
                self._changed.notify_all()

    def _listen(self) -> None:
        starts = self.device.starts
        heard = os.read(self._master, 4096)
        self._write(self.device.receive(heard if self._understood() else self._garbled(heard)))
        if self._walk is not None and self.device.starts > starts:
            self._walk.answer_again(ANSWERED_AGAIN * self.speed)

    def _pass(self, now: float, seconds: float) -> None:
        """Let time pass for the device, if it looks for tags and its bytes are taken away."""
        unread = self._unread()
        if unread or not self.device.running:
            self._busy_at = now
        if unread >= UNREAD or not self.device.running:
            return
        if self._walk is not None:
            self._walk.advance(seconds * self.speed)
            self._answer(self._walk, now)
        if now - self._spoke_at >= EMPTY_ROUND and self._arrived():
            self._write(self.device.empty_round())
            self._spoke_at = now

    def _answer(self, walk: Walk, now: float) -> None:
        while self.device.running and self._unread() < UNREAD and (answer := walk.answer()):
            self._write(walk.step.spoil(self.device.notice(answer.tag, answer.rssi), self._dice))
            self._busy_at = self._spoke_at = now

    def _write(self, message: bytes) -> None:
        if message:
            os.write(self._master, message if self._understood() else self._garbled(message))

    def _understood(self) -> bool:
        """The other side has set our line speed."""
        return self._baud is None or termios.tcgetattr(self._slave)[5] == self._baud

    def _garbled(self, message: bytes) -> bytes:
        return self._dice.randbytes(len(message))

    def _unread(self) -> int:
        """How many of our bytes lie in the terminal, unread by the daemon."""
        return int(struct.unpack("i", fcntl.ioctl(self._slave, termios.FIONREAD, b"\0" * 4))[0])
