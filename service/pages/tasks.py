"""What people have to do because of decisions: a list to print and take along, and to tick off."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from inventory.access import Role
from inventory.actions.campaign.errands import mark_task, marked_tasks
from inventory.ids import StockTakeId
from inventory.tasks import errands_in, tasks
from service.access import Counter, Viewer
from service.blind import refuse_if_blind
from service.database import ReadSession, WriteSession
from service.pages.rendering import page, speech_of
from service.standings import Standings

router = APIRouter(prefix="/stocktakes/{stocktake}")


@router.get("/tasks")
def tasks_page(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID
) -> Response:
    """Everything to bring back and to look for again."""
    now = standings.of(session, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, now)
    return page(
        request,
        "tasks.html",
        who,
        standing=now,
        tasks=tasks(now.lines, now.status, marked_tasks(session, who.school, now.id)),
        today=datetime.now(speech_of(request).zone).date(),
        may_mark=who.role >= Role.COUNTER and bool(errands_in(now.status)),
    )


@router.post("/tasks/{subject}")
def mark(
    who: Counter,
    reading: ReadSession,
    session: WriteSession,
    standings: Standings,
    stocktake: UUID,
    subject: str,
    done: Annotated[bool, Form()],
) -> Response:
    """Ticks an errand off, or takes the tick back."""
    refuse_if_blind(reading, who, standings.of(reading, who.school, StockTakeId(stocktake)))
    mark_task(session, who.school, StockTakeId(stocktake), subject, done=done, by=who.name, at=datetime.now(UTC))
    return RedirectResponse(f"/stocktakes/{stocktake}/tasks", HTTPStatus.SEE_OTHER)
