"""Categories a register names: scheme and edition told from the shape of the code, entered when first named."""

import re
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.ids import SchoolId, new_id
from inventory.register import RegisterRow
from inventory.store.register import Category


def scheme_of(code: str) -> tuple[str, str]:
    """(scheme, edition) by the shape of the code.

    GB/T 14885-2022 writes the letter A and eight digits, its 2010 edition seven digits; anything else is the
    unit's own. Bare codes are never compared: the same one means other things in another edition.
    """
    if re.fullmatch(r"A\d{8}", code):
        return "GB/T 14885", "2022"
    if re.fullmatch(r"\d{7}", code):
        return "GB/T 14885", "2010"
    return "own", ""


def category_ids(session: Session, school: SchoolId, rows: Iterable[RegisterRow]) -> dict[tuple[str, str], UUID]:
    """The category of each (code, name) the rows carry, new ones entered."""
    named = {(row.category_code, row.category_name) for row in rows} - {("", "")}
    present = session.execute(select(Category.code, Category.name, Category.id).where(Category.school_id == school))
    known = {(code, name): category for code, name, category in present}
    new = {pair: new_id() for pair in sorted(named - known.keys())}
    if new:
        session.execute(insert(Category), [_values(school, i, *pair) for pair, i in new.items()])
    return known | new


def _values(school: SchoolId, category: UUID, code: str, name: str) -> dict[str, object]:
    scheme, edition = scheme_of(code)
    return {"school_id": school, "id": category, "scheme": scheme, "edition": edition, "code": code, "name": name}
