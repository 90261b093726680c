"""Going over to how this version keeps sums, in the log of a school that an earlier version set up.

What the earlier sums prove is proven once more, and what was broken then stays so.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.proof.journal import record
from inventory.actions.proof.replaying import beginnings_now, broken_course
from inventory.actions.proof.sums import kept_since, strange_sum, sums_now
from inventory.actions.school.schools import lock_school
from inventory.ids import SchoolId
from inventory.store.journal import Entry

_BROKEN = "broken before"
"""The fact that keeps what the earlier sums found."""


def keep_sums(session: Session, school: SchoolId, *, at: datetime) -> None:
    """From now on the log of the school keeps sums as this version does; again changes nothing."""
    lock_school(session, school)
    if kept_since(session, school) is None:
        broken = strange_sum(session, school) or broken_course(session, school)
        facts = sums_now(session, school) | beginnings_now(session, school) | ({_BROKEN: broken} if broken else {})
        record(session, school, at=at, by="", what="sums kept from now on", subject=school, facts=facts)


def broken_before(session: Session, school: SchoolId) -> str:
    """What was broken when this version began to keep sums; else ""."""
    its = (Entry.school_id == school, Entry.subject == school, Entry.number == kept_since(session, school))
    broken = session.scalar(select(Entry.facts[_BROKEN].as_string()).where(*its))
    return f"before sums were kept as they are now: {broken}" if broken else ""
