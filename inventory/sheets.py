"""How a kind of document is printed: its title, the columns of its lines, who signs by hand, how many copies.

The columns are those of the forms schools use: 转移单, 交接单, 验收单, 领用单, 借用单, 报修单, 报废单, 赔偿单.
"""

from dataclasses import dataclass
from enum import StrEnum


class Cell(StrEnum):
    """What a column of the lines says. PRICE is that of one piece, COST that of all on the line, in yuan."""

    NUMBER = "number"
    CATEGORY = "category"
    NAME = "name"
    MODEL = "model"
    PURPOSE = "purpose"
    ACQUISITION = "acquisition"
    ACQUIRED = "acquired"
    UNIT = "unit"
    QUANTITY = "quantity"
    PRICE = "price"
    COST = "cost"
    ACCUMULATED = "accumulated"
    NET = "net"
    DEPARTMENT = "department"
    ROOM = "room"
    KEEPER = "keeper"
    TO_ROOM = "to room"
    TO_KEEPER = "to keeper"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The printed form. `signed` are the lines to sign, `copies` says who gets one, "" if it is only filed.

    With `at_most` no page has more lines. `wide` lies across.
    """

    title: str
    columns: tuple[Cell, ...]
    signed: tuple[str, ...]
    copies: str = ""
    at_most: int | None = None
    wide: bool = False
