"""What wants doing now, for whoever looks at the start page: one line each, with where to do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.alarm_list import open_alarms
from inventory.actions.imports import list_imports
from inventory.actions.shortages import pending_shortages
from inventory.actions.stations import StationLine
from inventory.actions.teams import overdue_rooms
from inventory.campaign import Status
from inventory.glance import undecided
from inventory.heartbeats import complaints
from inventory.standing import Standing
from service.access import Who
from service.blind import is_blind
from service.language import Speech
from service.my_tasks import how_many
from service.standings import StandingCache

FORGOTTEN_AFTER = timedelta(days=30)
"""A file that was looked at and not entered for so long was most likely only looked at."""


@dataclass(frozen=True, slots=True)
class Wanting:
    """Something to be done, in words, and where. `grave`: before anything else."""

    words: str
    address: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks, and what it takes to answer."""

    session: Session
    standings: StandingCache
    who: Who
    speech: Speech


def wanting(asker: Asker, stations: list[StationLine], focus: Standing | None) -> list[Wanting]:
    """Everything, the grave first."""
    everyday = [*_of_rooms(asker), *_of_readers(asker, stations)]
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
    today = datetime.now(asker.speech.zone).date()
    for stocktake, rooms in overdue_rooms(asker.session, asker.who.school, today).items():
        words = asker.speech.count("{count} room is overdue", "{count} rooms are overdue", rooms)
        yield Wanting(words, f"/stocktakes/{stocktake}", grave=True)


def _of_readers(asker: Asker, stations: list[StationLine]) -> Iterator[Wanting]:
    silent = len(silent_readers(stations, datetime.now(UTC)))
    if silent:
        words = asker.speech.count("{count} reader reads nothing now", "{count} readers read nothing now", silent)
        yield Wanting(words, "/stations", grave=True)


def _of_the_register(asker: Asker) -> Iterator[Wanting]:
    session, who, speech = asker.session, asker.who, asker.speech
    if alarms := open_alarms(session, who.school):
        words = speech.count("{count} alarm nobody has seen to", "{count} alarms nobody has seen to", alarms)
        yield Wanting(words, "/alarms", grave=True)
    if tasks := how_many(session, asker.standings, who, speech.zone):
        yield Wanting(speech.count("{count} task waits for you", "{count} tasks wait for you", tasks), "/tasks")


def _of_managers(asker: Asker, focus: Standing | None) -> Iterator[Wanting]:
    session, who, speech = asker.session, asker.who, asker.speech
    if focus and focus.status is Status.REVIEW and (open_ones := undecided(focus)):
        words = speech.count("{count} finding is undecided", "{count} findings are undecided", open_ones)
        yield Wanting(words, f"/stocktakes/{focus.id}/findings")
    since = datetime.now(UTC) - FORGOTTEN_AFTER
    files = [
        each
        for each in list_imports(session, who.school)
        if not each.applied_at and not each.undone_at and each.at > since
    ]
    if files:
        words = speech.count("{count} file is not entered yet", "{count} files are not entered yet", len(files))
        yield Wanting(words, f"/imports/{files[0].id}" if len(files) == 1 else "/imports")
    if shortages := len(pending_shortages(session, who.school)):
        words = speech.count("{count} shortage is pending", "{count} shortages are pending", shortages)
        yield Wanting(words, "/shortages")
