"""The proof: the log is unbroken, documents say what they said when they were made, and the register what they say.

The chain of hashes proves the entries of the log, the digests in them prove documents, signatures and what was asked
for, and the sums in them prove the pieces as they began. From there every document is carried out anew in order.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.evidence_seal import strange_evidence
from inventory.actions.proof.editions import broken_before
from inventory.actions.proof.journal import verify
from inventory.actions.proof.kept_bytes import strange_bytes
from inventory.actions.proof.numbers import broken_number
from inventory.actions.proof.replaying import STARTING, broken_course
from inventory.actions.proof.sealed_rows import broken_seal
from inventory.actions.proof.sealing import (
    AT_ONCE,
    Sealed,
    sealed_documents,
    sealed_rooms,
    sealed_signatures,
    sealed_slips,
)
from inventory.actions.proof.slip_proof import strange_status
from inventory.actions.proof.summed import FIRST, NOW
from inventory.actions.proof.sums import kept_since, strange_sum
from inventory.ids import SchoolId
from inventory.store.hexed import hexed
from inventory.store.journal import Entry


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it: the first break in words ("" for none), and the entry before which seals were not kept yet.

    `since` is 1 where all is covered.
    """

    broken: str
    since: int


class _Kept(NamedTuple):
    """What an entry of the log keeps: its number, and the digest of its subject, None where there is none yet."""

    key: tuple[str, int]
    number: int
    digest: str | None


class _Found(NamedTuple):
    """What stands in the database now, and what it is called."""

    key: tuple[str, int]
    name: str
    digest: str


MADE, ASKED, SIGNED = ("document made",), ("document asked for",), ("document approved", "document rejected")
HANDED = ("rooms handed over",)
"""What entries are called that keep digests."""


def prove(session: Session, school: SchoolId) -> Proof:
    """Goes through the whole log, every document and every piece of the school, once each."""
    checks: tuple[Callable[[Session, SchoolId], str], ...] = (
        _broken_chain,
        _broken_documents,
        _broken_rooms,
        _broken_slips,
        _broken_signatures,
        strange_status,
        broken_seal,
        broken_number,
        broken_before,
        broken_course,
        strange_sum,
        strange_evidence,
        strange_bytes,
    )
    return Proof(next(filter(None, (check(session, school) for check in checks)), ""), _since(session, school))


def _broken_chain(session: Session, school: SchoolId) -> str:
    found = verify(session, school)
    return f"the log breaks at entry {found.number}: {found.problem}" if found else ""


def _broken_documents(session: Session, school: SchoolId) -> str:
    found = (_of(each, f"document {_name(each)}") for each in sealed_documents(session, school))
    return _first_break(_kept(session, school, MADE), found)


def _broken_rooms(session: Session, school: SchoolId) -> str:
    found = (
        _Found((each.row.movement_id, 0), "a room that was handed over", each.digest)
        for each in sealed_rooms(session, school)
    )
    return _first_break(_kept(session, school, HANDED), found)


def _broken_slips(session: Session, school: SchoolId) -> str:
    found = (_of(each, f"what was asked for by {_name(each)}") for each in sealed_slips(session, school))
    return _first_break(_kept(session, school, ASKED), found)


def _broken_signatures(session: Session, school: SchoolId) -> str:
    found = (
        _Found((each.row.slip_id, each.row.level), f"signature {each.row.level + 1} of {each.row.by}", each.digest)
        for each in sealed_signatures(session, school)
    )
    return _first_break(_kept(session, school, SIGNED), found)


def _of(each: Sealed, name: str) -> _Found:
    return _Found((each.row.id, 0), name, each.digest)


def _name(each: Sealed) -> str:
    row = each.row
    part = f"/{row.part}" if "part" in row._fields and row.part else ""
    return f"{row.year}-{row.kind}-{row.number:04}{part}"


def _kept(session: Session, school: SchoolId, what: tuple[str, ...]) -> Iterator[_Kept]:
    """The entries of this kind by their subject, numbered from 0 within it."""
    rows = session.execute(
        select(hexed(Entry.subject).label("subject"), Entry.number, Entry.facts)
        .where(Entry.school_id == school, Entry.what.in_(what))
        .order_by(Entry.subject, Entry.number)
        .execution_options(yield_per=AT_ONCE)
    )
    for subject, entries in groupby(rows, key=lambda row: row.subject):
        for nth, (_, number, facts) in enumerate(entries):
            yield _Kept((subject, nth), number, facts.get("digest"))


def _first_break(kept: Iterable[_Kept], found: Iterable[_Found]) -> str:
    """The first place where what is kept and what is found, both in order of their keys, do not agree."""
    entries, rows = iter(kept), iter(found)
    entry, row = next(entries, None), next(rows, None)
    while entry is not None or row is not None:
        if row is None or (entry is not None and entry.key < row.key):
            return f"what entry {entry.number} of the log tells of is gone" if entry else ""
        if entry is None or row.key < entry.key:
            return f"{row.name} is in no entry of the log: it was put in, or its number or id was changed"
        if entry.digest not in (None, row.digest):
            return f"{row.name} was changed after it was written (entry {entry.number} of the log)"
        entry, row = next(entries, None), next(rows, None)
    return ""


def _since(session: Session, school: SchoolId) -> int:
    """The number after the last entry that should keep a digest or a sum and does not."""
    sealing = Entry.what.in_((*MADE, *ASKED, *SIGNED, *HANDED)) & Entry.facts["digest"].as_string().is_(None)
    starting = Entry.what.in_(STARTING) & Entry.facts["beginning"].as_string().is_(None)
    its = Entry.school_id == school
    last = session.scalar(select(func.max(Entry.number)).where(its, sealing | starting)) or 0
    newest = session.scalar(select(func.max(Entry.number)).where(its)) or 0
    kept = [since for edition in (FIRST, NOW) if (since := kept_since(session, school, edition))]
    return max(last + 1, min(kept, default=newest + 1))
