"""What systemd hears of the daemon."""

import socket
from pathlib import Path

from reader.virtual.pty import VirtualHandheld
from reader.watchdog import Watchdog
from tests.reader.box import Box
from tests.reader.fake_service import FakeService


def test_a_daemon_says_when_it_is_ready_alive_and_stopping(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd, VirtualHandheld() as handheld:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(15)

        with FakeService() as service, Box(tmp_path, service.url, handheld.port, notify=tmp_path / "notify"):
            heard = [systemd.recv(100), systemd.recv(100)]
        heard.append(systemd.recv(100))

    assert [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"] == heard


def test_without_systemd_nobody_is_told() -> None:
    Watchdog({}).ready()


def test_a_systemd_that_is_gone_is_no_trouble(tmp_path: Path) -> None:
    Watchdog({"NOTIFY_SOCKET": str(tmp_path / "gone")}).alive()
