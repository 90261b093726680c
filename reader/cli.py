"""The command `rollcall-reader`: what a person on the box can ask for."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from reader import daemon, ports
from reader.config import ConfigError, load
from reader.decoding import NotHexadecimal, as_json, decode
from reader.guessing import guess
from reader.naming import lasting_name
from reader.outbox import Outbox, OutboxError
from reader.ports import Port, PortGone
from reader.protocols import FAMILIES
from reader.watching import watch

DEFAULT_SETTINGS = Path("/etc/rollcall/reader.toml")
USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 1 when it could not, 2 when it was asked wrongly."""
    options = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (ConfigError, NotHexadecimal) as error:
        return complain(str(error), USAGE_ERROR)
    except (OutboxError, PortGone) as error:
        return complain(str(error), 1)
    except BrokenPipeError:
        # The reader of our output has seen enough, as in `decode … | head`; nothing is left to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="rollcall-reader", description="Reads RFID scanners and reports what they see."
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    running = commands.add_parser("run", help="read the scanners and upload, until stopped")
    running.add_argument("-c", "--config", type=Path, default=DEFAULT_SETTINGS, metavar="FILE")
    running.set_defaults(command=run)

    watching = commands.add_parser("watch", help="show the tags a scanner sees")
    watching.add_argument("port", help="a device (/dev/ttyUSB0, COM3) or socket://HOST:PORT")
    watching.add_argument("--family", choices=FAMILIES, default="m100")
    watching.add_argument("--baud", type=int, help="line speed; by default the usual one of the family")
    watching.set_defaults(command=show_tags)

    listing = commands.add_parser("ports", help="list the serial ports of this machine")
    listing.set_defaults(command=show_ports)

    box = commands.add_parser("outbox", help="show what waits to be uploaded and what was refused")
    box.add_argument("path", nargs="?", type=Path, help="the outbox file; by default the one of the settings")
    box.add_argument("-c", "--config", type=Path, default=DEFAULT_SETTINGS, metavar="FILE")
    box.add_argument("--retry", action="store_true", help="put the refused ones back in line")
    box.set_defaults(command=show_outbox)

    decoding = commands.add_parser("decode", help="hexadecimal bytes on standard input to events, one JSON a line")
    decoding.add_argument("family", choices=FAMILIES, metavar="FAMILY", help=", ".join(FAMILIES))
    decoding.set_defaults(command=show_events)
    return top


def run(options: argparse.Namespace) -> int:
    """The daemon."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(message)s")
    daemon.run(load(options.config, os.environ))
    return 0


def show_tags(options: argparse.Namespace) -> int:
    """What one scanner sees."""
    family = FAMILIES[options.family]
    with Port(options.port, options.baud or family.bauds[0]) as port:
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


def say(text: str) -> None:
    """One line for a person or a program, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str, code: int) -> int:
    """What is wrong, to standard error; gives the exit code back."""
    sys.stderr.write(f"rollcall-reader: {text}\n")
    return code
