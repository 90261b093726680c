"""How a stock-take stands: reconciled now while it is counted, as it was frozen once it is closed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.actions.campaigns import campaign_of
from inventory.actions.decisions import decided, subject_of
from inventory.actions.stocktakes import counting, mark_closed, the_stocktake
from inventory.campaign import Status
from inventory.findings import Evidence, Finding
from inventory.frozen import line_from_json, line_to_json
from inventory.ids import AssetId, ItemId, PassId, RoomId, SchoolId, StockTakeId, new_id
from inventory.reconciliation import reconcile
from inventory.standing import Heard, Line, RoomStanding, RoomState, Standing, place_of
from inventory.store.schools import School
from inventory.store.stocktakes import ExpectedItem, FindingRow, Pass, RoomCount, StockTake
from inventory.store.survey import heard_passes, load_survey
from inventory.survey import Survey


def standing(session: Session, school: SchoolId, stocktake: StockTakeId) -> Standing:
    """Every room and every finding of the stock-take, in one moment of the database. Raises `NotFound`."""
    return standing_with(session, school, stocktake, findings(session, school, stocktake))


def findings(session: Session, school: SchoolId, stocktake: StockTakeId) -> tuple[Line, ...]:
    """Every finding without what was decided about it: the dear part, the same as long as the evidence is.

    Raises `NotFound`.
    """
    found = the_stocktake(session, school, stocktake)
    if found.status == Status.CLOSED.value:
        return tuple(_frozen_lines(session, found))
    return tuple(_lines(session, found, load_survey(session, school, stocktake)))


def standing_with(session: Session, school: SchoolId, stocktake: StockTakeId, lines: Iterable[Line]) -> Standing:
    """The standing made of findings that are known already, with decisions and rooms as they are now."""
    found = the_stocktake(session, school, stocktake)
    decisions = decided(session, school, stocktake)
    return Standing(
        stocktake,
        session.scalars(select(School.name).where(School.id == school)).one(),
        found.name,
        Status(found.status),
        found.cutoff,
        found.revision,
        _room_lines(session, found),
        tuple(replace(line, decision=decisions.get(subject_of(line))) for line in lines),
        campaign_of(found),
    )


def close_stocktake(session: Session, school: SchoolId, stocktake: StockTakeId, *, by: str, at: datetime) -> None:
    """Freezes every finding as it stands and ends the counting. Raises `NotFound` or `StockTakeClosed`."""
    counting(session, school, stocktake)
    rows = [
        {
            "school_id": school,
            "id": new_id(),
            "stocktake_id": stocktake,
            "place": place,
            "kind": line.kind.value,
            "line": line_to_json(line),
        }
        for place, line in enumerate(findings(session, school, stocktake))
    ]
    if rows:
        session.execute(insert(FindingRow), rows)
    mark_closed(session, school, stocktake, by=by, at=at)


def _frozen_lines(session: Session, found: StockTake) -> list[Line]:
    of_this = (FindingRow.school_id == found.school_id, FindingRow.stocktake_id == found.id)
    return [
        line_from_json(line)
        for line in session.scalars(select(FindingRow.line).where(*of_this).order_by(FindingRow.place))
    ]


def _lines(session: Session, found: StockTake, survey: Survey) -> list[Line]:
    names = _names(session, found)
    codes = _codes(session, found)
    worth_it = (finding for finding in reconcile(survey) if _worth_a_line(finding, survey))
    return sorted((_line(finding, names, codes) for finding in worth_it), key=place_of)


def _worth_a_line(finding: Finding, survey: Survey) -> bool:
    """An item booked outside the counted rooms is only worth a line if it was seen in them."""
    in_scope = finding.booked_room is None or finding.booked_room in survey.rooms
    return in_scope or finding.seen_room is not None


def _names(session: Session, found: StockTake) -> dict[UUID, Any]:
    of_this = (ExpectedItem.school_id == found.school_id, ExpectedItem.stocktake_id == found.id)
    rows = session.execute(
        select(
            ExpectedItem.item_id,
            ExpectedItem.asset_id,
            ExpectedItem.asset_no,
            ExpectedItem.name,
            ExpectedItem.model,
            ExpectedItem.keeper,
            ExpectedItem.cost,
            ExpectedItem.category,
            ExpectedItem.department,
            ExpectedItem.unit,
            ExpectedItem.quantity,
            ExpectedItem.acquired,
            ExpectedItem.accumulated,
        ).where(*of_this)
    )
    return {row.item_id: row for row in rows}


def _codes(session: Session, found: StockTake) -> dict[RoomId, str]:
    """Codes of all rooms as they were called at the opening."""
    of_this = (RoomCount.school_id == found.school_id, RoomCount.stocktake_id == found.id)
    rows = session.execute(select(RoomCount.room_id, RoomCount.code).where(*of_this))
    return {RoomId(room): code for room, code in rows}


def _line(finding: Finding, names: dict[UUID, Any], codes: dict[RoomId, str]) -> Line:
    card = names[finding.item] if finding.item else None
    return Line(
        kind=finding.kind,
        item=ItemId(card.item_id) if card else None,
        asset=AssetId(card.asset_id) if card else None,
        asset_no=card.asset_no if card else "",
        name=card.name if card else "",
        model=card.model if card else "",
        keeper=card.keeper if card else "",
        cost=card.cost if card else None,
        booked_room=codes[finding.booked_room] if finding.booked_room else None,
        seen_room=codes[finding.seen_room] if finding.seen_room else None,
        confidence=finding.confidence,
        probabilities=finding.probabilities,
        tag=finding.tag,
        evidence=tuple(_heard(evidence, codes) for evidence in finding.evidence),
        notes=finding.notes,
        category=card.category if card else "",
        department=card.department if card else "",
        unit=card.unit if card else "",
        quantity=card.quantity if card else 1,
        acquired=card.acquired if card else None,
        accumulated=card.accumulated if card else None,
    )


def _heard(evidence: Evidence, codes: dict[RoomId, str]) -> Heard:
    return Heard(codes[evidence.room], evidence.passes, evidence.reads, evidence.rssi_max)


def _room_lines(session: Session, found: StockTake) -> tuple[RoomStanding, ...]:
    of_this = (RoomCount.school_id == found.school_id, RoomCount.stocktake_id == found.id)
    rooms = session.scalars(
        select(RoomCount)
        .where(*of_this, RoomCount.in_scope)
        .order_by(RoomCount.building, RoomCount.floor, RoomCount.position, RoomCount.code)
    )
    passes = _passes(session, found)
    heard = heard_passes(session, SchoolId(found.school_id), StockTakeId(found.id))
    return tuple(_room(room, passes.get(room.room_id, []), heard) for room in rooms)


def _passes(session: Session, found: StockTake) -> dict[UUID, list[Pass]]:
    """The walks that count, by room: those handed in after the close do not."""
    that_count = [Pass.school_id == found.school_id, Pass.stocktake_id == found.id]
    if found.closed_at is not None:
        that_count.append(Pass.received_at <= found.closed_at)
    passes: dict[UUID, list[Pass]] = {}
    for walk in session.scalars(select(Pass).where(*that_count)):
        passes.setdefault(walk.room_id, []).append(walk)
    return passes


def _room(room: RoomCount, passes: list[Pass], heard: set[PassId]) -> RoomStanding:
    if room.completed_at is not None:
        state = RoomState.COMPLETE
    else:
        state = RoomState.COUNTING if passes else RoomState.WAITING
    return RoomStanding(
        id=RoomId(room.room_id),
        code=room.code,
        name=room.name,
        building=room.building,
        floor=room.floor,
        position=room.position,
        keeper=room.keeper,
        state=state,
        passes=len(passes),
        silent=_silent(passes, heard),
        team=room.team,
        due=room.due,
    )


def _silent(passes: list[Pass], heard: set[PassId]) -> bool:
    """Whether somebody walked here and the scanner heard nothing, and nobody has made up for it since."""
    return any(walk.ended_at is not None for walk in passes) and not any(walk.id in heard for walk in passes)
