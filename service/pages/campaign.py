"""The page of a campaign: teams and last days, recount, review, late walks, documents since, closing and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus
from itertools import groupby
from secrets import randbits
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from inventory.actions.campaign.meanwhile import changed_meanwhile
from inventory.actions.campaign.recounts import begin_recount, chosen_again
from inventory.actions.campaign.reviewing import begin_review
from inventory.actions.counting.late_walks import late_walks, take_in
from inventory.actions.counting.teams import assign
from inventory.actions.documents.papers import papers_of
from inventory.actions.documents.reversing import in_the_way
from inventory.campaign import COUNTED_IN, Step, may
from inventory.forms.transfer_log import deed_words, pieces_words, side_words
from inventory.ids import PassId, StockTakeId
from inventory.lines import as_lines
from inventory.reading_order import by_reading
from inventory.recounting import in_doubt
from inventory.sought import Stage, tally
from inventory.standing import Line, RoomStanding, RoomState, Standing, overdue
from service.access import Manager, Viewer
from service.blind import hides_from
from service.database import ReadSession, WriteSession
from service.pages.course import NEXT, course_of, scope_lines
from service.pages.rendering import page, speech_of
from service.sought import Typed
from service.standings import Standings
from service.wire import Day, Word

router = APIRouter(prefix="/stocktakes/{stocktake}")

MOST_FIELDS = 20_000
SEED_BITS = 31
AT_ONCE = 100

Percent = Annotated[int, Field(ge=1, le=100)]


@dataclass(frozen=True, slots=True)
class Crew:
    """One team, the rooms it counts, how many of them are finished, by when, and which are overdue."""

    name: str
    rooms: int
    finished: int
    due: date | None
    overdue: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """One room of a recount, and what is to be looked at there: the finding now, and what it was before."""

    room: str
    name: str
    lines: tuple[tuple[Line | None, str], ...]


@router.get("/campaign")
def campaign_page(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID
) -> Response:
    """Everything about the stock-take that is not a finding, and the steps that may be taken now."""
    now = standings.of(session, who.school, StockTakeId(stocktake))
    sees = not hides_from(session, who, now)
    return page(
        request,
        "campaign.html",
        who,
        standing=now,
        stages=course_of(now),
        next=NEXT[now.status],
        scope=scope_lines(now.campaign.scope),
        crews=crews(now, datetime.now(speech_of(request).zone).date()),
        buildings=_by_building(now),
        late=late_walks(session, who.school, now.id),
        meanwhile=changed_meanwhile(session, who.school, now.id, most=AT_ONCE + 1) if sees else (),
        shown_meanwhile=AT_ONCE,
        deed_words=deed_words,
        pieces_words=pieces_words,
        side_words=side_words,
        papers=papers_of(session, who.school, now.id) if sees else [],
        doubts=len(in_doubt(now.lines)),
        undecided=tally(now.lines)[Stage.OPEN],
        in_the_way=in_the_way(session, who.school, now.id) if may(Step.REOPEN, now.status, who.role) else [],
        unfinished=sum(room.state is not RoomState.COMPLETE for room in now.rooms),
        may={step.name.lower(): may(step, now.status, who.role) for step in Step},
        sees=sees,
    )


def crews(standing: Standing, today: date) -> tuple[Crew, ...]:
    """The teams by name, rooms nobody was given last."""
    in_order = sorted(standing.rooms, key=lambda room: (not room.team, by_reading(room.team)))
    late = {room.code for room in standing.rooms if standing.status in COUNTED_IN and overdue(room, today)}
    return tuple(_crew(name, list(rooms), late) for name, rooms in groupby(in_order, key=lambda room: room.team))


def _crew(name: str, rooms: list[RoomStanding], late: set[str]) -> Crew:
    finished = sum(room.state is RoomState.COMPLETE for room in rooms)
    due = max((room.due for room in rooms if room.due), default=None)
    return Crew(name, len(rooms), finished, due, tuple(room.code for room in rooms if room.code in late))


def _by_building(standing: Standing) -> dict[str, list[RoomStanding]]:
    return {
        name: list(rooms)
        for name, rooms in groupby(
            sorted(standing.rooms, key=lambda room: by_reading(room.building)), key=lambda room: room.building
        )
    }


@router.get("/again")
def again_page(
    request: Request,
    who: Viewer,
    session: ReadSession,
    standings: Standings,
    stocktake: UUID,
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """What the newest recount looks at again, room by room, whole rooms on a page; blind only where and how many."""
    now = standings.of(session, who.school, StockTakeId(stocktake))
    again, found = chosen_again(session, who.school, now.id), as_lines(now.lines)
    lines = {line.subject: line for line in found.of(found.about([each.subject for each in again]))}
    chosen = groupby(again, key=lambda each: each.room)
    names = {room.code: room.name for room in now.rooms}
    rooms = [
        Again(code, names.get(code, ""), tuple((lines.get(each.subject), each.kind.value) for each in its))
        for code, its in chosen
    ]
    sees = not hides_from(session, who, now)
    sheets = paged(rooms)
    shown = sheets[number - 1] if number <= len(sheets) else []
    return page(request, "again.html", who, standing=now, rooms=shown, sees=sees, page=number, pages=len(sheets))


def paged(rooms: Iterable[Again]) -> list[list[Again]]:
    """The rooms on pages, none torn apart: a page is full once it holds `AT_ONCE` lines."""
    sheets: list[list[Again]] = [[]]
    for room in rooms:
        if sum(len(each.lines) for each in sheets[-1]) >= AT_ONCE:
            sheets.append([])
        sheets[-1].append(room)
    return sheets


@router.post("/teams", form_limits={"max_fields": MOST_FIELDS})
def give_to_team(
    who: Manager,
    session: WriteSession,
    stocktake: UUID,
    team: Annotated[Word, Form()],
    due: Annotated[Typed[Day], Form()] = None,
    rooms: Annotated[tuple[Word, ...], Form()] = (),
    buildings: Annotated[tuple[Word, ...], Form()] = (),
) -> Response:
    """Gives rooms and whole buildings to a team, with a last day."""
    assign(
        session,
        who.school,
        StockTakeId(stocktake),
        rooms=rooms,
        buildings=buildings,
        team=team.strip(),
        due=due,
        by=who.name,
        at=datetime.now(UTC),
    )
    return _back(stocktake)


@router.post("/recount")
def recount(
    who: Manager,
    reading: ReadSession,
    session: WriteSession,
    standings: Standings,
    stocktake: UUID,
    percent: Annotated[Typed[Percent], Form()] = None,
    due: Annotated[Typed[Day], Form()] = None,
) -> Response:
    """Begins a recount of what is in doubt, or of a sample of so many of a hundred things, to be done by a day."""
    now = standings.of(reading, who.school, StockTakeId(stocktake))
    seed = randbits(SEED_BITS)
    at = datetime.now(UTC)
    begin_recount(session, who.school, now.id, now.lines, percent=percent, seed=seed, due=due, by=who.name, at=at)
    return RedirectResponse(f"/stocktakes/{stocktake}/again", HTTPStatus.SEE_OTHER)


@router.post("/review")
def review(who: Manager, session: WriteSession, stocktake: UUID) -> Response:
    """Ends the counting."""
    begin_review(session, who.school, StockTakeId(stocktake), by=who.name, at=datetime.now(UTC))
    return _back(stocktake)


@router.post("/late/{walk}")
def take_in_walk(who: Manager, session: WriteSession, stocktake: UUID, walk: UUID) -> Response:
    """Lets a late walk count."""
    take_in(session, who.school, StockTakeId(stocktake), PassId(walk), by=who.name, at=datetime.now(UTC))
    return _back(stocktake)


def _back(stocktake: UUID) -> Response:
    return RedirectResponse(f"/stocktakes/{stocktake}/campaign", HTTPStatus.SEE_OTHER)
