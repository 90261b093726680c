"""What whoever asks has to do, for programs."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from inventory.my_tasks import Told, Want
from service.access import Viewer
from service.api.document_list import ListedOut
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.my_tasks import Errand, my_tasks
from service.standings import Standings
from service.zone import Zone

router = APIRouter(prefix="/tasks")


class TaskOut(BaseModel):
    """What is wanted about a document: the level or the stage by its name, of how many things, since when.

    `name` is in whose name to sign, or who rejected it and `reason` why.
    """

    want: Want
    step: str
    things: int
    since: datetime
    name: str
    reason: str
    document: ListedOut


class ErrandOut(BaseModel):
    """A thing that a stock-take wants brought back."""

    stocktake: UUID
    asset_no: str
    name: str
    from_room: str | None
    to_room: str | None
    due: date | None


class TasksOut(BaseModel):
    """Everything there is to be done, and how many of it presses."""

    tasks: list[TaskOut]
    errands: list[ErrandOut]
    pressing: int


@router.get("")
def get_tasks(who: Viewer, session: ReadSession, standings: Standings, zone: Zone) -> TasksOut:
    """To sign, to confirm, to carry out, to bring back, overdue, and what was rejected in the last 30 days."""
    refuse_register_if_blind(session, who)
    mine = my_tasks(session, standings, who, zone)
    return TasksOut(
        tasks=[_task(told) for told in mine.duties],
        errands=[_errand(each) for each in mine.errands],
        pressing=mine.pressing,
    )


def _task(told: Told) -> TaskOut:
    duty = told.duty
    return TaskOut(
        want=duty.want,
        step=duty.step,
        things=duty.things,
        since=duty.since,
        name=duty.name,
        reason=duty.reason,
        document=ListedOut.of(told.document),
    )


def _errand(errand: Errand) -> ErrandOut:
    line = errand.task.line
    return ErrandOut(
        stocktake=errand.stocktake,
        asset_no=line.asset_no,
        name=line.name,
        from_room=line.seen_room,
        to_room=line.booked_room,
        due=errand.task.due,
    )
