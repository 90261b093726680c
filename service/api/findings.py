"""GET /api/v1/stocktakes/{id}/findings: JSON in pages, or the whole as CSV."""

import base64
import json
from bisect import bisect_right
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from inventory.errors import NotFound
from inventory.exchange.findings_csv import findings_csv
from inventory.findings import Kind, Probabilities
from inventory.ids import StockTakeId
from inventory.sought import Sought, matching
from inventory.standing import Heard, Line, Place, Standing, place_of
from service.access import Viewer
from service.blind import refuse_if_blind
from service.database import ReadSession
from service.standings import Standings

router = APIRouter(prefix="/stocktakes/{stocktake}")

PAGE = 1_000
MOST_IN_PAGE = 5_000


class FindingOut(BaseModel):
    """One finding. Rooms are codes; the probabilities are None for a tag that is on no item."""

    finding: Kind
    asset_no: str | None
    item: UUID | None
    name: str | None
    booked_room: str | None
    seen_room: str | None
    confidence: float
    probabilities: Probabilities | None
    tag: str | None
    evidence: list[Heard]
    notes: list[str]
    decision: str | None


class FindingsOut(BaseModel):
    """A page of findings; `next` is the cursor of the page after, None on the last."""

    version: int = 1
    stocktake: UUID
    status: str
    findings: list[FindingOut]
    next: str | None


@router.get("/findings", response_model=FindingsOut)
def get_findings(
    who: Viewer,
    session: ReadSession,
    standings: Standings,
    request: Request,
    stocktake: UUID,
    room: str | None = None,
    finding: str | None = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST_IN_PAGE)] = PAGE,
) -> Response | FindingsOut:
    """Every finding, or those of one kind, or those that concern one room (booked or seen there)."""
    now = standings.of(session, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, now)
    lines = _chosen(now, room, _kind(finding))
    if "text/csv" in request.headers.get("Accept", ""):
        return Response(findings_csv(lines), media_type="text/csv; charset=utf-8")
    start = 0 if cursor is None else bisect_right(lines, _place(cursor), key=place_of)
    page = lines[start : start + limit]
    return FindingsOut(
        stocktake=now.id,
        status=now.status.value,
        findings=[_out(line) for line in page],
        next=_cursor(page[-1]) if start + limit < len(lines) else None,
    )


def _kind(word: str | None) -> Kind | None:
    if word is None:
        return None
    try:
        return Kind(word.replace("_", " ").replace("-", " "))
    except ValueError as error:
        known = ", ".join(kind.value for kind in Kind)
        raise HTTPException(422, f"There is no finding “{word}”. Known: {known}.") from error


def _chosen(now: Standing, room: str | None, kind: Kind | None) -> Sequence[Line]:
    if room is not None and room not in {counted.code for counted in now.rooms}:
        raise NotFound(kind="room", name=room)
    return matching(now.lines, now.rooms, Sought(kind=kind, room=room or ""))


def _cursor(line: Line) -> str:
    """Names the last line of a page by its place, so that the next page goes on behind it whatever came between."""
    return base64.urlsafe_b64encode(json.dumps(place_of(line)).encode()).decode()


def _place(cursor: str) -> Place:
    try:
        foreign, room, number, item, tag = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (ValueError, TypeError, RecursionError) as error:
        raise HTTPException(422, "The cursor is none that this service gave.") from error
    return bool(foreign), str(room), str(number), str(item), str(tag)


def _out(line: Line) -> FindingOut:
    return FindingOut(
        finding=line.kind,
        asset_no=line.asset_no or None,
        item=line.item,
        name=line.name or None,
        booked_room=line.booked_room,
        seen_room=line.seen_room,
        confidence=round(line.confidence, 4),
        probabilities=line.probabilities,
        tag=line.tag,
        evidence=list(line.evidence),
        notes=[note.value for note in line.notes],
        decision=line.decision,
    )
