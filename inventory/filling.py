"""Filling in the fields of a slip: what is typed is checked by what each field holds, and kept as text."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from inventory.errors import InventoryError
from inventory.slips import Holds, SlipField
from inventory.unseen import without_controls

LONGEST = 2000
"""Characters in a field."""

_MOST = Decimal("1e12")


class BadEntry(InventoryError):
    """A text that is nothing for its field."""

    text = "“{value}” cannot stand in the field {field}."


class EntryMissing(InventoryError):
    """A field that has to be filled in and is empty."""

    text = "Fill in: {field}."


def filled_in(fields: Iterable[SlipField], typed: Mapping[str, str]) -> dict[str, str]:
    """The fields that hold something, each as it is kept: days as YYYY-MM-DD, money with two decimals.

    What is typed under another name is passed over, and control characters are left out. Raises `EntryMissing` and
    `BadEntry`.
    """
    kept = {}
    for each in fields:
        text = without_controls(typed.get(each.name, "")).strip()
        if each.needed and not text:
            raise EntryMissing(field=each.label)
        if text:
            kept[each.name] = _checked(each, text)
    return kept


def _checked(field: SlipField, text: str) -> str:
    try:
        match field.holds:
            case Holds.DAY:
                return date.fromisoformat(text).isoformat()
            case Holds.MOMENT:
                return datetime.fromisoformat(text).astimezone(UTC).isoformat(timespec="seconds")
            case Holds.MONEY:
                return _money(text)
            case Holds.CHOICE if text not in field.choices:
                raise ValueError(text)
    except (ValueError, InvalidOperation):
        raise BadEntry(value=text, field=field.label) from None
    if len(text) > LONGEST:
        raise BadEntry(value=f"{text[:40]}…", field=field.label)
    return text


def _money(text: str) -> str:
    amount = Decimal(text.replace(",", "").replace("，", ""))
    if not 0 <= amount < _MOST or amount != amount.quantize(Decimal("0.01")):
        raise ValueError(text)
    return f"{amount:.2f}"
