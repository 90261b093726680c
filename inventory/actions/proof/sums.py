"""Sums over tables that many deeds change: entries of the audit log keep what came and went, and all of it adds up.

Of a table the sum is that of a number for each row, drawn from what the row says (`inventory.digests.addend`).
Whoever changes, adds or removes rows says so by `counted`, and the next entry keeps by how much the sum became
another one. So rows may be changed by thousands in one statement, and yet none can be changed behind the back of
the log.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, String, cast, func, select
from sqlalchemy.orm import Session, SessionTransaction

from inventory.actions.proof.summed import FIRST, NOW, SUM, Edition
from inventory.digests import addend, written
from inventory.ids import SchoolId
from inventory.store.base import Table
from inventory.store.bulk import Columns
from inventory.store.journal import Entry
from inventory.store.quoted import quoted, quoted_here

AT_ONCE = 5_000

_Untold = defaultdict[str, int]

_UNTOLD: WeakKeyDictionary[SessionTransaction, _Untold] = WeakKeyDictionary()
"""What no entry keeps yet, by the transaction it is part of: what is rolled back is not told either."""


@contextmanager
def counted(session: Session, school: SchoolId, table: type[Table], *which: ColumnElement[bool]) -> Iterator[None]:
    """Around whatever changes, adds or removes rows of the table: `which` they are, before and after."""
    before = total(session, school, table, *which)
    yield
    _add(session, table, total(session, school, table, *which) - before)


def came(session: Session, school: SchoolId, table: type[Table], *which: ColumnElement[bool]) -> None:
    """After rows were added of which none was there before."""
    _add(session, table, total(session, school, table, *which))


def entered(session: Session, table: type[Table], rows: Columns) -> None:
    """The same of rows in hand, by column as they were stored: nothing is read back. There is one at least."""
    _add(session, table, sum(map(addend, quoted_here(table, NOW.tables[table].columns, rows))))


def total(
    session: Session, school: SchoolId, table: type[Table], *which: ColumnElement[bool], edition: Edition = NOW
) -> int:
    """The sum over these rows of the school, or over all of them."""
    columns = [getattr(table, name) for name in edition.tables[table].columns]
    its: ColumnElement[bool] = table.__table__.c.school_id == school
    rows = session.scalars(select(quoted(*columns)).where(its, *which).execution_options(yield_per=AT_ONCE))
    return sum(addend(row, edition.bits) for row in rows)


def _add(session: Session, table: type[Table], difference: int) -> None:
    if difference:
        _UNTOLD.setdefault(_transaction(session), defaultdict(int))[NOW.tables[table].fact] += difference


def told_now(session: Session) -> dict[str, str]:
    """What the entry that is about to be written keeps of all that was counted since the last one."""
    untold = _UNTOLD.pop(_transaction(session), defaultdict(int))
    return {fact: written(difference) for fact, difference in untold.items()}


def _transaction(session: Session) -> SessionTransaction:
    innermost = session.get_nested_transaction() or session.get_transaction()
    assert innermost is not None  # noqa: S101 - something was just read in it
    return innermost


def sums_now(session: Session, school: SchoolId) -> dict[str, str]:
    """The facts of an entry from which on all sums are kept, for a school as it stands."""
    totals = {summed.fact: total(session, school, table) for table, summed in NOW.tables.items()}
    return {NOW.since: "kept from here on"} | {fact: written(each) for fact, each in totals.items() if each}


def kept_since(session: Session, school: SchoolId, edition: Edition = NOW) -> int | None:
    """The number of the entry from which on sums of the edition are kept; None if there is none yet."""
    begun = Entry.facts[edition.since].as_string().is_not(None)
    its = (Entry.school_id == school, Entry.subject == school, begun)
    return session.scalar(select(func.max(Entry.number)).where(*its))


def edition_of(session: Session, school: SchoolId) -> Edition | None:
    """How sums are kept for the school at this time; None if none are."""
    kept = (edition for edition in (NOW, FIRST) if kept_since(session, school, edition) is not None)
    return next(kept, None)


def strange_sum(session: Session, school: SchoolId) -> str:
    """The first table that does not hold what the entries say came and went; "" also where no sums are kept yet."""
    edition = edition_of(session, school)
    if edition is None:
        return ""
    kept = _kept(session, school, edition)
    for table, summed in edition.tables.items():
        now = total(session, school, table, edition=edition)
        if written(now, edition.bits) != written(kept[summed.fact], edition.bits):
            return f"the {summed.called} are not those the log tells of: one was changed, put in or taken out"
    return ""


def _kept(session: Session, school: SchoolId, edition: Edition) -> _Untold:
    """All that came less all that went, by its fact, since sums of the edition are kept."""
    kept: _Untold = defaultdict(int)
    telling = cast(Entry.facts, String).contains(SUM)
    its = (Entry.school_id == school, Entry.number >= kept_since(session, school, edition), telling)
    for facts in session.scalars(select(Entry.facts).where(*its).execution_options(yield_per=AT_ONCE)):
        for fact, difference in facts.items():
            if fact.startswith(SUM):
                kept[fact] += int(difference, 16)
    return kept
