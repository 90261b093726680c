"""The fields of a card and of its pieces: what they are called, what they hold, and how that is written.

Their order and blocks are those of the fiscal asset card (basic, financial, use). Room, keeper, user and state of a
piece are no fields to be filled in: documents change them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from inventory.errors import InventoryError

MOST = Decimal("1e12")
"""Yuan no card of a school ever costs: a slip of the keys."""

LONGEST, LONGEST_NUMBER = 2000, 40
"""Characters of a text, and of a number."""


OWN = "custom:"
"""What the name of a field of the school's own begins with where all fields are named; its id follows, in hex."""


class BadValue(InventoryError):
    """A text that is no value of its field."""

    text = "“{value}” cannot stand in the field {field}."


class Block(StrEnum):
    """The parts of the card."""

    BASIC = "basic"
    FINANCIAL = "financial"
    USE = "use"


class Holds(StrEnum):
    """What a field holds: `TEXT`, `DAY` (a date), `MONEY` (yuan as Decimal, for all pieces together), `COUNT`.

    `YES_NO` is a bool. A field of the school's own may hold any `NUMBER`, or one `CHOICE` of its usual words.
    """

    TEXT = "text"
    DAY = "day"
    MONEY = "money"
    COUNT = "count"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class CardField:
    """A field: the name of its column, its English name (a key of the catalogues), and words people usually choose.

    `weighty` changes touch what the books say in numbers or money, so they need a reason.
    """

    name: str
    label: str
    block: Block
    holds: Holds = Holds.TEXT
    usual: tuple[str, ...] = ()
    weighty: bool = False

    @classmethod
    def of_school(cls, name: str, label: str, holds: Holds, choices: Iterable[str]) -> "CardField":
        """A field of the school's own, called as people named it."""
        return cls(name, label, Block.USE, holds, tuple(choices))


ACQUISITIONS = ("新购", "调拨", "接受捐赠", "自建", "置换", "盘盈", "其他")
VALUE_TYPES = ("原值", "暂估值", "重置值", "评估值", "名义金额")
PURPOSES = ("行政办公", "教学", "教研", "生活后勤", "其他")

CARD_FIELDS = (
    CardField("asset_no", "Asset number", Block.BASIC, weighty=True),
    CardField("fiscal_no", "Fiscal asset number", Block.BASIC, weighty=True),
    CardField("former_no", "Former asset number", Block.BASIC),
    CardField("census_no", "Census number", Block.BASIC),
    CardField("name", "Asset name", Block.BASIC),
    CardField("category", "Asset classification", Block.BASIC),
    CardField("brand", "Brand", Block.BASIC),
    CardField("model", "Specification and model", Block.BASIC),
    CardField("serial", "Serial number", Block.BASIC),
    CardField("manufacturer", "Manufacturer", Block.BASIC),
    CardField("supplier", "Supplier", Block.BASIC),
    CardField("unit", "Unit", Block.BASIC),
    CardField("acquisition", "Way of acquisition", Block.BASIC, usual=ACQUISITIONS),
    CardField("acquired", "Acquisition date", Block.BASIC, Holds.DAY),
    CardField("warranty_until", "Warranty until", Block.BASIC, Holds.DAY),
    CardField("cost", "Acquisition cost", Block.FINANCIAL, Holds.MONEY, weighty=True),
    CardField("accumulated", "Accumulated depreciation", Block.FINANCIAL, Holds.MONEY, weighty=True),
    CardField("value_type", "Kind of value", Block.FINANCIAL, usual=VALUE_TYPES),
    CardField("funding", "Source of funds", Block.FINANCIAL),
    CardField("posted", "Posting date", Block.FINANCIAL, Holds.DAY, weighty=True),
    CardField("voucher", "Voucher number", Block.FINANCIAL),
    CardField("life_months", "Depreciation life", Block.FINANCIAL, Holds.COUNT, weighty=True),
    CardField("department", "Using department", Block.USE),
    CardField("purpose", "Purpose", Block.USE, usual=PURPOSES),
    CardField("location", "Location as written in the register", Block.USE),
    CardField("note", "Note", Block.USE),
)
"""What people fill in on a card. `category` is written as code and name, `department` as its name."""

FIELDS: Mapping[str, CardField] = {field.name: field for field in CARD_FIELDS}

OF_PIECES = (
    CardField("number", "Number of the piece", Block.BASIC),
    CardField("serial", "Serial number", Block.BASIC),
    CardField("user", "User", Block.USE),
)
"""What people fill in on a piece of a card. `user` is written as the name."""

LOGGED = (
    CardField("quantity", "Quantity", Block.FINANCIAL, Holds.COUNT),
    CardField("by_number", "Counted by number", Block.BASIC),
    CardField("entered", "Card entered", Block.BASIC),
    CardField("split", "Split", Block.BASIC),
    CardField("merged", "Merged", Block.BASIC),
    CardField("piece", "Piece", Block.BASIC),
    CardField("tag", "RFID tag", Block.USE),
)
"""What else the log of changes may name. Nobody fills these in: they change with a deed."""

LABELS: Mapping[str, str] = {field.name: field.label for field in (*LOGGED, *OF_PIECES, *CARD_FIELDS)}


def as_text(value: Any) -> str:
    """The value as it is written in the log of changes: days as YYYY-MM-DD, money with two decimals, None as ""."""
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def from_text(field: CardField, text: str) -> Any:
    """What somebody wrote into the field, as its value; "" is None where a field holds no text. Raises `BadValue`."""
    text = text.strip()
    if not text and field.holds not in (Holds.TEXT, Holds.CHOICE, Holds.YES_NO):
        return None
    try:
        value, holds = _READ[field.holds](text)
        holds = holds and (field.holds is not Holds.CHOICE or text in ("", *field.usual))
    except (ValueError, InvalidOperation):
        holds = False
    if not holds:
        raise BadValue(value=text[:80], field=field.label)
    return value


def _text(text: str) -> tuple[str, bool]:
    return text, len(text) <= LONGEST and text.isprintable()


def _day(text: str) -> tuple[date, bool]:
    day = date.fromisoformat(text)
    return day, 1900 <= day.year <= 2199


def _money(text: str) -> tuple[Decimal, bool]:
    amount = Decimal(text.replace(",", ""))
    return amount, amount.is_finite() and 0 <= amount < MOST and amount == round(amount, 2)


def _count(text: str) -> tuple[int, bool]:
    return int(text), 0 <= int(text) <= 1200


def _yes_no(text: str) -> tuple[bool, bool]:
    return text.lower() in _YES, text.lower() in (*_YES, *_NO)


def _number(text: str) -> tuple[Decimal, bool]:
    number = Decimal(text.replace(",", ""))
    return number, number.is_finite() and len(text) <= LONGEST_NUMBER


_YES, _NO = ("yes", "是"), ("", "no", "否")
_READ: Mapping[Holds, Callable[[str], tuple[Any, bool]]] = {
    Holds.TEXT: _text,
    Holds.DAY: _day,
    Holds.MONEY: _money,
    Holds.COUNT: _count,
    Holds.NUMBER: _number,
    Holds.CHOICE: _text,
    Holds.YES_NO: _yes_no,
}
"""By what a field holds: the value a text means, and whether it may stand there."""
