"""Writes the audit log and proves it unbroken.

Every entry carries the hash of the one before it (a hash chain, as in RFC 6962's sense of tamper evidence): to
change, remove or insert one unseen, everything after it would have to be written anew, and the school's own
chain head as well. The school is in every hash: the log of one cannot be passed off as that of another.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from inventory.actions.proof.sealed_rows import seals_left
from inventory.actions.proof.sums import told_now
from inventory.ids import SchoolId
from inventory.store.journal import Entry
from inventory.store.schools import School


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the log does not hold: the entry's number and what is wrong with it."""

    number: int
    problem: str


def record(
    session: Session,
    school: SchoolId,
    *,
    at: datetime,
    by: str,
    what: str,
    subject: UUID,
    facts: Mapping[str, str] | None = None,
    reason: str = "",
) -> None:
    """Appends one entry, with the seals of what it leaves and what was counted since the last one.

    Called once all is done that the entry tells of. The school's row is locked until the commit, so numbers have no
    gaps.
    """
    length, head = session.execute(
        update(School)
        .where(School.id == school)
        .values(chain_length=School.chain_length + 1)
        .returning(School.chain_length, School.chain_head)
    ).one()
    entry = Entry(
        school_id=school,
        number=length,
        at=at,
        by=by,
        what=what,
        subject=subject,
        facts={**(facts or {}), **seals_left(session, school, what, subject), **told_now(session)},
        reason=reason,
        previous=head,
    )
    entry.hash = entry_hash(entry)
    session.add(entry)
    session.execute(update(School).where(School.id == school).values(chain_head=entry.hash))


def entry_hash(entry: Entry | Row[Any]) -> str:
    """SHA-256 over whose log it is in, everything the entry says, and the hash of the one before it."""
    said = [
        entry.school_id.hex,
        entry.number,
        entry.at.isoformat(),
        entry.by,
        entry.what,
        entry.subject.hex,
        entry.facts,
        entry.reason,
        entry.previous,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def verify(session: Session, school: SchoolId) -> Break | None:
    """Walks the whole log of a school; None if it is unbroken, else its first break."""
    previous, number = "", 0
    entries = session.execute(
        select(*Entry.__table__.columns).where(Entry.school_id == school).order_by(Entry.number)
    )
    for entry in entries.yield_per(1000):
        number += 1
        if entry.number != number:
            return Break(number, "the entry is missing")
        if entry.previous != previous:
            return Break(number, "it does not follow the entry before it")
        if entry.hash != entry_hash(entry):
            return Break(number, "what it says was changed after it was written")
        previous = entry.hash
    length, head = session.execute(select(School.chain_length, School.chain_head).where(School.id == school)).one()
    if (length, head) != (number, previous):
        return Break(number + 1, "entries at the end of the log are missing")
    return None
