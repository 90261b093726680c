"""The board of a stock-take."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote, unquote
from uuid import UUID

from fastapi import APIRouter, Cookie, Request, Response

from inventory.access import Role
from inventory.actions.heartbeats import troubled
from inventory.actions.recounts import chosen_again
from inventory.campaign import COUNTED_IN, OPEN, Status
from inventory.ids import StockTakeId
from inventory.reports import Board, board
from inventory.standing import Standing, overdue
from service.access import Viewer
from service.blind import hides_from
from service.database import ReadSession
from service.language import key
from service.pages.course import NEXT, course_of
from service.pages.rendering import page, speech_of
from service.standings import Standings
from service.wire import Word

router = APIRouter()

TEAM_COOKIE = "rollcall_team"
YEAR_SECONDS = 365 * 24 * 3600


class View(StrEnum):
    """How rooms are shown: as door plates, small as on a plan, or so that a hall of people can read it."""

    PLATES = "plates"
    PLAN = "plan"
    SCREEN = "screen"


VIEWS = {View.PLATES: key("Door plates"), View.PLAN: key("Plan"), View.SCREEN: key("Big screen")}
"""What each is called."""


@router.get("/stocktakes/{stocktake}")
def board_page(
    request: Request,
    who: Viewer,
    session: ReadSession,
    standings: Standings,
    stocktake: UUID,
    team: Word | None = None,
    view: View = View.PLATES,
    rollcall_team: Annotated[Word, Cookie()] = "",
) -> Response:
    """The board: every room, or those of one team, as a door plate, filling while it is looked at.

    The team looked at last is what a counter sees first the next time. In a blind count the plates of whoever
    counts say only how far each room has come.
    """
    now = standings.of(session, who.school, StockTakeId(stocktake))
    usual = unquote(rollcall_team) if who.role is Role.COUNTER else ""
    chosen = _team(now, usual if team is None else team)
    moment = datetime.now(speech_of(request).zone)
    answer = page(
        request,
        "board.html",
        who,
        standing=now,
        board=_of_team(board(now), chosen),
        stages=course_of(now),
        next=NEXT[now.status],
        team=chosen,
        view=view,
        views=VIEWS,
        live=now.status in OPEN,
        again=len(chosen_again(session, who.school, now.id)) if now.status is Status.RECOUNT else 0,
        overdue={room.code for room in now.rooms if now.status in COUNTED_IN and overdue(room, moment.date())},
        troubled=troubled(session, who.school, now.id, moment),
        sees=not hides_from(session, who, now),
    )
    if team is not None:
        answer.set_cookie(TEAM_COOKIE, quote(chosen), max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return answer


def _team(standing: Standing, name: str) -> str:
    return name if name in standing.campaign.teams else ""


def _of_team(whole: Board, team: str) -> Board:
    """The board with the plates of one team's rooms; the totals stay those of all."""
    if not team:
        return whole
    floors = {
        building.name: tuple(
            replace(floor, plates=its)
            for floor in building.floors
            if (its := tuple(plate for plate in floor.plates if plate.room.team == team))
        )
        for building in whole.buildings
    }
    kept = tuple(replace(each, floors=floors[each.name]) for each in whole.buildings if floors[each.name])
    return replace(whole, buildings=kept)
