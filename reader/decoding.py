"""`rollcall-reader decode`: a recorded stream of hexadecimal bytes as events, one JSON object a line."""

import json
from collections.abc import Iterable, Iterator

from reader.protocols.events import Answer, Decoder, Event, Fault, Identity, TagRead, Temperature, Trouble


class NotHexadecimal(Exception):
    """The text is no row of bytes; says in which line."""


def decode(decoder: Decoder, lines: Iterable[str]) -> Iterator[list[Event]]:
    """The events of every stretch of lines without a blank one; a blank line, and the end, is silence.

    White space within a stretch means nothing, so a byte may even be divided by a line end.
    """
    digits = ""
    number = 0
    for number, line in enumerate(lines, 1):
        digits += "".join(line.split())
        if not line.strip():
            yield decoder.feed(to_bytes(digits, number)) + decoder.idle()
            digits = ""
        else:
            whole = len(digits) // 2 * 2
            yield decoder.feed(to_bytes(digits[:whole], number))
            digits = digits[whole:]
    yield decoder.feed(to_bytes(digits, number)) + decoder.idle()


def to_bytes(digits: str, number: int) -> bytes:
    """The bytes these digits write; `number` is the line they stand in."""
    try:
        return bytes.fromhex(digits)
    except ValueError as error:
        raise NotHexadecimal(f"line {number}: bytes are written as pairs of 0-9 and A-F") from error


def as_json(event: Event) -> str:
    """One event as a JSON object."""
    match event:
        case TagRead():
            return json.dumps({"event": "tag", **event._asdict()})
        case Fault(reason, discarded):
            return json.dumps({"event": "fault", "reason": reason, "discarded": discarded})
        case Identity(firmware, model):
            return json.dumps({"event": "identity", "firmware": firmware, "model": model})
        case Trouble(reason):
            return json.dumps({"event": "trouble", "reason": reason})
        case Temperature(celsius):
            return json.dumps({"event": "temperature", "celsius": celsius})
        case Answer(name, text):
            return json.dumps({"event": "answer", "name": name, "text": text})
        case _:
            return json.dumps({"event": "other", "name": event.name, "text": event.text})
