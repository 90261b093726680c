"""The page of a room, part by part: what was found there, what was ticked, and what can be done now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from fastapi import Request
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.recounts import chosen_again
from inventory.actions.counting.tick_lines import TickLine, ticks_in_room, unknown_in_room
from inventory.actions.counting.walks_taken_back import Walk, walks_handed_in
from inventory.actions.counting.working import OpenPass, open_passes
from inventory.actions.presence.heartbeats import troubled
from inventory.actions.presence.stations import list_stations
from inventory.campaign import Status, Step, may
from inventory.coverage import Coverage
from inventory.heartbeats import Complaint
from inventory.ids import StationId, StockTakeId
from inventory.lines import as_lines
from inventory.makers import makers
from inventory.reports import RoomSheet, room_sheet
from inventory.standing import Line, RoomStanding, Standing, overdue
from inventory.ticking import CardLine, checklist, seen_in
from service.access import Who
from service.blind import hides_from
from service.pages.lists import step_of
from service.pages.rendering import speech_of
from service.pages.watching import Parts

READER_COOKIE = "rollcall_reader"
TICKS_SHOWN = 100


class Turnable(NamedTuple):
    """A walk that was handed in whole, and whether whoever looks may take it back now, or count it after all."""

    walk: Walk
    may: bool


@dataclass(frozen=True, slots=True)
class Work:
    """The panel of a room: walks under way, readers another can begin with, and how well it was heard.

    `stations` are the readers by id and name, with the room each speaks for now; a free one is `usual_station` for
    whoever has none.
    `troubled`: readers that walk for this stock-take now and read nothing, by name, with what is the matter.
    `blind`: figures of what is expected are kept from whoever looks. `again`: what a recount looks at again here.
    `walks` were handed in whole.
    """

    stocktake: StockTakeId
    room: RoomStanding
    running: tuple[OpenPass, ...]
    troubled: Mapping[str, Complaint]
    stations: tuple[tuple[StationId, str, str | None], ...]
    usual_station: str | None
    may_count: bool
    overdue: bool
    blind: bool
    again: tuple[Line, ...]
    walks: tuple[Turnable, ...]
    coverage: Coverage | None


@dataclass(frozen=True, slots=True)
class SeenHere:
    """All that is told of a room in a blind count: the things and tags that were seen in it."""

    room: RoomStanding
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The cards of a room to tick off."""

    stocktake: StockTakeId
    code: str
    cards: tuple[CardLine, ...]


@dataclass(frozen=True, slots=True)
class Ticks:
    """What was ticked in the room: the newest ticks, how many there are in all, and the numbers nobody knows."""

    stocktake: StockTakeId
    code: str
    blind: bool
    newest: tuple[TickLine, ...]
    count: int
    unknown: tuple[TickLine, ...]


def room_parts(request: Request, session: Session, who: Who, standing: Standing, code: str) -> Parts:
    """Every part this person may see. Raises `NotFound` for a room that is not counted."""
    sheet = room_sheet(standing, code)
    work = _work(request, session, who, standing, sheet)
    parts: dict[str, object] = {"doing": work}
    if work.may_count:
        parts |= {"ticked": ticks_of(session, who, standing, sheet.room)}
    if work.blind:
        return parts | {"seen": SeenHere(sheet.room, seen_in(sheet))}
    if work.may_count:
        parts |= {"checklist": Checklist(standing.id, code, checklist(sheet))}
    return parts | {"sheet": sheet}


def ticks_of(session: Session, who: Who, standing: Standing, room: RoomStanding) -> Ticks:
    """What was ticked in the room now."""
    lines = ticks_in_room(session, who.school, standing.id, room.id)
    known = [line for line in lines if line.item]
    unknown = unknown_in_room(session, who.school, standing.id, lines)
    return Ticks(
        standing.id, room.code, hides_from(session, who, standing), tuple(known[:TICKS_SHOWN]), len(known), unknown
    )


def _work(request: Request, session: Session, who: Who, standing: Standing, sheet: RoomSheet) -> Work:
    room = sheet.room
    now = datetime.now(speech_of(request).zone)
    blind = hides_from(session, who, standing)
    stations = tuple((each.id, each.name, each.room) for each in list_stations(session, who.school))
    return Work(
        stocktake=standing.id,
        room=room,
        running=open_passes(session, who.school, standing.id, room.code),
        troubled=troubled(session, who.school, standing.id, now),
        stations=stations,
        usual_station=request.cookies.get(READER_COOKIE)
        or next((str(id_) for id_, _, at in stations if not at), None),
        may_count=may(Step.COUNT, standing.status, who.role),
        overdue=overdue(room, now.date()),
        blind=blind,
        again=() if blind else _again(session, who, standing, room.code),
        walks=_turnable(session, who, standing, room.code),
        coverage=None if blind else standing.coverage.get(room.code),
    )


def _turnable(session: Session, who: Who, standing: Standing, code: str) -> tuple[Turnable, ...]:
    """Counters take back their own walks, managers any."""
    now = may(step_of(who), standing.status, who.role)
    return tuple(
        Turnable(walk, now and (who.role >= Role.MANAGER or who.name in makers(walk.counted_by)))
        for walk in walks_handed_in(session, who.school, standing.id, code)
    )


def _again(session: Session, who: Who, standing: Standing, code: str) -> tuple[Line, ...]:
    """What the recount under way looks at again in this room."""
    if standing.status is not Status.RECOUNT:
        return ()
    chosen = [each.subject for each in chosen_again(session, who.school, standing.id) if each.room == code]
    lines = as_lines(standing.lines)
    return tuple(lines.of(lines.about(chosen)))
