"""The command `rollcall-reader`: what a person on the box can ask for."""

import argparse
import math
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from reader import commands
from reader.commands import complain
from reader.config import ConfigError
from reader.decoding import NotHexadecimal
from reader.first_start import SETTINGS, NoScanner
from reader.outbox import OutboxError
from reader.pairing import NotAPairingCode
from reader.ports import PortGone
from reader.protocols import FAMILIES
from reader.recording import NotARecording

USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 1 when it could not, 2 when it was asked wrongly."""
    options = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (ConfigError, NotHexadecimal, NotAPairingCode, NotARecording) as error:
        return complain(str(error), USAGE_ERROR)
    except (OutboxError, PortGone, NoScanner) as error:
        return complain(str(error), 1)
    except (FileNotFoundError, FileExistsError, IsADirectoryError, PermissionError) as error:
        return complain(f"{error.filename}: {error.strerror}", 1)
    except (KeyboardInterrupt, EOFError):
        return complain("ended", 1)
    except BrokenPipeError:
        # The reader of our output has seen enough, as in `decode … | head`; nothing is left to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="rollcall-reader", description="Reads RFID scanners and reports what they see."
    )
    adds = top.add_subparsers(required=True, metavar="COMMAND")
    for add in (_running, _looking, _recording, _examining):
        add(adds)
    return top


def _running(adds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, command, does in (
        (
            "run",
            commands.run,
            "read the scanners and upload, until stopped; the first time, find them and ask whereto",
        ),
        ("pair", commands.pair, "find the scanners, ask where to report, write the settings"),
    ):
        running = adds.add_parser(name, help=does)
        running.add_argument("code", nargs="?", help="the pairing code the service shows; without it you are asked")
        running.add_argument("-c", "--config", type=Path, default=SETTINGS, metavar="FILE")
        running.add_argument("--port", help="the port of the scanner, if it is not a USB one")
        running.set_defaults(command=command)


def _looking(adds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    listing = adds.add_parser("ports", help="list the serial ports of this machine")
    listing.set_defaults(command=commands.show_ports)

    detecting = adds.add_parser(
        "detect", help="find out which scanner answers at a port; nothing is written to a tag"
    )
    _port(detecting)
    detecting.set_defaults(command=commands.show_family)

    watching = adds.add_parser("watch", help="show the tags a scanner sees")
    _port(watching)
    _line(watching, "; by default it is found out")
    watching.set_defaults(command=commands.show_tags)


def _recording(adds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    keeping = adds.add_parser("record", help="write down what passes over a port, to be looked at or sent to us")
    _port(keeping)
    keeping.add_argument("file", type=Path, metavar="FILE")
    _line(keeping, ", to ask it for tags; by default nothing is sent")
    keeping.add_argument("--seconds", type=float, default=math.inf, help="by default until interrupted")
    keeping.set_defaults(command=commands.keep)

    playing = adds.add_parser("replay", help="show what a recording says, or play it on a port made of software")
    playing.add_argument("file", type=Path, metavar="FILE")
    playing.add_argument("--family", choices=FAMILIES, help="by default the one that makes most of it")
    playing.add_argument("--pty", action="store_true", help="play it on a port, for another program to read")
    playing.add_argument("--link", type=Path, help="the same, with a name of your own for the port")
    playing.add_argument("--speed", type=float, default=1.0, help="seconds of the recording in one second")
    playing.set_defaults(command=commands.show_recording)


def _examining(adds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    box = adds.add_parser("outbox", help="show what waits to be uploaded and what was refused")
    box.add_argument("path", nargs="?", type=Path, help="the outbox file; by default the one of the settings")
    box.add_argument("-c", "--config", type=Path, default=SETTINGS, metavar="FILE")
    box.add_argument("--retry", action="store_true", help="put the refused ones back in line")
    box.set_defaults(command=commands.show_outbox)

    decoding = adds.add_parser("decode", help="hexadecimal bytes on standard input to events, one JSON a line")
    decoding.add_argument("family", choices=FAMILIES, metavar="FAMILY", help=", ".join(FAMILIES))
    decoding.set_defaults(command=commands.show_events)


def _port(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "port", help="a device (/dev/ttyUSB0, COM3), a name `ports` shows (usb:…) or socket://HOST:PORT"
    )


def _line(command: argparse.ArgumentParser, default: str) -> None:
    command.add_argument("--family", choices=FAMILIES, help=f"what kind of scanner it is{default}")
    command.add_argument("--baud", type=int, help="line speed; by default the usual one of the family")
