"""A scanner that says again what a recording holds, in its time, on a pseudo terminal for any program to read.

It does not listen: what is sent to it is taken away and has no answer but those that were recorded.
"""

import os
import pty
import select
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.recording import Chunk

# Whoever opens the port forgets what came before: some moments go by until that is over.
SETTLED = 0.2
LOOK = 0.05


def replay(
    chunks: Sequence[Chunk], speed: float, say: Callable[[str], None], stop: threading.Event, link: Path | None = None
) -> None:
    """Say the name of the port, wait until somebody opens it, play all chunks, wait until he closes it or `stop`.

    `speed` is how many seconds of the recording pass in one second; `link` a symbolic link to make to the port.
    """
    master, slave = pty.openpty()
    name = os.ttyname(slave)
    os.close(slave)  # from now on the system tells whether somebody has it open
    with tempfile.TemporaryDirectory(prefix="replay-") as folder:
        place = link or Path(folder, "scanner")
        if place.is_symlink():
            place.unlink()  # left by one that was killed
        place.symlink_to(name)
        say(f"port {place}")
        try:
            _wait(master, stop, opened=True)
            stop.wait(SETTLED)
            _play(master, chunks, speed, stop)
            say("all played")
            _wait(master, stop, opened=False)
        finally:
            place.unlink()
            os.close(master)


def _play(master: int, chunks: Sequence[Chunk], speed: float, stop: threading.Event) -> None:
    begun = time.monotonic()
    for chunk in chunks:
        stop.wait(max(0.0, chunk.at / speed - (time.monotonic() - begun)))
        if stop.is_set() or not _opened(master):
            return
        os.write(master, chunk.octets)


def _wait(master: int, stop: threading.Event, opened: bool) -> None:
    while _opened(master) != opened and not stop.wait(LOOK):
        pass


def _opened(master: int) -> bool:
    """Somebody has the port open; what he sent meanwhile is taken away."""
    look = select.poll()
    look.register(master, select.POLLIN)
    events = dict(look.poll(0)).get(master, 0)
    if events & select.POLLHUP:
        return False
    if events & select.POLLIN:
        os.read(master, 4096)
    return True
