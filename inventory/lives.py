"""How long things last on the books: the lives of classes of things, each from a day on.

The lives that come with the program are the least ones of the guide to 政府会计准则第3号 (财会〔2017〕4号, table 1;
of a range its lower end), wherever its class is a whole branch of GB/T 14885. Houses are not among them, as their
life depends on how they are built. Provinces, districts and schools have tables of their own: theirs are added.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from inventory.categories import Category


@dataclass(frozen=True, slots=True)
class Life:
    """From a day on things whose code begins with `code` last `months`; None: they are never depreciated.

    `source` is the document that says so, with its clause.
    """

    scheme: str
    edition: str
    code: str
    months: int | None
    valid_from: date
    source: str = ""


@cache
def shipped_lives() -> tuple[Life, ...]:
    """The lives that come with the program."""
    with files("inventory").joinpath("lives.csv").open(encoding="utf-8") as file:
        return tuple(_life(line) for line in csv.DictReader(file))


def life_of(category: Category, day: date, lives: Iterable[Life]) -> Life | None:
    """What the table says of a thing posted on that day: the old keeps the life of its time.

    The longest code goes before shorter ones, of one code the newest row, of equal rows the last. What was posted
    before any row was valid has the life of the first ones, since they are applied to what is there.
    """
    fitting = [life for life in lives if _fits(life, category)]
    valid = [life for life in fitting if life.valid_from <= day]
    if not valid:
        first = min((life.valid_from for life in fitting), default=day)
        valid = [life for life in fitting if life.valid_from == first]
    return max(reversed(valid), key=lambda life: (len(life.code), life.valid_from), default=None)


def _fits(life: Life, category: Category) -> bool:
    same = (life.scheme, life.edition) == (category.scheme, category.edition)
    return same and category.code.startswith(life.code)


def _life(line: dict[str, str]) -> Life:
    months = int(line["months"]) if line["months"] else None
    valid_from = date.fromisoformat(line["valid_from"])
    return Life(line["scheme"], line["edition"], line["code"], months, valid_from, line["source"])
