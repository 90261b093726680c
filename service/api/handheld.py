"""What the handheld page takes along to count without a network, and how far everybody has come meanwhile.

Two answers, because the frozen list of a large school is megabytes and stays as it is, while all the rest changes
with every walk. Their shapes for the page are in service/web/src/handheld/lists.ts.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from inventory.actions.campaign.recounts import chosen_again
from inventory.actions.campaign.stocktakes import the_stocktake
from inventory.actions.counting.taking_along import TakenItem, TakenRoom, places, rooms_taken, things_taken
from inventory.campaign import Status
from inventory.coverage import Advice, Coverage, advice
from inventory.ids import StockTakeId
from inventory.lines import as_lines
from inventory.standing import RoomStanding, RoomState, Standing
from service.access import Counter
from service.blind import hides
from service.database import ReadSession
from service.standings import Standings

router = APIRouter(prefix="/stocktakes/{stocktake}/handheld")

VERSION = 1
PACKED = 6
"""The level of gzip: the next ones take twice the time for a hundredth of the size."""


class UnreadOut(BaseModel):
    """About how many things of a room nobody heard, nine times in ten `least` to `most`, and what to do."""

    unread: float
    least: int
    most: int
    advice: Advice


class RoomNewsOut(BaseModel):
    """How far the count of a room has come; `passes` are walks with a scanner."""

    code: str
    state: RoomState
    team: str
    due: date | None
    passes: int
    coverage: UnreadOut | None


class NewsOut(BaseModel):
    """How far everybody has come. `seen` and `again`, what a recount looks at again: by room, places in the lists."""

    version: int = VERSION
    lists: str
    made_at: datetime
    revision: int
    status: Status
    rooms: list[RoomNewsOut]
    seen: dict[str, list[int]]
    again: dict[str, list[int]]


@router.get("", response_class=Response)
def get_lists(who: Counter, session: ReadSession, request: Request, stocktake: UUID) -> Response:
    """The frozen list. Of a blind count whoever counts is given the rooms, and nothing that is in them."""
    found = the_stocktake(session, who.school, StockTakeId(stocktake))
    sees = not hides(session, who, Status(found.status), blind=found.blind)
    rooms = rooms_taken(session, who.school, StockTakeId(stocktake))
    lists = _id(stocktake, rooms, sees=sees)
    headers = {"ETag": f'"{lists}"', "Vary": "Accept-Encoding"}
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    about = {"id": str(stocktake), "name": found.name, "cutoff": found.cutoff.isoformat()}
    said = {
        "version": VERSION,
        "id": lists,
        "made_at": datetime.now(UTC).isoformat(),
        "stocktake": about | {"blind": found.blind, "sees": sees},
        "rooms": [room._asdict() for room in rooms],
        "items": [_thing(item) for item in things_taken(session, who.school, StockTakeId(stocktake))] if sees else [],
    }
    return _packed(request, said, headers)


@router.get("/news")
def get_news(who: Counter, session: ReadSession, standings: Standings, stocktake: UUID) -> NewsOut:
    """How far everybody has come; of a blind count, whoever counts is told only which rooms are done."""
    found = the_stocktake(session, who.school, StockTakeId(stocktake))
    standing, status = standings.recent(session, who.school, StockTakeId(stocktake)), Status(found.status)
    sees = not hides(session, who, status, blind=found.blind)
    place = places(session, who.school, standing.id) if sees else {}
    again = chosen_again(session, who.school, standing.id) if sees and status is Status.RECOUNT else ()
    return NewsOut(
        lists=_id(stocktake, rooms_taken(session, who.school, standing.id), sees=sees),
        made_at=datetime.now(UTC),
        revision=standing.revision,
        status=status,
        rooms=[_room(room, standing.coverage.get(room.code) if sees else None) for room in standing.rooms],
        seen=_seen(standing, place),
        again=_by_room((each.room, place.get(each.subject)) for each in again),
    )


def _id(stocktake: UUID, rooms: list[TakenRoom], *, sees: bool) -> str:
    """Names the lists by all that may differ between two of them: tags are put on doors at any time."""
    said = json.dumps([VERSION, stocktake.hex, sees, rooms])
    return sha256(said.encode()).hexdigest()[:16]


def _thing(item: TakenItem) -> dict[str, Any]:
    """What is not so is not said: of a hundred thousand things that is megabytes."""
    always = {"id": item.id, "no": item.asset_no, "name": item.name, "room": item.room, "tags": item.tags}
    pieces = item.quantity if item.quantity > 1 else None
    seldom = {"model": item.model, "out": item.out, "quantity": pieces, "aside": item.aside}
    return always | {name: value for name, value in seldom.items() if value}


def _packed(request: Request, said: dict[str, Any], headers: dict[str, str]) -> Response:
    """As JSON, with gzip for whoever unpacks it."""
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        body, headers = gzip.compress(body, PACKED), headers | {"Content-Encoding": "gzip"}
    return Response(body, media_type="application/json", headers=headers)


def _room(room: RoomStanding, coverage: Coverage | None) -> RoomNewsOut:
    return RoomNewsOut(
        code=room.code,
        state=room.state,
        team=room.team,
        due=room.due,
        passes=room.passes,
        coverage=_unread(coverage) if coverage else None,
    )


def _unread(coverage: Coverage) -> UnreadOut:
    return UnreadOut(
        unread=round(coverage.unread, 2), least=coverage.least, most=coverage.most, advice=advice(coverage)
    )


def _seen(standing: Standing, place: Mapping[str, int]) -> dict[str, list[int]]:
    """What was found by room. Of a hundred thousand lines none is made for this."""
    if not place:
        return {}
    lines = as_lines(standing.lines)
    counted = lines.counted
    found = lines.of(counted.thing & (counted.seen >= 0))
    rooms = (counted.codes[room] for room in found.counted.seen.tolist())
    return _by_room(zip(rooms, map(place.get, found.subjects()), strict=True))


def _by_room(said: Iterable[tuple[str, int | None]]) -> dict[str, list[int]]:
    by_room: dict[str, list[int]] = {}
    for room, place in said:
        if place is not None:
            by_room.setdefault(room, []).append(place)
    return by_room
