"""A box for tests: the real daemon as a process of its own, with settings, an outbox and a log."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from reader.outbox import Outbox

COMMAND = [sys.executable, "-c", "import sys; from reader.cli import main; sys.exit(main())", "run", "-c"]


class Box:
    """`with Box(folder, service.url, port) as box:` has a daemon that is up; it is stopped at the end."""

    def __init__(self, folder: Path, service: str, port: str, more: str = "", notify: Path | None = None) -> None:
        self.outbox = folder / "outbox.db"
        self._settings = folder / "reader.toml"
        self._settings.write_text(
            f'service = "{service}"\ntoken = "secret"\noutbox = "{self.outbox}"\n'
            f'[[scanner]]\nport = "{port}"\nfamily = "m100"\n{more}'
        )
        self._environment = os.environ | ({"NOTIFY_SOCKET": str(notify)} if notify else {})
        self.log = ""
        self._news = threading.Condition()
        self._process: subprocess.Popen[str] | None = None
        self._listener: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self.end(signal.SIGKILL if error else signal.SIGTERM)
        if error:
            sys.stderr.write(self.log)

    def start(self) -> None:
        """Start the daemon."""
        self._process = subprocess.Popen(
            [*COMMAND, str(self._settings)], stderr=subprocess.PIPE, text=True, env=self._environment
        )
        self._listener = threading.Thread(target=self._listen, args=(self._process,))
        self._listener.start()

    def end(self, how: signal.Signals) -> int:
        """Stop it; its exit code."""
        self.signal(how)
        return self.wait()

    def signal(self, how: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        assert self._process is not None
        self._process.send_signal(how)

    def wait(self) -> int:
        """Wait until it ends; its exit code."""
        assert self._process is not None
        assert self._listener is not None
        code = self._process.wait(15)
        self._listener.join()
        self._process = None
        return code

    def wait_until_said(self, text: str, times: int = 1, seconds: float = 15.0) -> None:
        """Wait for a line in its log."""
        with self._news:
            assert self._news.wait_for(lambda: self.log.count(text) >= times, seconds), self.log

    def depth(self) -> int:
        """How many sightings wait on its disk."""
        outbox = Outbox.open(self.outbox, alone=False)
        try:
            return outbox.depth
        finally:
            outbox.close()

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        with process.stderr:
            for line in process.stderr:
                with self._news:
                    self.log += line
                    self._news.notify_all()
