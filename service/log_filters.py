"""Which lines of the transfer log are asked for, as it stands in an address; a field left empty says nothing."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from inventory.transfer_log import LogFilter
from service.sought import Typed
from service.wire import Day, Word


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
        since = datetime.combine(self.first, time(), zone) if self.first else None
        before = datetime.combine(self.last + timedelta(days=1), time(), zone) if self.last else None
        texts = (self.room.strip(), self.person.strip(), self.thing.strip())
        return LogFilter(
            self.kind or "", *texts, since=since and since.astimezone(UTC), before=before and before.astimezone(UTC)
        )

    def query(self, **other: object) -> str:
        """As the query of an address, with some fields said otherwise (None: not at all)."""
        said = {name: getattr(self, name) for name in LogIn.model_fields} | other
        return urlencode({name: str(value) for name, value in said.items() if value not in (None, "")})
