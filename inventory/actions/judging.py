"""What a stock-take finds: reconciled now while it is open, as it was frozen once it is closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
from inventory.ids import AssetId, ItemId, RoomId, SchoolId, StockTakeId
from inventory.judgement import Judgement, judge
from inventory.recalling import call_again
from inventory.reconciliation import all_findings, told
from inventory.rejudging import judge_again
from inventory.roll import call
from inventory.standing import Heard, Line, place_of
from inventory.store.stocktakes import ExpectedItem, FindingRow, RoomCount, StockTake
from inventory.store.survey import LoadedSurvey, load_survey
from inventory.tags import Tag
from inventory.valuation import accumulated_at

Fixed = Mapping[str, Any]
"""The fields of a line that the frozen list fills: the same in every judgement."""


@dataclass(frozen=True)
class Judged:
    """Every finding, and what the next judgement of the same stock-take need not load and work out again."""

    lines: tuple[Line, ...]
    kept: "Kept | None" = None


@dataclass(frozen=True)
class Kept:
    """What was loaded and judged, and the line on each thing, by item or foreign tag, documents left aside."""

    survey: LoadedSurvey
    fixed: Mapping[UUID, Fixed]
    judgement: Judgement
    told: Mapping[ItemId | Tag | None, Line]


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
    kept = _kept(session, found, before.kept if before else None, zone)
    lines = sorted(kept.told.values(), key=place_of)
    return Judged(in_the_light_of_documents(session, found, lines), kept)


def _kept(session: Session, found: StockTake, before: Kept | None, zone: tzinfo) -> Kept:
    """What is known and judged now; lines are made anew for those things only that were judged again."""
    survey = load_survey(session, SchoolId(found.school_id), StockTakeId(found.id), before.survey if before else None)
    codes = _codes(session, found)
    if before is None:
        judgement, fixed = judge(call(survey.columns)), _fixed(session, found, zone)
        return Kept(survey, fixed, judgement, _lines(all_findings(judgement), survey, fixed, codes))
    then = before.judgement.roll
    roll = call_again(then, survey.columns) if survey.grown else call(survey.columns)
    judgement, news = judge_again(before.judgement, roll, survey.fresh)
    stale = {*roll.subjects(news), *then.strangers() - roll.strangers()}
    still = {subject: line for subject, line in before.told.items() if subject not in stale}
    return Kept(survey, before.fixed, judgement, still | _lines(told(judgement, news), survey, before.fixed, codes))


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


def _lines(
    found: Iterable[Finding],
    survey: LoadedSurvey,
    fixed: Mapping[UUID, Fixed],
    codes: Mapping[RoomId | None, str],
) -> dict[ItemId | Tag | None, Line]:
    nothing: Fixed = {"asset": None, "asset_no": "", "name": "", "model": "", "keeper": "", "cost": None}
    return {
        finding.item or finding.tag: _line(finding, fixed[finding.item] if finding.item else nothing, codes)
        for finding in _worth_a_line(found, survey)
    }


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
