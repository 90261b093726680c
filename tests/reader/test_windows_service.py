"""The Windows service, with what it takes of pywin32 played by a few lines: Windows itself is not at hand here."""

import importlib
import logging
import sys
import threading
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reader.virtual.pty import VirtualHandheld
from tests.reader.fake_service import FakeService


class ServiceFramework:
    """Keeps what it is told to report to Windows."""

    def __init__(self, arguments: list[str]) -> None:
        self.name = arguments[0]
        self.reported: list[int] = []

    def ReportServiceStatus(self, status: int, waitHint: int) -> None:
        assert 5000 < waitHint
        self.reported.append(status)


@pytest.fixture
def service_class(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """The class that Windows makes its service of, at home in a folder of its own."""
    win32service, win32serviceutil = ModuleType("win32service"), ModuleType("win32serviceutil")
    win32service.__dict__.update(SERVICE_STOP_PENDING=3, SERVICE_CONTROL_STOP=1)
    win32serviceutil.__dict__.update(ServiceFramework=ServiceFramework)
    for module in (win32service, win32serviceutil):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    level = logging.root.level
    made = importlib.import_module("reader.windows_service").ReaderService
    made.home = tmp_path
    yield made
    logging.root.setLevel(level)
    for handler in [each for each in logging.root.handlers if isinstance(each, RotatingFileHandler)]:
        logging.root.removeHandler(handler)
        handler.close()
    del sys.modules["reader.windows_service"]


def test_the_service_reads_until_windows_stops_it_and_tells_its_log(service_class: Any, tmp_path: Path) -> None:
    with FakeService() as service, VirtualHandheld() as handheld:
        scanner = f'[[scanner]]\nport = "{handheld.port}"\nfamily = "m100"\n'
        (tmp_path / "reader.toml").write_text(
            f'service = "{service.url}"\ntoken = "secret"\noutbox = "outbox.db"\n{scanner}'
        )
        windows = service_class(["RollcallReader"])
        running = threading.Thread(target=windows.SvcDoRun)
        running.start()
        service.wait_until(lambda: "reading" in [beat["scanners"][0]["state"] for beat in service.heartbeats])

        windows.SvcStop()
        running.join(15)

    assert not running.is_alive()
    assert [3] == windows.reported
    assert f"reading {handheld.port} as m100" in (tmp_path / "reader.log").read_text("utf-8")


def test_settings_that_cannot_be_used_are_a_failure_that_the_log_explains(service_class: Any, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="cannot be read"):
        service_class(["RollcallReader"]).SvcDoRun()

    assert "reader.toml: cannot be read" in (tmp_path / "reader.log").read_text("utf-8")
