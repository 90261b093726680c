"""What the audit log keeps of rows that must never change: of papers a digest each, of pieces one sum of all.

Whoever changes such a row in the database file cannot change the entry that keeps its digest, since entries are
chained by their hashes.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

Start = tuple[str, str | None, str | None, str]
"""A piece as it began: its id, its room, who kept it, all in 32 hexadecimal digits, and its state."""

_SUMS = 2**256


def digest(rows: Iterable[Sequence[object]]) -> str:
    """SHA-256 over the rows in order: each as a JSON list on a line of its own.

    Ids are 32 hexadecimal digits, days and moments as in ISO 8601, moments in UTC.
    """
    whole = sha256()
    for row in rows:
        whole.update(_JSON.encode(list(row)).encode() + b"\n")
    return whole.hexdigest()


def weight(start: Start) -> int:
    """What one piece adds to the sum of all."""
    item, room, keeper, state = start
    said = f"{item}|{room or ''}|{keeper or ''}|{state}"
    return int.from_bytes(sha256(said.encode()).digest())


def beginning(pieces: Iterable[tuple[UUID, UUID | None, UUID | None, str]]) -> str:
    """The sum of the SHA-256 of all pieces as they began, modulo 2^256, as 64 hexadecimal digits.

    The order of the pieces does not matter, and the sums of two lists add up (`together`).
    """
    starts = ((item.hex, _hex(room), _hex(keeper), state) for item, room, keeper, state in pieces)
    return written(sum(map(weight, starts)))


def _hex(thing: UUID | None) -> str | None:
    return thing.hex if thing else None


def together(put_on: Iterable[str], taken_off: Iterable[str] = ()) -> str:
    """The sum of the pieces in all the lists of the one kind, without those of the other."""
    return written(sum(int(each, 16) for each in put_on) - sum(int(each, 16) for each in taken_off))


def written(total: int) -> str:
    """A sum as the log keeps it."""
    return f"{total % _SUMS:064x}"


def _plain(value: object) -> str:
    match value:
        case UUID():
            return value.hex
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:.2f}"
    raise TypeError(type(value).__name__)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
