"""Keeps board and room pages current: what has changed is sent as HTML while somebody looks (server-sent events).

A page says which revision it shows (`since`), a reconnecting browser which one it got last. If that is not the
present one, every part is sent once, and from then on only the parts that change. What a page is made of depends on
how far the stock-take has come: when its status is no longer the one the page was made for, the browser is told to
load it anew.
"""

from collections.abc import Callable, Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import revision
from inventory.campaign import Status
from inventory.ids import SchoolId, StockTakeId
from inventory.reports import board
from inventory.standing import RoomStanding, Standing
from inventory.stretches import stretches
from service.access import Viewer
from service.blind import hides_from
from service.database import database_of
from service.pages.rendering import fragment, speech_of
from service.pages.room_parts import room_parts
from service.pages.shared import Shared
from service.pages.streams import event, stream
from service.pages.views import View
from service.pages.watching import Parts, Watch
from service.standings import Standings
from service.wire import Word

router = APIRouter()

_REVISIONS = Shared()

Find = Callable[[Session, SchoolId, StockTakeId], Standing]
"""How the standing of a stock-take is come by: as it is now, or as it was judged last."""


@router.get("/stocktakes/{stocktake}/live")
def live(
    request: Request,
    who: Viewer,
    standings: Standings,
    stocktake: UUID,
    since: int = 0,
    status: Status | None = None,
    room: str | None = None,
    team: Word = "",
    stretch: int = 0,
    view: View = View.PLATES,
    last_event_id: Annotated[int | None, Header()] = None,
) -> StreamingResponse:
    """The stream of changes of a stock-take: for a stretch of its board, or for the page of one room, made for that
    `status`."""
    database, speech, this = database_of(request), speech_of(request), StockTakeId(stocktake)

    def read() -> int:
        with database.read() as session:
            return revision(session, who.school, this)

    def now() -> int:
        return _REVISIONS.of((who.school, this), read)

    def parts(find: Find = standings.recent) -> tuple[int, Parts]:
        with database.read() as session:
            standing = find(session, who.school, this)
            if room is None:
                every = stretches(standing.rooms, team, view.most)
                rooms = every[stretch if 0 <= stretch < len(every) else 0].rooms
                shown = board_parts(standing, rooms, blind=hides_from(session, who, standing))
            else:
                shown = room_parts(request, session, who, standing, room)
            return standing.revision, {"status": standing.status, **shown}

    parts(standings.of)  # what is not there is told as such, not by a stream that breaks off
    watch = Watch(since if last_event_id is None else last_event_id, now, parts)

    def look() -> str:
        latest, changed = watch.look()
        if status and changed.get("status", status) is not status:
            return event("anew", latest, "The page is another one by now.")
        html = fragment(speech, "changes.html", changed=changed, stocktake=stocktake, view=view) if changed else ""
        return event("changed", latest, html) if html else ""

    return stream(request, who, look)


def board_parts(standing: Standing, rooms: Sequence[RoomStanding], *, blind: bool) -> Parts:
    """The parts of the board: head, totals and the plates of these rooms; of a blind count how far each has come."""
    facts = {"name": standing.name, "cutoff": standing.cutoff, "status": standing.status}
    if blind:
        return {"campaign": facts} | {f"door-{room.id}": room for room in rooms}
    shown = board(standing, rooms)
    plates = [plate for building in shown.buildings for floor in building.floors for plate in floor.plates]
    return {"campaign": facts, "totals": shown.totals} | {f"plate-{plate.room.id}": plate for plate in plates}
