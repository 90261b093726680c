"""Names of ports that stay.

A system numbers serial ports as they come (ttyUSB0, COM7): after a restart the same scanner may have another number.
A name beginning with `usb:` says instead what is plugged in.

    usb:10c4:ea60:0001      the device with these USB ids and this serial number, wherever it is plugged in
    usb:1a86:7523@1-1.2     whatever has these ids in this socket: for chips that have no serial number
    usb:10c4:ea60           the only device with these ids
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PREFIX = "usb:"
_USB = re.compile(r"usb:([0-9a-f]{4}:[0-9a-f]{4})(?:(:|@)(.+))?")


@dataclass(frozen=True, slots=True)
class Found:
    """A serial port of this machine. The USB ids name the bridge chip, never the scanner behind it.

    `usb` is "vid:pid" in hexadecimal, `location` the socket it is plugged into; "" for what is not known.
    """

    port: str
    description: str = ""
    usb: str = ""
    serial: str = ""
    location: str = ""


class NotThere(Exception):
    """No port, or more than one, has this name now; says which."""


def lasting_name(port: Found, found: Sequence[Found]) -> str:
    """What to call this port, one of those found, in settings: by serial number, by socket, or as the system does."""
    if not port.usb:
        return port.port
    for name in (f"usb:{port.usb}:{port.serial}", f"usb:{port.usb}@{port.location}"):
        if _USB.fullmatch(name) and [other for other in found if matches(name, other)] == [port]:
            return name
    return port.port


def device(name: str, found: Sequence[Found]) -> str:
    """The system's own name, now, of the port that is called `name`; any other URL is its own. Raises `NotThere`."""
    if not name.startswith(PREFIX):
        return name
    ports = [port.port for port in found if matches(name, port)]
    if not ports:
        raise NotThere(f"{name} is not plugged in")
    if len(ports) > 1:
        raise NotThere(f"{name} may be any of {', '.join(ports)}: add the serial number, or @ and the socket")
    return ports[0]


def matches(name: str, port: Found) -> bool:
    """True if a name beginning with `usb:` is this port's."""
    match = _USB.fullmatch(name)
    if match is None or match[1] != port.usb:
        return False
    return match[2] is None or match[3] == (port.serial if match[2] == ":" else port.location)
