"""The JSON of version 1 that boxes, handhelds and other programs send, and how each row of it is judged.

A batch is taken apart before it is judged: a row that makes no sense is refused by its number while the rest
is taken, so that nothing waits behind it. Only an envelope that makes no sense refuses the whole.
"""

import gzip
import json
import zlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from fastapi import Request
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from inventory.actions.counting.passes import Sweep
from inventory.actions.counting.ticks import Ticked
from inventory.ids import PassId
from inventory.makers import with_sender
from inventory.sightings import Numbered, Refused, Sighting
from inventory.tags import TAG_RULE, Tag, as_tag

MOST_SIGHTINGS = 5_000
MOST_IN_SWEEP = 50_000
"""Tags of one room; the largest store room has a few thousand."""

LARGEST_JSON = 16 * 1024 * 1024
"""Unpacked; 5,000 sightings of the longest tags are about 2 MB."""


def _tag(value: Any) -> Tag:
    tag = as_tag(value) if isinstance(value, str) else None
    if tag is None:
        raise ValueError(TAG_RULE)
    return tag


TagText = Annotated[Tag, BeforeValidator(_tag)]

Model = TypeVar("Model", bound=BaseModel)

Word = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$")]
"""A line of text: databases and pages want no control characters, nor breaks of lines."""

FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
LAST_MOMENT = datetime(2200, 1, 1, tzinfo=UTC)


def _within_reason(moment: datetime) -> datetime:
    if not FIRST_MOMENT <= moment < LAST_MOMENT:
        raise ValueError("a time is from 1970 to 2199")
    return moment


When = Annotated[AwareDatetime, AfterValidator(_within_reason)]
"""A moment with its zone, far enough from the ends of the calendar to be reckoned with in any zone."""

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)
"""Between these a day of the trade is meant as it was written."""


def _within_the_calendar(day: date) -> date:
    """Takes moments too, by the day they name."""
    if not FIRST_DAY <= date(day.year, day.month, day.day) <= LAST_DAY:
        raise ValueError(f"a day is from {FIRST_DAY} to {LAST_DAY}")
    return day


Day = Annotated[date, AfterValidator(_within_the_calendar)]
"""A day somebody wrote down, such as the last one for a room."""

CutOff = Annotated[When | date, AfterValidator(_within_the_calendar)]
"""The day whose books are counted against, or the very moment."""

Rssi = Annotated[float, Field(ge=-150, le=50, allow_inf_nan=False)]
"""dBm; what no receiver can report is a fault."""


class SightingIn(BaseModel):
    """One sighting as it is sent."""

    tag: TagText
    tid: TagText | None = None
    first_seen: When
    last_seen: When
    reads: Annotated[int, Field(ge=1, le=2**31 - 1)]
    rssi_max: Rssi | None = None
    rssi_mean: Rssi | None = None

    def as_sighting(self) -> Sighting:
        """The value the trade works with."""
        return Sighting(
            self.tag, self.tid, self.first_seen, self.last_seen, self.reads, self.rssi_max, self.rssi_mean
        )


class NumberedIn(SightingIn):
    """A station's sighting: with its number in the outbox and its scan point."""

    n: int
    scan_point: Word = "1"


class NumberedRow(BaseModel):
    """What every row of a batch must have, so that it can be settled or refused: its number."""

    model_config = {"extra": "allow"}

    n: Annotated[int, Field(ge=1, le=2**63 - 1)]


class BatchIn(BaseModel):
    """The envelope of a station's batch."""

    version: Literal[1]
    outbox: UUID
    sent_at: When
    sightings: Annotated[list[NumberedRow], Field(min_length=1, max_length=MOST_SIGHTINGS)]

    def judged(self) -> tuple[list[Numbered], list[Refused]]:
        """The rows that make sense, and the others each with its reason."""
        verdicts = [_judge(row.n, row.model_dump()) for row in self.sightings]
        good = [verdict for verdict in verdicts if isinstance(verdict, Numbered)]
        return good, [verdict for verdict in verdicts if isinstance(verdict, Refused)]


