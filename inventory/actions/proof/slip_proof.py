"""Proves how documents stand that were asked for: by signatures, by steps, and by the entries that ended them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, exists, func, select
from sqlalchemy.orm import Session, join

from inventory.actions.documents.reversing import undone
from inventory.actions.proof.sums import AT_ONCE
from inventory.ids import SchoolId
from inventory.kinds import KINDS
from inventory.slips import SlipStatus, status_now
from inventory.store.journal import Entry
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.slips import Signature, SlipLine, SlipRow

_IN_EFFECT = frozenset({SlipStatus.READY, SlipStatus.UNDER_WAY, SlipStatus.DONE, SlipStatus.CANCELLED})


def strange_status(session: Session, school: SchoolId) -> str:
    """The first document whose status is not what signatures, steps and the log come to; else ""."""
    for row in _standings(session, school):
        status, name = SlipStatus(row.status), f"{row.year}-{row.kind}-{row.number:04}"
        if status in _IN_EFFECT and row.signed < len(row.levels):
            return f"{name} stands as approved, but signatures are missing"
        if status is not _expected(row):
            return f"{name} stands as “{status}”, but signatures, steps and log make it “{_expected(row)}”"
    return ""


def _expected(row: Row[Any]) -> SlipStatus:
    """Each thing takes the stages one after the other, so their number tells how far all of them are."""
    if row.withdrawn:
        return SlipStatus.WITHDRAWN
    if row.cancelled:
        return SlipStatus.CANCELLED
    if row.refused:
        return SlipStatus.REJECTED
    stages, approved = len(KINDS[row.kind].stages), row.signed == len(row.levels)
    all_of_them = row.taken >= stages * row.things
    return status_now(KINDS[row.kind], approved=approved, taken=[stages if all_of_them else row.taken > 0])


def _standings(session: Session, school: SchoolId) -> Iterator[Row[Any]]:
    signed = (Signature.school_id == school, Signature.slip_id == SlipRow.id)
    lines = (SlipLine.school_id == school, SlipLine.slip_id == SlipRow.id)
    its = and_(MovementRow.school_id == school, MovementRow.id == MovementLine.movement_id)
    steps = (
        MovementLine.school_id == school,
        MovementRow.slip_id == SlipRow.id,
        MovementRow.id.not_in(undone(school)),
    )
    columns = (
        *(SlipRow.year, SlipRow.kind, SlipRow.number, SlipRow.status, SlipRow.levels),
        _count(Signature, *signed, Signature.approved.is_(True)).label("signed"),
        exists().where(*signed, Signature.approved.is_(False)).label("refused"),
        _count(SlipLine, *lines).label("things"),
        _count(join(MovementLine, MovementRow, its), *steps).label("taken"),
        _told("document withdrawn").label("withdrawn"),
        _told("document cancelled").label("cancelled"),
    )
    rows = select(*columns).where(SlipRow.school_id == school).order_by(SlipRow.id)
    yield from session.execute(rows.execution_options(yield_per=AT_ONCE))


def _count(of: Any, *which: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(of).where(*which).correlate(SlipRow).scalar_subquery()


def _told(what: str) -> ColumnElement[bool]:
    """Whether the log has an entry so called about the document."""
    return exists().where(Entry.school_id == SlipRow.school_id, Entry.subject == SlipRow.id, Entry.what == what)
