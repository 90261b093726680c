"""Which classification a category code belongs to, and what the codes are called.

Names of GB/T 14885 come with the program as far as public lists could be read: all classes, and what schools have
most. Not compared with the standard itself; a school reads in the whole list it works with.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_STANDARD = "GB/T 14885"
# How many signs of a code name its class (门类); the rest are zeros in the code of the class itself.
_CLASS_SIGNS = {(_STANDARD, "2022"): 3, (_STANDARD, "2010"): 1}


@dataclass(frozen=True, slots=True)
class Category:
    """A class of assets. Bare codes are never compared: the same one means other things in another edition."""

    scheme: str
    edition: str
    code: str
    name: str = ""


def scheme_of(code: str) -> tuple[str, str]:
    """(scheme, edition) of a code, told from its shape.

    GB/T 14885-2022 writes the letter A and eight digits, its 2010 edition seven digits; anything else is the
    unit's own. Catalogues for procurement write codes of the same shape as the 2022 edition: where it is known which
    list a code is from, that goes before its shape.
    """
    if re.fullmatch(r"A\d{8}", code):
        return _STANDARD, "2022"
    if re.fullmatch(r"\d{7}", code):
        return _STANDARD, "2010"
    return "own", ""


@cache
def shipped_categories() -> tuple[Category, ...]:
    """The categories that come with the program, by edition and code."""
    with files("inventory").joinpath("categories.csv").open(encoding="utf-8") as file:
        return tuple(Category(**line) for line in csv.DictReader(file))


def name_of(scheme: str, edition: str, code: str) -> str:
    """What the classification calls the code, "" if that is not known."""
    return _names().get((scheme, edition, code), "")


def class_of(scheme: str, edition: str, code: str) -> Category | None:
    """The class (门类) a code belongs to, such as 设备 or 家具和用具; None if that is not known."""
    signs = _CLASS_SIGNS.get((scheme, edition), 0)
    whole = code[:signs].ljust(len(code), "0")
    name = name_of(scheme, edition, whole)
    return Category(scheme, edition, whole, name) if name else None


@cache
def _names() -> dict[tuple[str, str, str], str]:
    return {(each.scheme, each.edition, each.code): each.name for each in shipped_categories()}
