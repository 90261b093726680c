"""Columns of values that repeat: a table of values, and by row which of them it is."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

import numpy as np

from inventory.arrays import Flags, Numbers

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True)
class Coded(Generic[Value]):
    """A column: its `values`, in any order and perhaps more than once, and by row the `number` of its value."""

    values: Sequence[Value]
    number: Numbers

    def at(self, rows: Numbers) -> list[Value]:
        """The values of these rows."""
        return [self.values[number] for number in self.number[rows].tolist()]

    def of(self, rows: Numbers) -> "Coded[Value]":
        """These rows."""
        return Coded(self.values, self.number[rows])

    def followed_by(self, others: "Coded[Value]") -> "Coded[Value]":
        """These rows and those behind them; of both, no value is there twice."""
        numbers = {value: number for number, value in enumerate(self.values)}
        theirs = [numbers.setdefault(value, len(numbers)) for value in others.values]
        return Coded(list(numbers), np.append(self.number, np.array(theirs, np.int64)[others.number]))

    def those(self, fits: Callable[[Value], bool]) -> Flags:
        """The rows whose value fits."""
        fitting: Flags = np.array([fits(value) for value in self.values], np.bool_)[self.number]
        return fitting

    def occurring(self) -> set[Value]:
        """The values of all rows."""
        return {self.values[number] for number in np.flatnonzero(np.bincount(self.number)).tolist()}


class Coder(Generic[Value]):
    """Takes a column in, piece by piece."""

    def __init__(self) -> None:
        self._first_rows: dict[Value, int] = {}
        self._rows = 0
        self._pieces: list[Numbers] = []

    def add(self, values: Sequence[Value]) -> None:
        """The next rows."""
        first_row = map(self._first_rows.setdefault, values, count(self._rows))
        self._pieces.append(np.fromiter(first_row, np.int64, len(values)))
        self._rows += len(values)

    def coded(self) -> Coded[Value]:
        """All rows taken in: each value once, in order of their first rows."""
        first_rows = np.fromiter(self._first_rows.values(), np.int64, len(self._first_rows))
        rows = np.concatenate([np.empty(0, np.int64), *self._pieces])
        return Coded(list(self._first_rows), np.searchsorted(first_rows, rows))


def coded(values: Iterable[Value]) -> Coded[Value]:
    """The column of these values."""
    coder = Coder[Value]()
    coder.add(list(values))
    return coder.coded()
