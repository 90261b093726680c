"""The watchdog of systemd: told that the box is up and alive, it starts it again when it no longer is.

The protocol is a datagram of lines to the socket that the variable NOTIFY_SOCKET names (sd_notify(3)); a name that
begins with @ is in Linux's abstract namespace. Without the variable nobody is told anything, as on Windows.
"""

import socket
from collections.abc import Mapping


class Watchdog:
    """Whoever started the daemon and wants to know how it is."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")

    def ready(self) -> None:
        """All threads are started."""
        self._say("READY=1")

    def alive(self) -> None:
        """Still there; to be said at least every half of WatchdogSec."""
        self._say("WATCHDOG=1")

    def stopping(self) -> None:
        """On the way out; nothing more is to be expected."""
        self._say("STOPPING=1")

    def _say(self, state: str) -> None:
        if not self._address:
            return
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
                line.sendto(state.encode(), address)
        except OSError:
            return  # nobody listens any more, and nobody has to
