"""Categories: those a register names, entered when first named, and the names a school reads in for its codes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import Session

from inventory import categories as trade
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import came, counted
from inventory.actions.school.schools import lock_school
from inventory.ids import SchoolId, new_id
from inventory.store.parts import among
from inventory.store.register import Category


@dataclass(frozen=True, slots=True)
class CategoriesEntered:
    """How many codes a list brought: `new` ones, some that the register had without a name, others `known` before."""

    new: int
    named: int
    known: int


def category_ids(
    session: Session, school: SchoolId, named: Mapping[tuple[str, str], tuple[str, str]]
) -> dict[tuple[str, str], UUID]:
    """The category of each (code, name), new ones entered under their (scheme, edition). ("", "") has none.

    A code without a name is the category of this code that has one, if there is just one.
    """
    known: dict[tuple[str, str], UUID] = {}
    by_code: dict[tuple[str, str, str], list[UUID]] = defaultdict(list)
    for row in session.execute(_all(school)):
        known[row.code, row.name] = row.id
        by_code[row.scheme, row.edition, row.code].append(row.id)
    for (code, name), edition in named.items():
        if code and not name and len(same := by_code[*edition, code]) == 1:
            known[code, name] = same[0]
    new = {pair: new_id() for pair in sorted(named.keys() - known.keys() - {("", "")})}
    rows = [
        {"school_id": school, "id": new[code, name], "scheme": scheme, "edition": edition, "code": code, "name": name}
        for (code, name), (scheme, edition) in named.items()
        if (code, name) in new
    ]
    if rows:
        session.execute(insert(Category), rows)
        came(session, school, Category, among(session, Category.id, list(new.values())))
    return known | new


def import_categories(
    session: Session, school: SchoolId, rows: Iterable[trade.Category], *, by: str, at: datetime
) -> CategoriesEntered:
    """Enters the codes of a list with their names, and names those the register has without one; no name changes."""
    lock_school(session, school)
    present: dict[tuple[str, str, str], dict[str, UUID]] = defaultdict(dict)
    for row in session.execute(_all(school)):
        present[row.scheme, row.edition, row.code][row.name] = row.id
    new, unnamed, known = [], [], 0
    for said in rows:
        names = present[said.scheme, said.edition, said.code]
        if not names:
            new.append({"school_id": school, "id": new_id(), **_columns(said)})
        elif names.keys() == {""}:
            unnamed.append({"school_id": school, "id": names[""], "name": said.name})
        else:
            known += 1
    changed = among(session, Category.id, [row["id"] for row in (*new, *unnamed)])
    with counted(session, school, Category, changed):
        if new:
            session.execute(insert(Category), new)
        if unnamed:
            session.execute(update(Category), unnamed)
    entered = CategoriesEntered(len(new), len(unnamed), known)
    facts = {"new": str(entered.new), "named": str(entered.named)}
    record(session, school, at=at, by=by, what="categories imported", subject=school, facts=facts)
    return entered


def _all(school: SchoolId) -> Select[str, str, str, str, UUID]:
    said = (Category.scheme, Category.edition, Category.code, Category.name, Category.id)
    return select(*said).where(Category.school_id == school)


def _columns(said: trade.Category) -> dict[str, str]:
    return {"scheme": said.scheme, "edition": said.edition, "code": said.code, "name": said.name}
