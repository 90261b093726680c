"""What the school says about values: how long classes of things last, and how months count; each from a day on.

Nothing is ever overwritten: what was said of an earlier day goes on holding for it, and who said it when is kept.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.proof.journal import record
from inventory.actions.school.schools import lock_school
from inventory.errors import InventoryError
from inventory.ids import SchoolId, new_id
from inventory.lives import Life
from inventory.schedule import DatedRule, MonthRule
from inventory.store import values as store


class AlreadySaid(InventoryError):
    """Of that day something is said already."""

    text = "Something is said of {day} already. Choose another day from which it shall hold."


@dataclass(frozen=True, slots=True)
class SaidLife:
    """A life the school gave a class of things."""

    life: Life
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SaidRule:
    """A month rule the school chose."""

    dated: DatedRule
    by: str
    at: datetime


def lives_said(session: Session, school: SchoolId) -> list[SaidLife]:
    """The school's own lives by code, of one code the newest first."""
    table = store.ServiceLife
    rows = session.scalars(select(table).where(table.school_id == school))
    ordered = sorted(rows, key=lambda row: (row.scheme, row.edition, row.code, -row.valid_from.toordinal()))
    return [
        SaidLife(Life(row.scheme, row.edition, row.code, row.months, row.valid_from), row.said_by, row.said_at)
        for row in ordered
    ]


def rules_said(session: Session, school: SchoolId) -> list[SaidRule]:
    """The school's month rules, the newest first."""
    table = store.MonthRule
    rows = session.scalars(select(table).where(table.school_id == school).order_by(table.valid_from.desc()))
    return [SaidRule(DatedRule(MonthRule(row.rule), row.valid_from), row.said_by, row.said_at) for row in rows]


def say_life(session: Session, school: SchoolId, life: Life, *, by: str, at: datetime) -> None:
    """From its day on things of the class last as the school says. Raises `AlreadySaid`."""
    lock_school(session, school)
    if any(_same(said.life, life) for said in lives_said(session, school)):
        raise AlreadySaid(day=life.valid_from)
    row = store.ServiceLife(
        school_id=school,
        id=new_id(),
        scheme=life.scheme,
        edition=life.edition,
        code=life.code,
        months=life.months,
        valid_from=life.valid_from,
        said_by=by,
        said_at=at,
    )
    session.add(row)
    facts = {"code": life.code, "months": str(life.months or 0), "day": str(life.valid_from)}
    record(session, school, at=at, by=by, what="service life said", subject=row.id, facts=facts)


def say_rule(session: Session, school: SchoolId, dated: DatedRule, *, by: str, at: datetime) -> None:
    """From its day on months count by the rule. Raises `AlreadySaid`."""
    lock_school(session, school)
    if any(said.dated.valid_from == dated.valid_from for said in rules_said(session, school)):
        raise AlreadySaid(day=dated.valid_from)
    row = store.MonthRule(
        school_id=school, id=new_id(), rule=dated.rule.value, valid_from=dated.valid_from, said_by=by, said_at=at
    )
    session.add(row)
    facts = {"rule": dated.rule.value, "day": str(dated.valid_from)}
    record(session, school, at=at, by=by, what="month rule said", subject=row.id, facts=facts)


def _same(one: Life, other: Life) -> bool:
    first, second = ((each.scheme, each.edition, each.code, each.valid_from) for each in (one, other))
    return first == second
