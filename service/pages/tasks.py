"""What people have to do because of decisions: a list to print and take along."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from inventory.ids import StockTakeId
from inventory.tasks import tasks
from service.access import Viewer
from service.blind import refuse_if_blind
from service.database import ReadSession
from service.pages.rendering import page, speech_of
from service.standings import Standings

router = APIRouter(prefix="/stocktakes/{stocktake}")


@router.get("/tasks")
def tasks_page(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID
) -> Response:
    """Everything to bring back and to look for again."""
    now = standings.of(session, who.school, StockTakeId(stocktake))
    refuse_if_blind(who, now)
    today = datetime.now(speech_of(request).zone).date()
    return page(request, "tasks.html", who, standing=now, tasks=tasks(now.lines), today=today)
