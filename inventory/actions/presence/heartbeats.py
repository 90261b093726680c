"""Taking in what boxes tell of themselves, and who is to be warned of it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_shown
from inventory.campaign import OPEN
from inventory.heartbeats import Complaint, ScannerReport, StationReport, complaints
from inventory.ids import SchoolId, StationId, StockTakeId
from inventory.store.sightings import Heartbeat, Placement, Station
from inventory.store.stocktakes import Pass, RoomCount, StockTake


def hear(session: Session, school: SchoolId, station: StationId, report: StationReport) -> None:
    """Keeps what the box tells now instead of what it told before.

    Whoever looks at a stock-take it is counting for sees at once that it reads nothing any more, or reads again.
    """
    this = (Station.school_id == school, Station.id == station)
    session.execute(update(Station).where(*this).values(heard_at=report.received_at))
    kept = session.get(Heartbeat, (school, station))
    before = None if kept is None else as_report(kept)
    if kept is None:
        kept = Heartbeat(school_id=school, id=station)
        session.add(kept)
    kept.received_at = report.received_at
    kept.clock_error = report.clock_error.total_seconds()
    kept.told = _as_json(report)
    if before is None or _gravest(before, report.received_at) != _gravest(report, report.received_at):
        for stocktake in _counts_for(session, school, station):
            touch_shown(session, school, stocktake)


def troubled(session: Session, school: SchoolId, stocktake: StockTakeId, now: datetime) -> dict[str, Complaint]:
    """The stations, by name, that count for this stock-take now and read nothing; with what is the matter.

    They walk for it, or stay in a room that it counts.
    """
    rows = session.execute(
        select(Station.name, Heartbeat)
        .join(Heartbeat, and_(Heartbeat.school_id == Station.school_id, Heartbeat.id == Station.id))
        .where(Station.school_id == school, or_(_walks(stocktake), _stays(stocktake)))
        .order_by(Station.name)
    )
    found = {name: _gravest(as_report(kept), now) for name, kept in rows}
    return {name: complaint for name, complaint in found.items() if complaint}


def _walks(stocktake: StockTakeId) -> ColumnElement[bool]:
    of_this = Pass.school_id == Station.school_id, Pass.station_id == Station.id
    return exists().where(*of_this, Pass.stocktake_id == stocktake, Pass.ended_at.is_(None))


def _stays(stocktake: StockTakeId) -> ColumnElement[bool]:
    of_this = Placement.school_id == Station.school_id, Placement.station_id == Station.id
    lasting = Placement.pass_id.is_(None), Placement.ended_at.is_(None)
    counted = RoomCount.school_id == Placement.school_id, RoomCount.room_id == Placement.room_id
    return exists().where(*of_this, *lasting, *counted, RoomCount.stocktake_id == stocktake, RoomCount.in_scope)


def as_report(kept: Heartbeat) -> StationReport:
    """What was kept."""
    told = kept.told
    return StationReport(
        received_at=kept.received_at,
        clock_error=timedelta(seconds=kept.clock_error),
        version=told["version"],
        waiting=told["waiting"],
        refused=told["refused"],
        scanners=tuple(_scanner(each) for each in told["scanners"]),
        damaged_outboxes=told.get("damaged_outboxes", 0),
    )


def _gravest(report: StationReport, now: datetime) -> Complaint | None:
    return next((each for each in complaints(report, now) if each.grave), None)


def _counts_for(session: Session, school: SchoolId, station: StationId) -> list[StockTakeId]:
    """The open stock-takes it counts for, in one order, so that no two heartbeats wait for each other."""
    walks = select(Pass.stocktake_id).where(
        Pass.school_id == school, Pass.station_id == station, Pass.ended_at.is_(None)
    )
    stays = (
        select(RoomCount.stocktake_id)
        .join(Placement, and_(Placement.school_id == RoomCount.school_id, Placement.room_id == RoomCount.room_id))
        .join(StockTake, and_(StockTake.school_id == RoomCount.school_id, StockTake.id == RoomCount.stocktake_id))
        .where(Placement.school_id == school, Placement.station_id == station, StockTake.status.in_(OPEN))
        .where(Placement.pass_id.is_(None), Placement.ended_at.is_(None), RoomCount.in_scope)
    )
    return [StockTakeId(stocktake) for stocktake in sorted(session.scalars(walks.union(stays)))]


def _as_json(report: StationReport) -> dict[str, Any]:
    scanners = [asdict(scanner) for scanner in report.scanners]
    for each in scanners:
        each["last_tag"] = each["last_tag"].isoformat() if each["last_tag"] else None
    return {
        "version": report.version,
        "waiting": report.waiting,
        "refused": report.refused,
        "scanners": scanners,
        "damaged_outboxes": report.damaged_outboxes,
    }


def _scanner(told: Mapping[str, Any]) -> ScannerReport:
    last = told["last_tag"]
    return ScannerReport(**{**told, "last_tag": datetime.fromisoformat(last) if last else None})
