"""Which lines of the transfer log are asked for, as it stands in an address; a field left empty says nothing."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from inventory.transfer_log import LogFilter
from service.sought import Typed
from service.wire import Day, Word


def moments(first: date | None, last: date | None, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """When the first of these days begins there, and when the last is over."""
    since = datetime.combine(first, time(), zone).astimezone(UTC) if first else None
    before = datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC) if last else None
    return since, before


class LogIn(BaseModel):
    """The lines asked for; the days are those where the school is, both included."""

    kind: Typed[Word] = None
    room: Word = ""
    person: Word = ""
    thing: Word = ""
    first: Typed[Day] = None
    last: Typed[Day] = None

    def wanted(self, zone: ZoneInfo) -> LogFilter:
        """The value the trade works with."""
        texts = (self.room.strip(), self.person.strip(), self.thing.strip())
        since, before = moments(self.first, self.last, zone)
        return LogFilter(self.kind or "", *texts, since=since, before=before)

    def query(self, **other: object) -> str:
        """As the query of an address, with some fields said otherwise (None: not at all)."""
        said = {name: getattr(self, name) for name in LogIn.model_fields} | other
        return urlencode({name: str(value) for name, value in said.items() if value not in (None, "")})
