"""The first start of a box: finds the scanners, takes one line from a person, and writes the settings.

A scanner is written down by a name that stays (`reader.naming`), and a pairing code says all about the service.
"""

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from reader import ports
from reader.config import ConfigError
from reader.detecting import Recognised, detect
from reader.naming import Found, lasting_name
from reader.pairing import PREFIX, NotAPairingCode, Pairing, decode, is_address, is_token
from reader.ports import Port, PortGone
from reader.protocols import FAMILIES

# Where a box that serves nothing else keeps both.
SETTINGS, OUTBOX = Path("/etc/rollcall/reader.toml"), Path("/var/lib/rollcall/outbox.db")

Say = Callable[[str], None]
Ask = Callable[[str], str]


class NoScanner(Exception):
    """No scanner was recognised; says what to do."""


class Plugged(NamedTuple):
    """A scanner, and what to call the port it is plugged into."""

    name: str
    scanner: Recognised


def ask_pairing(ask: Ask, ask_secret: Ask, say: Say) -> Pairing:
    """Where and as whom, from a person: a pairing code, or an address and then a token; asked until it is right."""
    while True:
        answer = ask("Pairing code, or address of the service: ").strip()
        if answer.startswith(PREFIX):
            try:
                return decode(answer)
            except NotAPairingCode as error:
                say(str(error))
        elif is_address(answer):
            break
        else:
            say('That is neither a pairing code nor an address such as "https://rollcall.school.cn".')
    while not is_token(token := ask_secret("Token: ").strip()):
        say("That is no token. Copy it from the page of the reader, or make a new one there.")
    return Pairing(answer, token)


def find_scanners(say: Say, port: str | None = None) -> list[Plugged]:
    """The scanners at the USB ports, or at the one named. Raises `NoScanner`, and `PortGone` for a named one."""
    found = ports.found()
    names = [port] if port else [lasting_name(one, found) for one in found if may_be_one(one)]
    say(f"Looking for scanners at {', '.join(names) or 'no port'}. Hold a tag in front of the scanner meanwhile.")
    with ThreadPoolExecutor(len(names) or 1) as pool:
        scanners = list(pool.map(lambda name: recognise(name, say), names))
    plugged = [Plugged(name, scanner) for name, scanner in zip(names, scanners, strict=True) if scanner]
    if not plugged:
        raise NoScanner(
            "No scanner was recognised. Plug it in, switch it on and start again with a tag in front of it; "
            "if it is plugged into something else than USB, name it with --port"
        )
    return plugged


def may_be_one(port: Found) -> bool:
    """Ports of the machine's own board are not touched unasked: a console or a modem may be there."""
    return bool(port.usb) or "rfcomm" in port.port


def recognise(name: str, say: Say) -> Recognised | None:
    """The scanner at this port; a port that cannot be used is told of and has none."""
    try:
        with Port(name) as port:
            scanner = detect(port, list(FAMILIES.values()))
    except PortGone as gone:
        say(str(gone))
        return None
    say(f"{name}: {description(scanner)}")
    return scanner


def description(scanner: Recognised | None) -> str:
    """What was recognised, in one line."""
    if scanner is None:
        return "nothing known answered"
    family, baud, identity = scanner
    told = [text for text in (identity.model, f"firmware {identity.firmware}" if identity.firmware else "") if text]
    return ", ".join([f"{family.name} ({family.title})", f"{baud} baud", *told])


def settings(pairing: Pairing, outbox: str, plugged: Sequence[Plugged]) -> str:
    """The settings file."""
    lines = [
        "# Written at the first start. Other settings: see the guide to the box.",
        f"service = {quoted(pairing.service)}",
        f"token = {quoted(pairing.token)}",
        f"outbox = {quoted(outbox)}",
    ]
    for number, (name, (family, baud, _)) in enumerate(plugged, 1):
        lines += ["", "[[scanner]]", f"port = {quoted(name)}", f"family = {quoted(family.name)}", f"baud = {baud}"]
        lines += [f'scan_point = "{number}"'] if len(plugged) > 1 else []
    return "\n".join([*lines, ""])


def quoted(text: str) -> str:
    """A text as TOML writes it. JSON writes printable characters the same way."""
    return json.dumps(text, ensure_ascii=False)


def write(path: Path, text: str) -> None:
    """Write the settings where none are yet, for nobody else to read: the token is in them. Raises `ConfigError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise ConfigError(path, [f"cannot be written: {error}. Choose another place with -c FILE"]) from error
