"""What a stock-take finds: reconciled now while it is open, as it was frozen once it is closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
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
from inventory.ids import AssetId, RoomId, SchoolId, StockTakeId
from inventory.judgement import judge
from inventory.reconciliation import all_findings
from inventory.roll import call
from inventory.standing import Heard, Line, place_of
from inventory.store.stocktakes import ExpectedItem, FindingRow, RoomCount, StockTake
from inventory.store.survey import LoadedSurvey, load_survey
from inventory.valuation import accumulated_at

Fixed = Mapping[str, Any]
"""The fields of a line that the frozen list fills: the same in every judgement."""


@dataclass(frozen=True)
class Judged:
    """Every finding, and what the next judgement of the same stock-take need not load and work out again."""

    lines: tuple[Line, ...]
    survey: LoadedSurvey | None = None
    fixed: Mapping[UUID, Fixed] = field(default_factory=dict)


def findings(session: Session, school: SchoolId, stocktake: StockTakeId, zone: tzinfo = UTC) -> tuple[Line, ...]:
    """Every finding without what was decided about it. Raises `NotFound`."""
    return judged(session, school, stocktake, zone=zone).lines


def judged(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    before: Judged | None = None,
    *,
    zone: tzinfo = UTC,
) -> Judged:
    """The dear part of a standing, the same as long as the evidence is, and whatever was judged `before`.

    Depreciation is reckoned up to the day that the cut-off is in `zone`. Raises `NotFound`.
    """
    found = the_stocktake(session, school, stocktake)
    if found.status not in OPEN:
        return Judged(tuple(_frozen_lines(session, found)))
    survey = load_survey(session, school, stocktake, before.survey if before else None)
    fixed = before.fixed if before and before.fixed else _fixed(session, found, zone)
    found_now = all_findings(judge(call(survey.columns)))
    lines = _lines(_worth_a_line(found_now, survey), fixed, _codes(session, found))
    return Judged(in_the_light_of_documents(session, found, lines), survey, fixed)


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


def _worth_a_line(found: Iterable[Finding], survey: LoadedSurvey) -> list[Finding]:
    """An item booked outside the counted rooms is only worth a line if it was seen in them."""
    columns = survey.columns
    scope = {columns.rooms[place] for place in columns.scope.tolist()} | {None}
    return [finding for finding in found if finding.booked_room in scope or finding.seen_room is not None]


def _lines(found: Iterable[Finding], fixed: Mapping[UUID, Fixed], codes: Mapping[RoomId | None, str]) -> list[Line]:
    nothing: Fixed = {"asset": None, "asset_no": "", "name": "", "model": "", "keeper": "", "cost": None}
    lines = (_line(finding, fixed[finding.item] if finding.item else nothing, codes) for finding in found)
    return sorted(lines, key=place_of)


def _fixed(session: Session, found: StockTake, zone: tzinfo) -> dict[UUID, Fixed]:
    """By item what the frozen list says of it."""
    of_this = (ExpectedItem.school_id == found.school_id, ExpectedItem.stocktake_id == found.id)
    columns: tuple[Any, ...] = (
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
        ExpectedItem.by_number,
        ExpectedItem.state,
    )
    rows = session.execute(select(*columns).where(*of_this))
    day = found.cutoff.astimezone(zone).date()
    return {row.item_id: _of_the_list(row, day) for row in rows}


def _of_the_list(card: Any, cutoff: date) -> Fixed:
    return {
        "asset": AssetId(card.asset_id),
        "asset_no": card.asset_no,
        "name": card.name,
        "model": card.model,
        "keeper": card.keeper,
        "cost": card.cost,
        "category": card.category,
        "department": card.department,
        "unit": card.unit,
        "quantity": card.quantity,
        "acquired": card.acquired,
        "accumulated": _depreciation(card, cutoff),
        "state": card.state,
        "by_number": card.by_number,
    }


def _codes(session: Session, found: StockTake) -> dict[RoomId | None, str]:
    """Codes of all rooms as they were called at the opening."""
    of_this = (RoomCount.school_id == found.school_id, RoomCount.stocktake_id == found.id)
    rows = session.execute(select(RoomCount.room_id, RoomCount.code).where(*of_this))
    return {RoomId(room): code for room, code in rows}


def _line(finding: Finding, fixed: Fixed, codes: Mapping[RoomId | None, str]) -> Line:
    return Line(
        kind=finding.kind,
        item=finding.item,
        booked_room=codes.get(finding.booked_room),
        seen_room=codes.get(finding.seen_room),
        confidence=finding.confidence,
        probabilities=finding.probabilities,
        tag=finding.tag,
        evidence=tuple(_heard(evidence, codes) for evidence in finding.evidence),
        notes=finding.notes,
        **fixed,
    )


def _depreciation(card: Any, cutoff: date) -> Decimal | None:
    return accumulated_at(cutoff, card.cost, card.accumulated, card.posted, card.life_months, card.category)


def _heard(evidence: Evidence, codes: Mapping[RoomId | None, str]) -> Heard:
    return Heard(codes[evidence.room], evidence.passes, evidence.reads, evidence.rssi_max)
