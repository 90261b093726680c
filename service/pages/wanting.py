"""What wants doing now, for whoever looks at the start page: what, how many, and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.shortages import pending_shortages
from inventory.actions.counting.teams import overdue_rooms
from inventory.actions.importing.imports import list_imports
from inventory.actions.presence.alarm_list import open_alarms
from inventory.actions.presence.stations import StationLine
from inventory.campaign import Status
from inventory.glance import undecided
from inventory.heartbeats import complaints
from inventory.standing import Standing
from service.access import Who
from service.blind import is_blind
from service.my_tasks import how_many
from service.standings import StandingCache

FORGOTTEN_AFTER = timedelta(days=30)
"""A file that was looked at and not entered for so long was most likely only looked at."""


class Want(StrEnum):
    """What there may be to do."""

    LATE_ROOMS = "late rooms"
    SILENT_READERS = "silent readers"
    ALARMS = "alarms"
    TASKS = "tasks"
    FINDINGS = "findings"
    FILES = "files"
    SHORTAGES = "shortages"


@dataclass(frozen=True, slots=True)
class Wanting:
    """So many things of a kind to be done, and where. `grave`: before anything else."""

    want: Want
    count: int
    address: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks, and what it takes to answer."""

    session: Session
    standings: StandingCache
    who: Who
    zone: ZoneInfo


def wanting(asker: Asker, stations: list[StationLine], focus: Standing | None) -> list[Wanting]:
    """Everything, the grave first."""
    everyday = [*_of_rooms(asker), *_of_readers(stations)]
    if not is_blind(asker.session, asker.who):
        everyday += _of_the_register(asker)
    if asker.who.role >= Role.MANAGER:
        everyday += _of_managers(asker, focus)
    return sorted(everyday, key=lambda each: not each.grave)


def silent_readers(stations: list[StationLine], now: datetime) -> list[StationLine]:
    """The readers that were heard before and read nothing now."""
    told = [each for each in stations if each.report]
    return [each for each in told if each.report and any(said.grave for said in complaints(each.report, now))]


def _of_rooms(asker: Asker) -> Iterator[Wanting]:
    today = datetime.now(asker.zone).date()
    for stocktake, rooms in overdue_rooms(asker.session, asker.who.school, today).items():
        yield Wanting(Want.LATE_ROOMS, rooms, f"/stocktakes/{stocktake}", grave=True)


def _of_readers(stations: list[StationLine]) -> Iterator[Wanting]:
    if silent := len(silent_readers(stations, datetime.now(UTC))):
        yield Wanting(Want.SILENT_READERS, silent, "/stations", grave=True)


def _of_the_register(asker: Asker) -> Iterator[Wanting]:
    if alarms := open_alarms(asker.session, asker.who.school):
        yield Wanting(Want.ALARMS, alarms, "/alarms", grave=True)
    if tasks := how_many(asker.session, asker.standings, asker.who, asker.zone):
        yield Wanting(Want.TASKS, tasks, "/tasks")


def _of_managers(asker: Asker, focus: Standing | None) -> Iterator[Wanting]:
    session, school = asker.session, asker.who.school
    if focus and focus.status is Status.REVIEW and (open_ones := undecided(focus)):
        yield Wanting(Want.FINDINGS, open_ones, f"/stocktakes/{focus.id}/findings")
    since = datetime.now(UTC) - FORGOTTEN_AFTER
    handed_in = [each for each in list_imports(session, school) if each.at > since]
    if files := [each for each in handed_in if not each.applied_at and not each.undone_at]:
        yield Wanting(Want.FILES, len(files), f"/imports/{files[0].id}" if len(files) == 1 else "/imports")
    if shortages := len(pending_shortages(session, school)):
        yield Wanting(Want.SHORTAGES, shortages, "/shortages")
