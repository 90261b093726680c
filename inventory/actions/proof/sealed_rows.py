"""Taking and proving the seals (see `seals` beside this): the digest of the rows an entry leaves, then and now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from inventory.actions.proof.seals import SEALS, Rows, Seal
from inventory.actions.proof.sums import AT_ONCE
from inventory.ids import SchoolId
from inventory.store.hexed import hexed
from inventory.store.journal import Entry
from inventory.store.quoted import quoted

_LEFT_BY: Mapping[str, list[Seal]] = defaultdict(list)
for _seal in SEALS:
    for _what in _seal.kept_by:
        _LEFT_BY[_what].append(_seal)


def seals_left(session: Session, school: SchoolId, what: str, subject: UUID) -> dict[str, str]:
    """What the entry keeps that is called `what`: the digests of the rows as they are now."""
    seals = _LEFT_BY.get(what, ())
    return {seal.fact: _digest(row for _, row in _rows(session, school, seal.rows, subject)) for seal in seals}


class _Kept(NamedTuple):
    """The newest entry that tells how the rows of its subject are: its number, and their digest if it keeps one."""

    owner: str
    number: int
    digest: str | None


def broken_seal(session: Session, school: SchoolId) -> str:
    """The first rows that are not as the newest entry about them left them; else ""."""
    return next(filter(None, (_broken(session, school, seal) for seal in SEALS)), "")


def _broken(session: Session, school: SchoolId, seal: Seal) -> str:
    """Goes along entries and rows, both in order of whom they belong to."""
    found = (
        (owner, _digest(row for _, row in rows))
        for owner, rows in groupby(_rows(session, school, seal.rows), lambda row: row[0])
    )
    row = next(found, None)
    for entry in _kept(session, school, seal):
        if row is not None and row[0] < entry.owner:
            break
        now = row[1] if row is not None and row[0] == entry.owner else _NOTHING
        if entry.digest not in (None, now):
            return f"{seal.called} was changed, put in or taken out since entry {entry.number} of the log told of it"
        if row is not None and row[0] == entry.owner:
            row = next(found, None)
    return f"{seal.called} is in no entry of the log: it was put in, or its id was changed" if row is not None else ""


def _kept(session: Session, school: SchoolId, seal: Seal) -> Iterator[_Kept]:
    entries = session.execute(
        select(hexed(Entry.subject), Entry.number, Entry.facts)
        .where(Entry.school_id == school, Entry.what.in_(seal.kept_by))
        .order_by(Entry.subject, Entry.number)
        .execution_options(yield_per=AT_ONCE)
    )
    for owner, its in groupby(entries, key=lambda entry: entry[0]):
        *_, (_, number, facts) = its
        yield _Kept(owner, number, facts.get(seal.fact))


def _rows(session: Session, school: SchoolId, rows: Rows, owner: UUID | None = None) -> Iterable[Row[str, str]]:
    """Whom each row belongs to, and what it says; only those of one owner if it is named."""
    table, owned = rows.table.__table__, getattr(rows.table, rows.owner)
    of_school, *key = table.primary_key
    which: list[ColumnElement[bool]] = [of_school == school]
    if owner is not None:
        which.append(owned == owner)
    if rows.since:
        which.append(getattr(rows.table, rows.since).is_not(None))
    said = quoted(*(getattr(rows.table, name) for name in rows.columns))
    found = select(hexed(owned), said).where(*which).order_by(owned, *key)
    return session.execute(found.execution_options(yield_per=AT_ONCE))


def _digest(rows: Iterable[str]) -> str:
    whole = sha256()
    for row in rows:
        whole.update(f"{row}\n".encode())
    return whole.hexdigest()


_NOTHING = _digest(())
