"""The start page: what wants doing, how the stock-take goes, what may be gone, and what moved last."""

from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.stocktakes import StockTakeSummary, list_stocktakes
from inventory.actions.counting.teams import overdue_rooms
from inventory.actions.documents.transfer_log import log_page
from inventory.actions.presence.stations import list_stations
from inventory.campaign import OPEN, Status
from inventory.forms.transfer_log import deed_words, side_words
from inventory.glance import at_risk, by_building
from inventory.reports import totals
from inventory.standing import Standing
from inventory.transfer_log import LogFilter, LogLine
from service.access import Viewer, Who
from service.blind import hides_from, is_blind
from service.database import ReadSession
from service.pages.first_steps import steps_to_go
from service.pages.rendering import page, speech_of
from service.pages.wanting import Asker, silent_readers, wanting
from service.standings import StandingCache, Standings

router = APIRouter()

MOVEMENTS = 5
"""Lines of the transfer log on the page."""


@router.get("/")
def dashboard(request: Request, who: Viewer, session: ReadSession, standings: Standings) -> Response:
    """All of it, for whoever looks: who counts blind sees how far the rooms are, and nothing that was found."""
    steps = steps_to_go(request, session, who)
    known = list_stocktakes(session, who.school)
    if steps and not known and not steps.ready:
        return RedirectResponse("/first-steps", HTTPStatus.SEE_OTHER)
    speech, stations = speech_of(request), list_stations(session, who.school)
    focus = _focus(session, standings, who, known)
    sees = focus is not None and not hides_from(session, who, focus)
    return page(
        request,
        "dashboard.html",
        who,
        steps=steps,
        stocktakes=[each for each in known if each.status is not Status.ARCHIVED],
        archived=[each for each in known if each.status is Status.ARCHIVED],
        overdue=overdue_rooms(session, who.school, datetime.now(speech.zone).date()),
        wanting=wanting(Asker(session, standings, who, speech.zone), stations, focus),
        focus=focus,
        progress=by_building(focus.rooms) if focus else (),
        totals=totals(focus) if focus and sees else None,
        risk=at_risk(focus) if focus and sees else {},
        stations=stations,
        silent=silent_readers(stations, datetime.now(UTC)),
        movements=_latest(session, who),
        deed_words=deed_words,
        side_words=side_words,
        may_manage=who.role >= Role.MANAGER,
        may_give_access=who.role >= Role.ADMIN,
    )


def _focus(session: Session, standings: StandingCache, who: Who, known: list[StockTakeSummary]) -> Standing | None:
    """The stock-take the page is about: the newest that is open, else the newest that is not put away."""
    shown = [each for each in known if each.status is not Status.ARCHIVED]
    newest = next((each for each in shown if each.status in OPEN), next(iter(shown), None))
    return standings.of(session, who.school, newest.id) if newest else None


def _latest(session: Session, who: Who) -> tuple[LogLine, ...]:
    if is_blind(session, who):
        return ()
    return log_page(session, who.school, LogFilter(), most=MOVEMENTS).lines
