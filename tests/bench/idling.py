"""A box at rest: how soon its scanner looks for tags, and what the daemon takes while there are none.

The scanner is one of software in this process, which says every twentieth of a second that it sees nothing.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from reader.virtual.pty import VirtualHandheld
from tests.bench.figures import Figure
from tests.reader.fake_service import FakeService

DAEMON = [sys.executable, "-c", "import sys; from reader.cli import main; sys.exit(main())", "run", "-c"]
SETTLING_SECONDS, IDLE_SECONDS = 2.0, 10.0
LONGEST_START = 30.0

# What a box with a weak processor and little memory can spare.
ONE_PERCENT, FORTY_MEGABYTES, ONE_SECOND = 1.0, 40.0, 1.0


def figures() -> Iterator[Figure]:
    """Seconds from the start of the program until the scanner reads, share of a core, megabytes."""
    with tempfile.TemporaryDirectory() as folder, VirtualHandheld() as handheld, FakeService() as service:
        began = monotonic()
        with _daemon(Path(folder), handheld.port, service.url) as process:
            while not handheld.device.running and monotonic() - began < LONGEST_START:
                sleep(0.002)
            yield Figure("start_to_first_read_seconds", monotonic() - began, ONE_SECOND)
            sleep(SETTLING_SECONDS)
            before = _processor_seconds(process.pid)
            sleep(IDLE_SECONDS)
            share = (_processor_seconds(process.pid) - before) / IDLE_SECONDS
            yield Figure("idle_daemon_percent_of_a_core", 100 * share, ONE_PERCENT)
            yield Figure("idle_daemon_megabytes", _megabytes(process.pid), FORTY_MEGABYTES)


@contextmanager
def _daemon(folder: Path, port: str, service: str) -> Iterator[subprocess.Popen[bytes]]:
    settings = folder / "reader.toml"
    scanner = f'[[scanner]]\nport = "{port}"\nfamily = "m100"\n'
    settings.write_text(f'service = "{service}"\ntoken = "secret"\noutbox = "outbox.db"\n{scanner}')
    process = subprocess.Popen([*DAEMON, str(settings)], stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(15)


def _processor_seconds(pid: int) -> float:
    """What the process has had of a processor (proc(5), /proc/pid/stat, fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int) -> float:
    """What it holds of memory, libraries it shares with others included (proc(5), /proc/pid/status, VmRSS)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS:"))) / 1024
