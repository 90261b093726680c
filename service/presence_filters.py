"""Which things are asked for by where they are, as it stands in an address."""

from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from inventory.actions.presence.presence_list import Where, WherePage
from service.log_filters import moments
from service.sought import Typed
from service.wire import Day, Word

UNSEEN_FOR = timedelta(days=30)
"""What counts as long unseen where no day is said."""


class PresenceIn(BaseModel):
    """The things asked for; with SILENT those not seen since that day, or for `UNSEEN_FOR`."""

    where: Where = Where.ELSEWHERE
    since: Typed[Day] = None
    text: Word = ""
    start: Annotated[int, Field(ge=0, le=10_000_000)] = 0

    def day(self, now: datetime) -> date:
        """The day since which they were not seen; `now` is by the clock of the school."""
        return self.since or (now - UNSEEN_FOR).date()

    def wanted(self, now: datetime, zone: ZoneInfo) -> WherePage:
        """The value the trade works with."""
        silent = self.day(now.astimezone(zone)) if self.where is Where.SILENT else None
        since, _ = moments(silent, None, zone)
        return WherePage(self.where, since, self.text.strip(), self.start)
