"""How a card is written down year by year: its months summed up, so that they can be looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from inventory.schedule import NOTHING, Charge


@dataclass(frozen=True, slots=True)
class Year:
    """What the months of one year take, how many they are, and what is written down and left at its end, in yuan."""

    year: int
    months: int
    amount: Decimal
    accumulated: Decimal
    net: Decimal


def years(charges: Iterable[Charge]) -> list[Year]:
    """The years of these months, which are in order."""
    found = []
    for year, its in groupby(charges, key=lambda charge: charge.month.year):
        months = list(its)
        amount = sum((charge.amount for charge in months), NOTHING)
        found.append(Year(year, len(months), amount, months[-1].accumulated, months[-1].net))
    return found
