"""Decisions about findings: about one, or about many at once; each of them, or none."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field, model_validator

from inventory.actions.campaign.decisions import decide, decide_all
from inventory.decisions import Choice
from inventory.ids import StockTakeId
from inventory.sought import matching, to_decide
from inventory.standing import Line
from inventory.verdicts import named
from service.access import Manager
from service.database import ReadSession, WriteSession
from service.sought import DetailsIn, FilterIn
from service.standings import Standings
from service.wire import Word

router = APIRouter(prefix="/stocktakes/{stocktake}")

MOST_NAMED = 20_000
"""Findings named one by one in one request; more are decided by a filter."""

Reason = Annotated[Word, Field(min_length=1)]


class SubjectIn(BaseModel):
    """Names a finding: by its item, or by its foreign tag."""

    item: UUID | None = None
    tag: Word | None = None

    def subject(self) -> str:
        """As `subject_of` names it."""
        return self.item.hex if self.item else str(self.tag or "").upper()


class DecisionIn(SubjectIn):
    """A decision about the finding of an item, or of a foreign tag."""

    decision: Choice
    reason: Reason
    details: DetailsIn = DetailsIn()


class StrictFilterIn(FilterIn, extra="forbid"):
    """The findings a decision is about. A misspelt field is refused: left out, it would mean all findings."""


class BulkIn(BaseModel, extra="forbid"):
    """The same decision about every finding that is named, or else about all that fit the filter.

    With `leave_decided` those of the filter that are decided already stay as they are; a withdrawal is then about
    what was decided and nothing else.
    """

    findings: Annotated[list[SubjectIn], Field(max_length=MOST_NAMED)] = []
    filter: StrictFilterIn | None = None
    leave_decided: bool = False
    decision: Choice
    reason: Reason
    details: DetailsIn = DetailsIn()

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        """Neither is a slip, and of both one would be passed over in silence."""
        if bool(self.findings) == (self.filter is not None):
            raise ValueError("name the findings, or give a filter")
        return self


class BulkOut(BaseModel):
    """About how many findings was decided, and how many were left as they were."""

    decided: int
    left: int


@router.post("/decisions", status_code=201)
def post_decision(
    who: Manager,
    reading: ReadSession,
    session: WriteSession,
    standings: Standings,
    stocktake: UUID,
    asked: DecisionIn,
) -> dict[str, str]:
    """Records what was decided; a decision "withdrawn" leaves the finding open again."""
    now = standings.of(reading, who.school, StockTakeId(stocktake))
    (line,) = named(now.lines, [asked.subject()])
    details, at = asked.details.as_details(), datetime.now(UTC)
    decide(session, who.school, now.id, line, asked.decision, asked.reason, by=who.name, at=at, details=details)
    return {"decision": asked.decision.value}


@router.post("/decisions/bulk", status_code=201)
def post_decisions(
    who: Manager,
    reading: ReadSession,
    session: WriteSession,
    standings: Standings,
    stocktake: UUID,
    asked: BulkIn,
) -> BulkOut:
    """Records the same decision about many findings, or about none if it does not fit one of them."""
    now = standings.of(reading, who.school, StockTakeId(stocktake))
    lines: Sequence[Line] = named(now.lines, [each.subject() for each in asked.findings])
    if asked.filter is not None:
        lines = matching(now.lines, now.rooms, asked.filter.sought())
    found = len(lines)
    if asked.filter is not None and asked.leave_decided:
        lines = to_decide(lines, asked.decision, again=False)
    details, at = asked.details.as_details(), datetime.now(UTC)
    count = decide_all(
        session, who.school, now.id, lines, asked.decision, asked.reason, by=who.name, at=at, details=details
    )
    return BulkOut(decided=count, left=found - count)
