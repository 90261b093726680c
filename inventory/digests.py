"""What the audit log keeps of rows that must never change: of papers a digest each, of pieces one sum of all.

Whoever changes such a row in the database file cannot change the entry that keeps its digest, since entries are
chained by their hashes.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256, shake_256
from typing import Final
from uuid import UUID

Start = tuple[str, str | None, str | None, str]
"""A piece as it began: its id, its room, who kept it, all in 32 hexadecimal digits, and its state."""

WIDE: Final = 2048
"""The bits of a sum. Who may choose a million rows finds some that come to a given sum of n bits in about
2^(20 + n/21) steps (D. Wagner, A Generalized Birthday Problem, CRYPTO 2002): far too many of these, few of 256."""

NARROW: Final = 256
"""The bits of the sums that earlier versions kept."""


def digest(rows: Iterable[Sequence[object]]) -> str:
    """SHA-256 over the rows in order: each as a JSON list on a line of its own.

    Ids are 32 hexadecimal digits, days and moments as in ISO 8601, moments in UTC.
    """
    whole = sha256()
    for row in rows:
        whole.update(_JSON.encode(list(row)).encode() + b"\n")
    return whole.hexdigest()


def addend(said: str, bits: int = WIDE) -> int:
    """What a row that says this adds to a sum: its SHA-256, drawn out to the bits by SHAKE-256 (FIPS 202)."""
    short = sha256(said.encode()).digest()
    return int.from_bytes(short if bits == NARROW else shake_256(short).digest(bits // 8))


def weight(start: Start, bits: int = WIDE) -> int:
    """What one piece adds to the sum of all."""
    item, room, keeper, state = start
    return addend(f"{item}|{room or ''}|{keeper or ''}|{state}", bits)


def beginning(pieces: Iterable[tuple[UUID | str, UUID | str | None, UUID | str | None, str]]) -> str:
    """The sum of all pieces as they began, as the log keeps it; ids may be 32 hexadecimal digits already.

    The order of the pieces does not matter, and the sums of two lists add up (`together`).
    """
    starts = ((_hex(item), _hex(room), _hex(keeper), state) for item, room, keeper, state in pieces)
    return written(sum(map(weight, starts)))


def _hex(thing: UUID | str | None) -> str:
    return thing.hex if isinstance(thing, UUID) else thing or ""


def together(put_on: Iterable[str], taken_off: Iterable[str] = ()) -> str:
    """The sum of the pieces in all the lists of the one kind, without those of the other."""
    return written(sum(int(each, 16) for each in put_on) - sum(int(each, 16) for each in taken_off))


def written(total: int, bits: int = WIDE) -> str:
    """A sum as the log keeps it: modulo 2 to the power of its bits, in hexadecimal digits."""
    return f"{total % 2**bits:0{bits // 4}x}"


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
