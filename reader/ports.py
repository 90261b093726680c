"""Serial ports by URL: a device path, a name that stays (`reader.naming`), or one of pyserial's URL handlers
(socket://HOST:PORT, rfc2217://…, spy://…, loop://).
"""

import errno
from types import TracebackType
from typing import Self

import serial
from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo

from reader.naming import Found, NotThere, device

try:
    from termios import error as TerminalError
except ImportError:  # Windows has no termios, and pyserial raises OSError there
    TerminalError = OSError  # type: ignore[assignment,misc]

# How long a read waits before it says the line is silent: a hundred byte times at 9600 baud.
SILENCE = 0.1
LARGEST_CHUNK = 4096
# The line speed of most scanners, to begin with where it is not known.
USUAL_BAUD = 115200

# pyserial lets these through: its own errors are OSErrors, a wrong URL or baud rate is a ValueError.
_TROUBLE = (OSError, ValueError, TerminalError)

_IN_USE = "another program uses it, the daemon as a rule. Stop that first"
_ADVICE = {
    errno.EAGAIN: _IN_USE,
    errno.EBUSY: _IN_USE,
    errno.EACCES: "this user may not use it. Begin the command with sudo, or join the group of serial ports",
    errno.ENOENT: "it is not there. Plug the scanner in and switch it on, or look with `ports` what it is called",
}


class PortGone(Exception):
    """The port cannot be opened or used any more; the text says which and why. It may come back."""


class Port:
    """An open port that nobody else may open. Every method raises `PortGone` when the scanner is unplugged.

    `serial` is the serial number of the plug, "" if it has none.
    """

    def __init__(self, url: str, baud: int = USUAL_BAUD) -> None:
        """Open it and forget what it received before."""
        self.url = url
        try:
            there = found()
            path = device(url, there)
            self._serial = serial.serial_for_url(
                path, baudrate=baud, timeout=SILENCE, write_timeout=2.0, exclusive=True
            )
        except NotThere as error:
            raise PortGone(str(error)) from error
        except _TROUBLE as error:
            raise PortGone(f"{url} cannot be opened: {_advice(error)}") from error
        self.serial = next((port.serial for port in there if port.port == path), "")

    def change_speed(self, baud: int) -> None:
        """Go on at another speed, and forget what was received before."""
        try:
            self._serial.baudrate = baud
            self._serial.reset_input_buffer()
        except _TROUBLE as error:
            raise PortGone(f"{self.url} is gone: {error}") from error

    def read(self) -> bytes:
        """What has come, at once if there is something; b"" after a tenth of a second of silence."""
        try:
            chunk = bytes(self._serial.read(1))
            while chunk and len(chunk) < LARGEST_CHUNK and (waiting := self._serial.in_waiting):
                chunk += self._serial.read(waiting)
        except _TROUBLE as error:
            raise PortGone(f"{self.url} is gone: {error}") from error
        return chunk

    def write(self, command: bytes) -> None:
        """Send all of it."""
        try:
            self._serial.write(command)
        except _TROUBLE as error:
            raise PortGone(f"{self.url} is gone: {error}") from error

    def close(self) -> None:
        """Let others have it."""
        try:
            self._serial.close()
        except _TROUBLE as error:
            raise PortGone(f"{self.url} is gone: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _advice(error: Exception) -> str:
    """What is wrong and what to do, or else what the system says."""
    known = _ADVICE.get(error.errno or 0) if isinstance(error, OSError) else None
    return known or str(error)


def found() -> list[Found]:
    """The serial ports of this machine, by name."""
    return sorted(map(_found, list_ports.comports()), key=lambda port: port.port)


def _found(port: ListPortInfo) -> Found:
    named = " ".join(text for text in (port.manufacturer, port.product) if text)
    return Found(
        port=port.device,
        description=named or (port.description or "").removesuffix("n/a"),
        usb=f"{port.vid:04x}:{port.pid:04x}" if port.vid is not None and port.pid is not None else "",
        serial=port.serial_number or "",
        location=port.location or "",
    )
