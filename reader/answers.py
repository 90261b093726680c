"""What an answer of the service means for the sightings that were sent, and when to try again.

Only a success settles anything, and only what it names out of what was sent. Every other answer, and no
answer, leaves everything in the outbox.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

FIRST_DELAY = 1.0
LONGEST_DELAY = 60.0
# A service may ask for more patience than that, but not for so much that a box seems dead.
LONGEST_ASKED = 3600.0
LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Refusal:
    """One sighting the service will not take, and why."""

    n: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The service has these ranges of numbers (both ends included) and refuses those."""

    ranges: tuple[tuple[int, int], ...]
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Indigestible:
    """The batch as a whole cannot be taken: too large, or something in it is malformed."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Denied:
    """The token is not accepted: a person has to do something."""

    message: str


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing is settled; try again, after `seconds` if the service said so."""

    message: str
    seconds: float | None = None


Verdict = Settled | Indigestible | Denied | Later


def judge(status: int, retry_after: str | None, body: bytes, sent: Sequence[int], now: datetime) -> Verdict:
    """The meaning of an HTTP answer to a batch with these numbers, in ascending order."""
    if 200 <= status < 300:
        return settlement(body, sent) or Later("the service's answer cannot be understood")
    if status in (401, 403):
        return Denied(
            f"the service refuses this box's token ({status}). Make a new one with "
            "`rollcall station create` or on the page Readers, put it into the settings and restart"
        )
    if status in (413, 422):
        return Indigestible(str(status), problem(body))
    return Later(f"the service answered {status}", waiting(retry_after, now))


def settlement(body: bytes, sent: Sequence[int]) -> Settled | None:
    """What a success names, confined to what was sent; None if it is no answer by contract."""
    try:
        answer = json.loads(body)
        ranges = [(whole(low), whole(high)) for low, high in answer["settled"]]
        refused = [Refusal(whole(row["n"]), text(row["code"]), text(row["message"])) for row in answer["refused"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    settled = {n for low, high in ranges for n in sent[bisect_left(sent, low) : bisect_right(sent, high)]}
    open_ones = set(sent) - settled
    return Settled(spans(sorted(settled)), tuple(row for row in refused if row.n in open_ones))


def whole(number: Any) -> int:
    """The number itself if it is a whole one; TypeError if not (JSON's true is no number here)."""
    if type(number) is not int:
        raise TypeError(f"{number!r} is no whole number")
    return number


def text(words: object) -> str:
    """Words of the service as one line of moderate length that a disk and a terminal can take."""
    return " ".join(str(words).split())[:LONGEST_TEXT].encode(errors="replace").decode()


def spans(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Ascending numbers as ranges without gaps, both ends included."""
    found: list[tuple[int, int]] = []
    for n in numbers:
        if found and found[-1][1] == n - 1:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return tuple(found)


def problem(body: bytes) -> str:
    """The detail or title of a problem document (RFC 9457), else a sentence of our own."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        document = None
    if isinstance(document, dict):
        reason = document.get("detail") or document.get("title")
        if isinstance(reason, str):
            return text(reason)
    return "the service gave no reason"


def waiting(retry_after: str | None, now: datetime) -> float | None:
    """Seconds a Retry-After header asks for (a number or an HTTP date, RFC 9110, 10.2.3); None if it asks nothing."""
    header = (retry_after or "").strip()
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def delay(failures: int, asked: float | None, dice: float) -> float:
    """Seconds until the next try after this many failures in a row; `dice` is 0 to 1.

    Doubles from one second to a minute, a random half of it taken off, so that three hundred boxes do not
    come back in the same second. What the service asks for comes first, up to an hour.
    """
    if asked is not None:
        return min(asked, LONGEST_ASKED) + dice
    full = min(FIRST_DELAY * 2.0 ** min(failures - 1, 16), LONGEST_DELAY)
    return full * (1 - dice / 2)
