"""Proves that the numbers of documents have no gaps: within kind and year, and part by part within each."""

from sqlalchemy import func, null, or_, select, union_all
from sqlalchemy.orm import Session

from inventory.actions.proof.sealing import AT_ONCE
from inventory.ids import SchoolId
from inventory.store.movements import MovementRow
from inventory.store.slips import SlipRow


def broken_number(session: Session, school: SchoolId) -> str:
    """The first number that is missing, stands twice, or is not that of the document it is part of; else ""."""
    return _gap(session, school) or _strange_part(session, school) or _missing_part(session, school)


def _gap(session: Session, school: SchoolId) -> str:
    """Documents of their own and those that were asked for first count together."""
    own = (MovementRow.school_id == school, MovementRow.slip_id.is_(null()))
    both = union_all(
        select(MovementRow.year, MovementRow.kind, MovementRow.number).where(*own),
        select(SlipRow.year, SlipRow.kind, SlipRow.number).where(SlipRow.school_id == school),
    ).subquery()
    before: tuple[int, str] | None = None
    last = 0
    rows = session.execute(select(both).order_by(both.c.year, both.c.kind, both.c.number))
    for year, kind, number in rows.yield_per(AT_ONCE):
        last = last if (year, kind) == before else 0
        if number == last:
            return f"there are two documents {year}-{kind}-{number:04}"
        if number != last + 1:
            return f"document {year}-{kind}-{last + 1:04} is missing"
        before, last = (year, kind), number
    return ""


def _strange_part(session: Session, school: SchoolId) -> str:
    its = (SlipRow.school_id == MovementRow.school_id) & (SlipRow.id == MovementRow.slip_id)
    other = or_(
        MovementRow.kind != SlipRow.kind, MovementRow.year != SlipRow.year, MovementRow.number != SlipRow.number
    )
    columns = (MovementRow.year, MovementRow.kind, MovementRow.number)
    row = session.execute(
        select(*columns).join(SlipRow, its).where(MovementRow.school_id == school, other).limit(1)
    ).first()
    return f"document {row.year}-{row.kind}-{row.number:04} bears the number of another one" if row else ""


def _missing_part(session: Session, school: SchoolId) -> str:
    columns = (MovementRow.year, MovementRow.kind, MovementRow.number)
    row = session.execute(
        select(*columns)
        .where(MovementRow.school_id == school, MovementRow.slip_id.is_not(null()))
        .group_by(*columns, MovementRow.slip_id)
        .having(or_(func.max(MovementRow.part) != func.count(), func.min(MovementRow.part) != 1))
        .limit(1)
    ).first()
    return f"a part of document {row.year}-{row.kind}-{row.number:04} is missing" if row else ""
