"""Months as depreciation counts them: whole ones, whatever the day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One month, `number` 1 to 12. Adding months gives another one, two of them are so many months apart."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month the day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def over_at(cls, day: date) -> "Month":
        """The last month that is over at the end of the day."""
        month = cls.of(day)
        return month if day.day == monthrange(day.year, day.month)[1] else month + -1

    def __add__(self, months: int) -> "Month":
        years, before = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, before + 1)

    def __sub__(self, earlier: "Month") -> int:
        return (self.year - earlier.year) * 12 + self.number - earlier.number

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
