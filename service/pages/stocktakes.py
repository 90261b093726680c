"""The board of a stock-take."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from urllib.parse import quote, unquote
from uuid import UUID

from fastapi import APIRouter, Cookie, Request, Response

from inventory.access import Role
from inventory.actions.campaign.recounts import chosen_again
from inventory.actions.presence.heartbeats import troubled
from inventory.campaign import COUNTED_IN, OPEN, Status
from inventory.ids import StockTakeId
from inventory.reports import board
from inventory.standing import Standing, overdue
from inventory.stretches import Stretch, stretches
from service.access import Viewer
from service.blind import hides_from
from service.database import ReadSession
from service.pages.course import NEXT, course_of
from service.pages.rendering import page, speech_of
from service.pages.views import VIEWS, View
from service.standings import Standings
from service.wire import Word

router = APIRouter()

TEAM_COOKIE = "rollcall_team"
YEAR_SECONDS = 365 * 24 * 3600


@router.get("/stocktakes/{stocktake}")
def board_page(
    request: Request,
    who: Viewer,
    session: ReadSession,
    standings: Standings,
    stocktake: UUID,
    team: Word | None = None,
    view: View = View.PLATES,
    stretch: int = 0,
    near: Word = "",
    rollcall_team: Annotated[Word, Cookie()] = "",
) -> Response:
    """The board: every room, or those of one team, as a door plate, filling while it is looked at; of very many rooms
    a stretch at a time, by its number or the one with the room `near`.

    The team looked at last is what a counter sees first the next time. In a blind count the plates of whoever
    counts say only how far each room has come.
    """
    now = standings.of(session, who.school, StockTakeId(stocktake))
    usual = unquote(rollcall_team) if who.role is Role.COUNTER else ""
    chosen = _team(now, usual if team is None else team)
    parts = stretches(now.rooms, chosen, view.most)
    stretch = _stretch_of(parts, near) if near else stretch if 0 <= stretch < len(parts) else 0
    moment = datetime.now(speech_of(request).zone)
    answer = page(
        request,
        "board.html",
        who,
        standing=now,
        board=board(now, parts[stretch].rooms),
        stretches=parts,
        stretch=stretch,
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


def _stretch_of(parts: Sequence[Stretch], room: str) -> int:
    return next((place for place, each in enumerate(parts) if any(its.code == room for its in each.rooms)), 0)


def _team(standing: Standing, name: str) -> str:
    return name if name in standing.campaign.teams else ""
