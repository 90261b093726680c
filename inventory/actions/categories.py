"""Categories a register names, entered when first named."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.ids import SchoolId, new_id
from inventory.store.register import Category


def category_ids(
    session: Session, school: SchoolId, named: Mapping[tuple[str, str], tuple[str, str]]
) -> dict[tuple[str, str], UUID]:
    """The category of each (code, name), new ones entered under their (scheme, edition). ("", "") has none."""
    present = session.execute(select(Category.code, Category.name, Category.id).where(Category.school_id == school))
    known = {(code, name): category for code, name, category in present}
    new = {pair: new_id() for pair in sorted(named.keys() - known.keys() - {("", "")})}
    rows = [
        {"school_id": school, "id": new[code, name], "scheme": scheme, "edition": edition, "code": code, "name": name}
        for (code, name), (scheme, edition) in named.items()
        if (code, name) in new
    ]
    if rows:
        session.execute(insert(Category), rows)
    return known | new
