"""What pieces were worth at a cut-off: their cost less the depreciation up to then, by the rules for public bodies.

The rules are those of 政府会计准则第3号 with its guide (财会〔2017〕4号): in a straight line by month, down to
nothing; what is added in a month depreciates from that month on, counted from the posting date; the last month
takes what rounding left over, and no more than the cost is ever written down. Books, relics, animals and plants,
land, and what stands at a nominal amount are not depreciated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from inventory.details import NOMINAL

FEN = Decimal("0.01")

NEVER_DEPRECIATED = frozenset(
    {
        *("图书", "图书和档案", "图书档案", "图书、档案", "档案"),
        *("文物", "文物和陈列品", "陈列品", "文物及陈列品"),
        *("特种动植物", "动植物", "动物", "植物", "土地"),
    }
)
"""Names of whole categories; what only begins like them, such as shelves for books, is depreciated."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Pieces, and what the books say of them together in yuan. An amount is None if they say it of no piece.

    `net` is cost less `accumulated` depreciation of the pieces of which both are known; of `unvalued` they are not.
    """

    pieces: int = 0
    cost: Decimal | None = None
    accumulated: Decimal | None = None
    net: Decimal | None = None
    unvalued: int = 0

    def __add__(self, other: "Worth") -> "Worth":
        return Worth(
            self.pieces + other.pieces,
            _sum(self.cost, other.cost),
            _sum(self.accumulated, other.accumulated),
            _sum(self.net, other.net),
            self.unvalued + other.unvalued,
        )


def accumulated_at(
    day: date,
    cost: Decimal | None,
    imported: Decimal | None,
    posted: date | None,
    life_months: int | None,
    category: str = "",
) -> Decimal | None:
    """The depreciation of a piece at the end of `day`: as `imported`, else reckoned, None where it cannot be."""
    if imported is not None or cost is None:
        return imported
    if category in NEVER_DEPRECIATED or cost <= NOMINAL:
        return Decimal(0)
    if posted is None or not life_months:
        return None
    return straight_line(cost, life_months, months_over(posted, day))


def straight_line(cost: Decimal, life_months: int, months: int) -> Decimal:
    """What is written down of `cost` after so many months, to the fen."""
    if months >= life_months:
        return cost
    monthly = (cost / life_months).quantize(FEN, ROUND_HALF_UP)
    return min(cost, monthly * months)


def months_over(posted: date, day: date) -> int:
    """The months that are over at the end of `day`, the month of posting being the first."""
    begun = (day + timedelta(days=1)).replace(day=1)
    return max(0, (begun.year - posted.year) * 12 + begun.month - posted.month)


def worth(cost: Decimal | None, accumulated: Decimal | None) -> Worth:
    """The worth of one piece."""
    net = None if cost is None or accumulated is None else cost - accumulated
    return Worth(1, cost, accumulated, net, int(net is None))


def together(parts: Iterable[Worth]) -> Worth:
    """The worth of all parts."""
    return sum(parts, Worth())


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
