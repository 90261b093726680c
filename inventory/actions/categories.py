"""Categories a register names, entered when first named."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.categories import scheme_of
from inventory.ids import SchoolId, new_id
from inventory.register import RegisterRow
from inventory.store.register import Category


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
