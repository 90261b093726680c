"""The digest of the evidence of a stock-take, which the log keeps when it is closed: what was expected, seen, ticked.

What a reader sends may be on its way at the very moment of closing. So of what readers sent only that counts which
came in some minutes before; whatever was handed in whole counts altogether.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from inventory.actions.proof.sums import AT_ONCE
from inventory.ids import SchoolId
from inventory.store.journal import Entry
from inventory.store.quoted import quoted
from inventory.store.sightings import Placement, Sighting
from inventory.store.stocktakes import ExpectedItem, ExpectedTag, HandTick, Pass, RoomCount, StockTake

EVIDENCE = "evidence"
"""The fact under which the entry of a closing keeps the digest."""

ON_ITS_WAY = timedelta(minutes=10)

_EXPECTED = (
    *("item_id", "asset_id", "asset_no", "name", "model", "category", "category_code", "department", "keeper"),
    *("acquired", "cost", "room_id", "room_code", "state", "in_scope", "quantity", "unit", "accumulated", "posted"),
    *("life_months", "by_number"),
)
_ROOM = (
    "room_id",
    "in_scope",
    "code",
    "name",
    "building",
    "floor",
    "position",
    "keeper",
    "completed_at",
    "completed_by",
)
_WALK = ("id", "room_id", "device", "station_id", "counted_by", "started_at", "ended_at", "received_at", "round")
_TICK = ("id", "pass_id", "asset_no", "item_id", "note", "retracts", "ticked_at")
_STAND = ("id", "station_id", "scan_point", "room_id", "pass_id", "started_at", "ended_at")
_SIGHTING = (
    *("tag", "tid", "first_seen", "last_seen", "seen_at", "received_at", "reads", "rssi_max", "rssi_mean"),
    *("station_id", "scan_point", "outbox_id", "n", "pass_id", "id"),
)


def evidence_digest(session: Session, school: SchoolId, stocktake: UUID, closed_at: datetime) -> str:
    """SHA-256 over everything the findings of the stock-take were made from, when it was closed."""
    whole = sha256()
    for rows in _evidence(school, stocktake, closed_at - ON_ITS_WAY):
        for row in session.scalars(rows.execution_options(yield_per=AT_ONCE)):
            whole.update(row.encode())
    return whole.hexdigest()


def strange_evidence(session: Session, school: SchoolId) -> str:
    """The first closed stock-take whose evidence is not what it was; else ""."""
    its = (StockTake.school_id == school, StockTake.closed_at.is_not(None))
    closed = select(StockTake.id, StockTake.name, StockTake.closed_at).where(*its).order_by(StockTake.id)
    for stocktake, name, at in session.execute(closed).all():
        number, kept = _kept(session, school, stocktake)
        if kept is not None and at is not None and kept != evidence_digest(session, school, stocktake, at):
            return f"what was expected, seen or ticked in {name} was changed since it was closed (entry {number})"
    return ""


def _kept(session: Session, school: SchoolId, stocktake: UUID) -> tuple[int, str | None]:
    """What the entry of its last closing keeps."""
    its = (Entry.school_id == school, Entry.subject == stocktake, Entry.what == "stock-take closed")
    number, facts = session.execute(
        select(Entry.number, Entry.facts).where(*its).order_by(Entry.number.desc()).limit(1)
    ).one_or_none() or (0, {})
    return number, facts.get(EVIDENCE)


def _evidence(school: SchoolId, stocktake: UUID, until: datetime) -> Iterator[Select[str]]:
    frozen: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (ExpectedItem, _EXPECTED),
        (ExpectedTag, ("item_id", "tag")),
        (RoomCount, _ROOM),
    )
    for table, columns in frozen:
        its = (table.school_id == school, table.stocktake_id == stocktake)
        yield _said(table, columns).where(*its).order_by(*table.__table__.primary_key)
    walks = and_(Pass.school_id == school, Pass.stocktake_id == stocktake, Pass.counts())
    yield _said(Pass, _WALK).where(walks).order_by(Pass.id)
    of_walk = and_(Pass.school_id == HandTick.school_id, Pass.id == HandTick.pass_id)
    yield _said(HandTick, _TICK).join(Pass, of_walk).where(walks).order_by(HandTick.id)
    handed_in = and_(Pass.school_id == Sighting.school_id, Pass.id == Sighting.pass_id)
    yield _said(Sighting, _SIGHTING).join(Pass, handed_in).where(walks).order_by(Sighting.pass_id, Sighting.id)
    heard = and_(
        Sighting.school_id == Placement.school_id,
        Sighting.station_id == Placement.station_id,
        Sighting.seen_at >= Placement.started_at,
        Sighting.seen_at < Placement.ended_at,
        Sighting.received_at < until,
    )
    spoke = and_(Pass.school_id == Placement.school_id, Pass.id == Placement.pass_id)
    yield _said(Placement, _STAND).join(Pass, spoke).where(walks).order_by(Placement.id)
    yield (
        _said(Sighting, _SIGHTING)
        .select_from(Placement)
        .join(Pass, spoke)
        .join(Sighting, heard)
        .where(walks)
        .order_by(Placement.id, Sighting.id)
    )


def _said(table: Any, columns: tuple[str, ...]) -> Select[str]:
    return select(quoted(*(getattr(table, name) for name in columns)))
