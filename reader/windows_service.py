"""The daemon as a Windows service: it runs from the start of the machine on, before anybody signs in.

    python -m reader.windows_service --startup delayed --username "NT AUTHORITY\\LocalService" install

Sources: pywin32, README, "Running as a Windows Service", and its win32serviceutil.py. It has to be installed for all
users and outside of a virtual environment: the program that Windows starts, pythonservice.exe, lies beside Python's
own libraries. An exception that gets out of `SvcDoRun` is a failure, after which Windows starts the service again.
"""

import logging
import os
import sys
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from queue import SimpleQueue

import win32service
import win32serviceutil

from reader.clock import Clock
from reader.config import load
from reader.daemon import live
from reader.watchdog import Watchdog

log = logging.getLogger(__name__)

HOME = Path("C:\\Rollcall")
LARGEST_LOG, LOGS_KEPT = 1 << 20, 5
# Milliseconds Windows is asked to wait for the end.
LEAVE = 30_000


class ReaderService(win32serviceutil.ServiceFramework):
    """What Windows starts and stops; settings, outbox and log are in `home`."""

    _svc_name_ = "RollcallReader"
    _svc_display_name_ = "Rollcall reader"
    _svc_description_ = "RFID scanners to the service"
    home = HOME

    def __init__(self, arguments: Iterable[str]) -> None:
        super().__init__(arguments)
        self._asked = SimpleQueue[int]()

    def SvcDoRun(self) -> None:
        """Read and upload until told to stop."""
        _log_to(self.home / "reader.log")
        try:
            live(load(self.home / "reader.toml", os.environ), Watchdog({}), Clock(), self._asked)
        except Exception:
            log.exception("the reader failed")
            raise

    def SvcStop(self) -> None:
        """Let the scanners rest and write down what was seen, then end."""
        self.ReportServiceStatus(win32service.SERVICE_STOP_PENDING, waitHint=LEAVE)
        self._asked.put(win32service.SERVICE_CONTROL_STOP)

    SvcShutdown = SvcStop


def _log_to(path: Path) -> None:
    file = RotatingFileHandler(path, maxBytes=LARGEST_LOG, backupCount=LOGS_KEPT, encoding="utf-8")
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.root.addHandler(file)
    logging.root.setLevel(logging.INFO)


if __name__ == "__main__":
    sys.exit(win32serviceutil.HandleCommandLine(ReaderService, "reader.windows_service.ReaderService"))
