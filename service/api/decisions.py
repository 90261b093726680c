"""Decisions about findings: about one, or about many at once; each of them, or none."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from inventory.actions.decisions import decide, decide_all
from inventory.decisions import Choice
from inventory.details import Cause, Details
from inventory.errors import NotFound
from inventory.findings import Kind
from inventory.ids import ItemId, StockTakeId
from inventory.sought import Sought, Stage, matching
from inventory.standing import Line, Standing
from inventory.verdicts import subject_of
from service.access import Manager
from service.database import ReadSession, WriteSession
from service.standings import Standings
from service.wire import TagText, Word

router = APIRouter(prefix="/stocktakes/{stocktake}")

MOST_NAMED = 20_000
"""Findings named one by one in one request; more are decided by a filter."""

Reason = Annotated[Word, Field(min_length=1)]
Yuan = Annotated[Decimal, Field(ge=0, lt=10**12, decimal_places=2)]


class DetailsIn(BaseModel):
    """What the decision needs; see `inventory.details.Details` for which needs what."""

    room: Word = ""
    person: Word = ""
    due: date | None = None
    cause: Cause | None = None
    place: Word = ""
    name: Word = ""
    category: Word = ""
    asset_no: Word = ""
    cost: Yuan | None = None
    item: UUID | None = None
    tag: TagText | None = None

    def as_details(self) -> Details:
        """The value the trade works with."""
        said = self.model_dump() | {"item": ItemId(self.item) if self.item else None}
        return Details(**said)


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


class FilterIn(BaseModel):
    """The findings asked for; what is left out asks for nothing."""

    finding: Kind | None = None
    stage: Stage | None = None
    room: Word = ""
    building: Word = ""
    department: Word = ""
    keeper: Word = ""
    text: Word = ""

    def sought(self) -> Sought:
        """The value the trade works with."""
        return Sought(self.finding, self.stage, self.room, self.building, self.department, self.keeper, self.text)


class BulkIn(BaseModel):
    """The same decision about every finding that is named, or else about all that fit the filter."""

    findings: Annotated[list[SubjectIn], Field(max_length=MOST_NAMED)] = []
    filter: FilterIn | None = None
    decision: Choice
    reason: Reason
    details: DetailsIn = DetailsIn()


class BulkOut(BaseModel):
    """About how many findings was decided."""

    decided: int


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
    (line,) = named(now, [asked.subject()])
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
    lines = named(now, [each.subject() for each in asked.findings])
    if asked.filter is not None:
        lines = matching(now.lines, now.rooms, asked.filter.sought())
    details, at = asked.details.as_details(), datetime.now(UTC)
    count = decide_all(
        session, who.school, now.id, lines, asked.decision, asked.reason, by=who.name, at=at, details=details
    )
    return BulkOut(decided=count)


def named(now: Standing, subjects: list[str]) -> list[Line]:
    """The findings of these subjects, each once. Raises `NotFound`."""
    wanted = dict.fromkeys(subjects)
    found = {subject: line for line in now.lines if (subject := subject_of(line)) in wanted}
    for subject in wanted:
        if subject not in found:
            raise NotFound(kind="finding", name=subject)
    return [found[subject] for subject in wanted]
