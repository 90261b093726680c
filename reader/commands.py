"""What each command of `rollcall-reader` does; every one gives its exit code back."""

import argparse
import getpass
import logging
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from reader import daemon, first_start, ports
from reader.config import load
from reader.decoding import as_json, decode
from reader.detecting import detect
from reader.guessing import guess
from reader.naming import lasting_name
from reader.outbox import Outbox
from reader.pairing import decode as decode_pairing
from reader.ports import USUAL_BAUD, Port
from reader.protocols import FAMILIES
from reader.recording import Chunk, head, likeliest, read, understood
from reader.tapping import record
from reader.watchdog import Watchdog
from reader.watching import watch


def run(options: argparse.Namespace) -> int:
    """The daemon; without settings, a person is asked for them first."""
    if (options.code or (not options.config.exists() and sys.stdin.isatty())) and (failure := pair(options)):
        return failure
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(message)s")
    daemon.run(load(options.config, os.environ), Watchdog(os.environ))
    return 0


def pair(options: argparse.Namespace) -> int:
    """The settings of the first start."""
    if options.config.exists():
        return complain(f"{options.config} is there already. To pair this box anew, move it away first.", 1)
    typed = decode_pairing(options.code) if options.code else None
    pairing = typed or first_start.ask_pairing(input, getpass.getpass, say)
    plugged = first_start.find_scanners(say, options.port)
    outbox = first_start.OUTBOX if options.config == first_start.SETTINGS else Path("outbox.db")
    outbox.parent.mkdir(parents=True, exist_ok=True)
    first_start.write(options.config, first_start.settings(pairing, str(outbox), plugged))
    say(f"Settings written to {options.config}.")
    return 0


def show_family(options: argparse.Namespace) -> int:
    """Which scanner answers at a port."""
    with Port(options.port) as port:
        scanner = detect(port, list(FAMILIES.values()))
    if scanner is None:
        return complain(
            f"nothing known answered at {options.port}. Is the scanner switched on? One that only speaks of tags "
            "needs one in front of it meanwhile",
            1,
        )
    say(first_start.description(scanner))
    return 0


def show_tags(options: argparse.Namespace) -> int:
    """What one scanner sees; which scanner it is is found out if nobody said so."""
    with Port(options.port, options.baud or USUAL_BAUD) as port:
        if options.family:
            family = FAMILIES[options.family]
            port.change_speed(options.baud or family.bauds[0])
        elif scanner := detect(port, list(FAMILIES.values())):
            family = scanner.family
            say(first_start.description(scanner))
        else:
            return complain(f"nothing known answered at {options.port}. Say which it is with --family", 1)
        watch(port, family, say)
    return 0


def show_ports(_: argparse.Namespace) -> int:
    """The serial ports, one a line: where, what to call it in settings, what the plug says, what it may be."""
    found = ports.found()
    for port in found:
        plug, families = guess(port)
        may_be = f"{plug}: perhaps {', '.join(families)}; `detect` tells" if families else "`detect` tells what it is"
        say(f"{port.port}  {lasting_name(port, found)}  {port.description or '-'}  {may_be}")
    return 0 if found else complain("no serial port found. Is the scanner plugged in?", 1)


def show_outbox(options: argparse.Namespace) -> int:
    """What waits and what was refused, of a daemon that may be running."""
    path = options.path or load(options.config, os.environ).outbox
    if not path.exists():
        return complain(f"{path}: there is no such outbox", 1)
    outbox = Outbox.open(path, alone=False)
    try:
        if options.retry:
            say(f"{outbox.retry()} put back in line")
        say(f"{outbox.depth} wait, outbox {outbox.uuid}")
        for refused in outbox.refused():
            say(f"refused {refused.n}  {refused.tag}  {refused.code}  {refused.message}")
    finally:
        outbox.close()
    return 0


def show_events(options: argparse.Namespace) -> int:
    """What the bytes on standard input say."""
    # Whatever is on the input, the complaint is about a line of it, not about its encoding.
    lines = TextIOWrapper(sys.stdin.buffer, encoding="ascii", errors="replace")
    for events in decode(FAMILIES[options.family].decoder(), lines):
        for event in events:
            say(as_json(event))
    return 0


def keep(options: argparse.Namespace) -> int:
    """A recording of a port."""
    # A scanner whose family nobody said is told nothing, like one that takes no command.
    family = FAMILIES[options.family or "lines"]
    baud = options.baud or family.bauds[0]
    with Port(options.port, baud) as port, options.file.open("x", encoding="utf-8") as file:

        def write(text: str) -> None:
            file.write(f"{text}\n")
            file.flush()

        for text in head(options.port, baud, options.family, datetime.now(UTC)):
            write(text)
        say(f"Recording {options.port} at {baud} baud. Ctrl-C to end.")
        received = record(port, family, options.seconds, write)
    say(f"{received} bytes received, written to {options.file}")
    return 0


def show_recording(options: argparse.Namespace) -> int:
    """What a recording says, or the recording itself, played on a port made of software."""
    with options.file.open(encoding="utf-8", errors="replace") as file:
        recording = read(file)
    if options.pty or options.link:
        return play(recording.received, options.speed, options.link)
    named = FAMILIES.get(options.family or recording.head.get("family", ""))
    family = named or likeliest(recording.received, FAMILIES.values())
    if family is None:
        return complain(f"{options.file}: no family makes anything of these bytes", 1)
    sys.stderr.write(f"as {family.name} ({family.title})\n")
    for at, events in understood(recording.received, family.decoder()):
        for event in events:
            say(f"{at:.3f} {as_json(event)}")
    return 0


def play(chunks: Sequence[Chunk], speed: float, link: Path | None) -> int:
    """Play it until it is over and the port closed again, or until interrupted."""
    # Windows has no pseudo terminals: nothing else of the box may depend on this module.
    from reader.virtual.replaying import replay

    stop = threading.Event()
    with suppress(KeyboardInterrupt):
        replay(chunks, speed, say, stop, link)
    return 0


def say(text: str) -> None:
    """One line for a person or a program, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str, code: int) -> int:
    """What is wrong, to standard error; gives the exit code back."""
    sys.stderr.write(f"rollcall-reader: {text}\n")
    return code
