"""What the demonstration runs: the service and the daemon as the programs they are, set up by their own commands."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import urllib3

from deploy.demo.api import Api
from deploy.demo.books import register_xlsx, rooms_csv
from deploy.demo.things import School
from service.cli import main as rollcall

SCHOOL = "第一实验小学"
STATION = "手持机 1"
USER, PASSWORD = "demo", "rollcall-demo"

SECONDS_TO_START = 30
SECONDS_TO_STOP = 15

# Shorter than a person needs between two rooms, since this handheld runs from one to the next.
FOLD_GAP, FOLD_SPAN = 0.1, 0.5


class DidNotStart(Exception):
    """A program of the demonstration could not be started; the text says why."""


class Program:
    """One program that can be started, killed and started again. Its output goes to `log`."""

    def __init__(self, arguments: Sequence[str], log: Path) -> None:
        self.arguments = list(arguments)
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it; does not wait until it is ready."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.arguments, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def stop(self) -> int:
        """Asks it to end (SIGTERM) and waits; its exit code."""
        if self.process is None:
            return 0
        self.process.terminate()
        return self.process.wait(SECONDS_TO_STOP)

    def kill(self) -> None:
        """Ends it in the middle of whatever it does (SIGKILL)."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def ended(self) -> bool:
        """Whether it is not running."""
        return self.process is None or self.process.poll() is not None

    def last_lines(self) -> str:
        """What it said last."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-10:])


@dataclass(frozen=True)
class Stage:
    """The running service and daemon, and what is needed to speak with them."""

    service: Program
    daemon: Program
    api: Api
    station: str
    folder: Path

    @property
    def outbox(self) -> Path:
        """The daemon's outbox file."""
        return self.folder / "outbox.db"

    @property
    def database(self) -> Path:
        """The service's database file."""
        return self.folder / "rollcall.db"


@contextmanager
def set_up(school: School, folder: Path, port: int, scanner: str) -> Iterator[Stage]:
    """Enters the school's books, starts the service on 127.0.0.1:`port` and the daemon on the port `scanner`."""
    _refuse_taken(port)
    url = f"sqlite:///{folder / 'rollcall.db'}"
    station, station_token, token = _enter_books(school, folder, url)
    address = f"http://127.0.0.1:{port}"
    settings = folder / "reader.toml"
    settings.write_text(_reader_settings(address, station_token, scanner), encoding="utf-8")
    service = Program([_command("rollcall"), "serve", "--database", url, "--port", str(port)], folder / "service.log")
    daemon = Program([_command("rollcall-reader"), "run", "-c", str(settings)], folder / "reader.log")
    pool = urllib3.PoolManager()
    try:
        service.start()
        wait_until_ready(service, address, pool)
        daemon.start()
        yield Stage(service, daemon, Api(address, token, pool), station, folder)
    finally:
        daemon.stop()
        service.stop()
        pool.clear()


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise DidNotStart(
                f"Another program listens on port {port}. Choose another: DEMO_PORT={port + 1} make demo"
            )


def wait_until_ready(service: Program, address: str, pool: urllib3.PoolManager) -> None:
    """Returns when the service answers. Raises `DidNotStart`."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and not service.ended():
        try:
            pool.request("GET", f"{address}/sign-in", retries=False, timeout=5)
        except urllib3.exceptions.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise DidNotStart(service.last_lines())


def _enter_books(school: School, folder: Path, url: str) -> tuple[str, str, str]:
    """With the commands a person would use. The station's id, its token, and a manager's token."""
    rooms, register = folder / "房间.csv", folder / "固定资产.xlsx"
    rooms.write_bytes(rooms_csv())
    register.write_bytes(register_xlsx(school))
    _run("school", "create", SCHOOL, "--database", url)
    _run("rooms", "import", str(rooms), "--database", url)
    _run("register", "import", str(register), "--database", url)
    _run("user", "create", USER, "--role", "admin", "--password", PASSWORD, "--database", url)
    made, station_token = _run("station", "create", STATION, "--database", url)[-2:]
    token = _run("token", "create", "demo", "--role", "manager", "--database", url)[-1]
    return made.rsplit("(", 1)[1].rstrip(")"), station_token, token


def _run(*arguments: str) -> list[str]:
    """What the command printed. In this process: six of them would start for longer than they work."""
    said, complained = StringIO(), StringIO()
    with redirect_stdout(said), redirect_stderr(complained):
        try:
            rollcall(arguments)
        except SystemExit as done:
            if done.code:
                raise DidNotStart(complained.getvalue()) from done
    return said.getvalue().strip().splitlines()


def _command(name: str) -> str:
    """The command of this very installation."""
    return str(Path(sys.executable).with_name(name))


def _reader_settings(address: str, token: str, scanner: str) -> str:
    return f"""service = "{address}"
token = "{token}"
outbox = "outbox.db"

[[scanner]]
port = "{scanner}"
family = "m100"
fold_gap = {FOLD_GAP}
fold_span = {FOLD_SPAN}
"""
