"""What a stock-take finds: reconciled now while it is open, as it was frozen once it is closed."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.changes import in_the_light_of_documents
from inventory.actions.stocktakes import the_stocktake
from inventory.campaign import OPEN
from inventory.findings import Evidence, Finding
from inventory.frozen import line_from_json
from inventory.ids import AssetId, ItemId, RoomId, SchoolId, StockTakeId
from inventory.reconciliation import reconcile
from inventory.standing import Heard, Line, place_of
from inventory.store.stocktakes import ExpectedItem, FindingRow, RoomCount, StockTake
from inventory.store.survey import load_survey
from inventory.survey import Survey
from inventory.valuation import accumulated_at


def findings(session: Session, school: SchoolId, stocktake: StockTakeId) -> tuple[Line, ...]:
    """Every finding without what was decided about it: the dear part, the same as long as the evidence is.

    Raises `NotFound`.
    """
    found = the_stocktake(session, school, stocktake)
    if found.status not in OPEN:
        return tuple(_frozen_lines(session, found))
    lines = _lines(session, found, load_survey(session, school, stocktake))
    return in_the_light_of_documents(session, found, lines)


def _frozen_lines(session: Session, found: StockTake) -> list[Line]:
    of_this = (
        FindingRow.school_id == found.school_id,
        FindingRow.stocktake_id == found.id,
        FindingRow.closing == found.closing,
    )
    return [
        line_from_json(line)
        for line in session.scalars(select(FindingRow.line).where(*of_this).order_by(FindingRow.place))
    ]


def _lines(session: Session, found: StockTake, survey: Survey) -> list[Line]:
    names = _names(session, found)
    codes = _codes(session, found)
    worth_it = (finding for finding in reconcile(survey) if _worth_a_line(finding, survey))
    day = found.cutoff.date()
    return sorted((_line(finding, names, codes, day) for finding in worth_it), key=place_of)


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
            ExpectedItem.posted,
            ExpectedItem.life_months,
            ExpectedItem.state,
        ).where(*of_this)
    )
    return {row.item_id: row for row in rows}


def _codes(session: Session, found: StockTake) -> dict[RoomId, str]:
    """Codes of all rooms as they were called at the opening."""
    of_this = (RoomCount.school_id == found.school_id, RoomCount.stocktake_id == found.id)
    rows = session.execute(select(RoomCount.room_id, RoomCount.code).where(*of_this))
    return {RoomId(room): code for room, code in rows}


def _line(finding: Finding, names: dict[UUID, Any], codes: dict[RoomId, str], cutoff: date) -> Line:
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
        accumulated=_depreciation(card, cutoff) if card else None,
        state=card.state if card else "",
    )


def _depreciation(card: Any, cutoff: date) -> Decimal | None:
    return accumulated_at(cutoff, card.cost, card.accumulated, card.posted, card.life_months, card.category)


def _heard(evidence: Evidence, codes: dict[RoomId, str]) -> Heard:
    return Heard(codes[evidence.room], evidence.passes, evidence.reads, evidence.rssi_max)
