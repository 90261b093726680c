"""What whoever is signed in has to do: about documents, and for stock-takes that want things brought back."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from inventory.actions.campaign.errands import marked_tasks, stocktakes_asking
from inventory.actions.documents.my_tasks import duties_of, told_duties
from inventory.actions.documents.takers import person_of
from inventory.decisions import Choice
from inventory.ids import StockTakeId
from inventory.my_tasks import Duty, Told, pressing
from inventory.tasks import Task, tasks
from service.access import Who
from service.standings import StandingCache


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to be brought back, and the stock-take that found it elsewhere."""

    stocktake: StockTakeId
    stocktake_name: str
    task: Task


@dataclass(frozen=True, slots=True)
class MyTasks:
    """Everything there is to be done, and how many of it presses."""

    duties: tuple[Told, ...]
    errands: tuple[Errand, ...]
    pressing: int


def my_tasks(session: Session, standings: StandingCache, who: Who, zone: ZoneInfo) -> MyTasks:
    """Everything, in words of the register."""
    due, errands = _due(session, standings, who, zone)
    told = told_duties(session, who.school, due, datetime.now(UTC).astimezone(zone).date())
    return MyTasks(tuple(told), errands, pressing(due) + len(errands))


def how_many(session: Session, standings: StandingCache, who: Who, zone: ZoneInfo) -> int:
    """How much of it presses."""
    due, errands = _due(session, standings, who, zone)
    return pressing(due) + len(errands)


def _due(
    session: Session, standings: StandingCache, who: Who, zone: ZoneInfo
) -> tuple[list[Duty], tuple[Errand, ...]]:
    now = datetime.now(UTC)
    person = person_of(session, who.school, who.account)
    person_id, name = (person.id, person.name) if person else (None, who.name)
    signer = who.signer
    due = duties_of(session, who.school, signer, person_id, now.astimezone(zone).date(), now)
    return due, tuple(_errands(session, standings, who, frozenset({who.name, name})))


def _errands(session: Session, standings: StandingCache, who: Who, names: frozenset[str]) -> list[Errand]:
    found = []
    for stocktake in stocktakes_asking(session, who.school, names):
        now = standings.of(session, who.school, stocktake)
        marked = marked_tasks(session, who.school, stocktake)
        mine = [
            task
            for task in tasks(now.lines, now.status, marked)
            if task.choice is Choice.BRING_BACK and task.person in names and not task.done
        ]
        found += [Errand(stocktake, now.name, task) for task in mine]
    return found
