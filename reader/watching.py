"""`rollcall-reader watch`: the tags in the field, live, for a person standing at the scanner."""

import time
from collections.abc import Callable
from datetime import datetime

from reader.health import Health
from reader.ports import Port
from reader.protocols.dialogue import Dialogue
from reader.protocols.events import TagRead
from reader.protocols.family import Family

# A tag that stayed away this long is shown again when it comes back.
AWAY = 2.0
PATIENCE = 3.0


def watch(port: Port, family: Family, say: Callable[[str], None]) -> None:
    """Show each tag when it comes into the field, until interrupted. Raises `PortGone`."""
    health = Health()
    seen: dict[str, float] = {}
    decoder, dialogue = family.decoder(), Dialogue(family)
    port.write(dialogue.opening())
    heard = time.monotonic()
    try:
        while True:
            chunk = port.read()
            events = decoder.feed(chunk) if chunk else decoder.idle()
            now = time.monotonic()
            if events:
                heard = now
                port.write(dialogue.heard(events))
            elif now - heard >= PATIENCE and (command := dialogue.poll()):
                say(f"{port.url} says nothing. Is it the right port, --family and --baud?")
                port.write(command)
                heard = now
            for read in health.count(events):
                if now - seen.get(read.tag, float("-inf")) >= AWAY:
                    say(line(read, datetime.now().astimezone()))
                seen[read.tag] = now
    except KeyboardInterrupt:
        port.write(dialogue.closing())
        say(f"different tags: {len(seen)}; {health}")


def line(read: TagRead, at: datetime) -> str:
    """One tag as a person reads it."""
    strength = "" if read.rssi is None else f"  {read.rssi:g} dBm"
    antenna = "" if read.antenna is None else f"  antenna {read.antenna}"
    return f"{at:%H:%M:%S}  {read.tag}{strength}{antenna}"
