"""`python -m reader.virtual SCENARIO`: a software handheld that walks through the rooms of a scenario file."""

import argparse
import sys
from pathlib import Path

from reader.virtual.devices import DEVICES
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import load


def main() -> None:
    """Name the port, walk every room once while a daemon reads, stay until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m reader.virtual", description=__doc__)
    parser.add_argument("scenario", type=Path, help="a JSON file")
    parser.add_argument("--family", choices=DEVICES, default="m100")
    parser.add_argument("--speed", type=float, default=1.0, help="seconds of the scenario in one second")
    parser.add_argument("--link", type=Path, help="a symbolic link to make to the port")
    options = parser.parse_args()

    steps = load(options.scenario)
    with VirtualHandheld(options.family, options.speed, options.link) as handheld:
        tell(f"port {handheld.port}")
        for step in steps:
            tell(f"room {step.room}")
            handheld.walk(step)
        tell("all rooms walked, Ctrl-C to end")
        try:
            handheld.rest()
        except KeyboardInterrupt:
            tell("ended")


def tell(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
