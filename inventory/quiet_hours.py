"""Quiet hours: from a time of the day to another, over midnight if need be, nobody is told of alarms."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when to when, by the clock of the school."""

    begin: time
    end: time

    def until(self, now: datetime) -> datetime | None:
        """When the quiet hours that `now` (in the zone of the school) is in are over; None outside of them."""
        clock = now.time()
        over_midnight = self.end <= self.begin
        within = clock >= self.begin or clock < self.end if over_midnight else self.begin <= clock < self.end
        if not within:
            return None
        day = now.date() + timedelta(days=1) if over_midnight and clock >= self.begin else now.date()
        return datetime.combine(day, self.end, now.tzinfo)