class RefusedOut(BaseModel):
    """A row that was not taken, and why."""

    n: int
    code: str
    message: str


class TickIn(BaseModel):
    """A thing seen by hand."""

    asset_no: Word
    note: Word = ""


class SweepIn(BaseModel):
    """One finished walk through a room."""

    version: Literal[1]
    pass_id: UUID
    device: Word = ""
    counted_by: Word = ""
    started_at: When
    ended_at: When
    sent_at: When
    sightings: Annotated[list[dict[str, Any]], Field(max_length=MOST_IN_SWEEP)] = []
    seen_by_hand: Annotated[list[TickIn], Field(max_length=MOST_IN_SWEEP)] = []

    def judged(self) -> tuple[list[Sighting], list[RefusedOut]]:
        """The sightings that make sense, and the others by their place (from 1) in the list, each with its reason."""
        good, bad = [], []
        for place, row in enumerate(self.sightings, start=1):
            verdict = _judge(place, row | {"n": place, "scan_point": ""})
            if isinstance(verdict, Numbered):
                good.append(verdict.sighting)
            else:
                bad.append(RefusedOut(n=verdict.n, code=verdict.code, message=verdict.message))
        return good, bad

    def as_sweep(self, sightings: list[Sighting], by: str, *, in_person: bool) -> Sweep:
        """The walk; `by` hands it in. A program does that for others, a person stands by what they hand in."""
        ticks = [Ticked(tick.asset_no, tick.note) for tick in self.seen_by_hand]
        return Sweep(
            PassId(self.pass_id),
            self.device,
            with_sender(self.counted_by, by) if in_person else self.counted_by or by,
            self.started_at,
            self.ended_at,
            self.sent_at,
            sightings,
            ticks,
        )


class BatchOut(BaseModel):
    """What became of a batch."""

    version: Literal[1] = 1
    accepted: int
    duplicates: int
    settled: list[tuple[int, int]]
    refused: list[RefusedOut]


def _judge(n: int, row: Mapping[str, Any]) -> Numbered | Refused:
    try:
        sent = NumberedIn.model_validate(row)
    except ValidationError as error:
        return _refusal(n, error)
    if sent.last_seen < sent.first_seen:
        return Refused(n, "bad_time", "last_seen is before first_seen")
    return Numbered(n, sent.scan_point, sent.as_sighting())


def _refusal(n: int, error: ValidationError) -> Refused:
    first = error.errors()[0]
    field = str(first["loc"][0])
    message = first["msg"].removeprefix("Value error, ")
    code = {"first_seen": "bad_time", "last_seen": "bad_time"}.get(field, f"bad_{field}")
    return Refused(n, code, message if field == "tag" else f"{field}: {message}")


async def json_body(request: Request) -> Any:
    """The body as JSON, unpacked if it is gzip. Refuses with 422 what is neither and with 413 what is too large."""
    packed = request.headers.get("Content-Encoding", "").lower() == "gzip"
    return await run_in_threadpool(_parsed, await request.body(), packed)


def _parsed(raw: bytes, packed: bool) -> Any:
    if packed:
        raw = _unpacked(raw)
    if len(raw) > LARGEST_JSON:
        raise HTTPException(413, f"The batch is larger than {LARGEST_JSON} bytes unpacked; send fewer sightings.")
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise HTTPException(422, f"The body is not JSON: {error}") from error


def _unpacked(raw: bytes) -> bytes:
    """At most one byte more than the limit: a small body must not unpack to gigabytes."""
    try:
        with gzip.open(BytesIO(raw)) as packed:
            return packed.read(LARGEST_JSON + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise HTTPException(422, f"The body is not gzip as it says: {error}") from error


def checked(model: type[Model], body: Any) -> Model:
    """The body as the model. Refuses with 422, naming every field that is wrong."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:20])
        raise HTTPException(422, said) from error
