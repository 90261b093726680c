"""Ticking things off on the page of a room. A page that sends with htmx is answered with what changed on it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from inventory.actions.campaign.stocktakes import StepNotNow
from inventory.actions.counting import by_hand
from inventory.actions.counting.by_hand import Hand, Told
from inventory.ids import AssetId, ItemId, StockTakeId
from inventory.reports import room_sheet
from inventory.scanned import texts_in
from inventory.standing import RoomStanding, Standing
from inventory.ticking import seen_in
from service.access import Counter, Who
from service.blind import hides_from
from service.database import ReadSession, WriteSession
from service.pages.rendering import fragment, say_error, speech_of
from service.pages.room_parts import ticks_of
from service.pages.rooms import Code, back_to_room
from service.pages.telling import Said, told_words
from service.standings import Standings

router = APIRouter(prefix="/stocktakes/{stocktake}/ticks")

LONGEST_PASTE = 50_000
MOST_OF_A_CARD = 100_000


@dataclass(frozen=True, slots=True)
class Desk:
    """Who ticks where, and what was heard there already."""

    request: Request
    who: Who
    standing: Standing
    room: RoomStanding
    hand: Hand
    seen: frozenset[ItemId]


def _desk(
    request: Request,
    who: Counter,
    session: ReadSession,
    standings: Standings,
    stocktake: UUID,
    room: Code,
    submission: Annotated[UUID, Form()],
) -> Desk:
    standing = standings.recent(session, who.school, StockTakeId(stocktake))
    sheet = room_sheet(standing, room)
    hand = Hand(who.school, standing.id, room, who.name, datetime.now(UTC), submission)
    seen = frozenset(line.item for line in seen_in(sheet) if line.item)
    return Desk(request, who, standing, sheet.room, hand, seen)


AtDesk = Annotated[Desk, Depends(_desk, scope="function")]


@router.post("")
def tick(
    desk: AtDesk,
    session: WriteSession,
    text: Annotated[str, Form(max_length=LONGEST_PASTE)],
) -> Response:
    """Ticks what was typed, scanned or pasted: one number or many."""
    return _do(desk, session, lambda: by_hand.tick_texts(session, desk.hand, texts_in(text), desk.seen))


@router.post("/card")
def tick_card(
    desk: AtDesk,
    session: WriteSession,
    asset: Annotated[UUID, Form()],
    count: Annotated[int | None, Form(ge=0, le=MOST_OF_A_CARD)] = None,
) -> Response:
    """Ticks one more piece of a card, or so many that `count` are ticked."""

    def ticked() -> tuple[Told, ...]:
        if count is None:
            return (by_hand.tick_card(session, desk.hand, AssetId(asset), desk.seen),)
        return (by_hand.count_card(session, desk.hand, AssetId(asset), count, desk.seen),)

    return _do(desk, session, ticked)


@router.post("/{tick}/back")
def take_back(
    desk: AtDesk,
    session: WriteSession,
    tick: UUID,
) -> Response:
    """Takes a tick back."""
    return _do(desk, session, lambda: by_hand.take_back(session, desk.hand, tick))


@router.post("/{tick}/again")
def try_again(
    desk: AtDesk,
    session: WriteSession,
    tick: UUID,
) -> Response:
    """Looks an unknown number up once more."""
    return _do(desk, session, lambda: by_hand.try_again(session, desk.hand, tick, desk.seen))


def _do(desk: Desk, session: Session, ticking: Callable[[], Iterable[Told]]) -> Response:
    """The room's page, or what changed on it: what is said of the ticks, and the list of them."""
    if "HX-Request" not in desk.request.headers:
        tuple(ticking())
        return back_to_room(desk.standing.id, desk.room.code)
    speech = speech_of(desk.request)
    blind = hides_from(session, desk.who, desk.standing)
    try:
        said = [told_words(speech, told, blind=blind) for told in ticking()]
    except StepNotNow as error:
        said = [Said(say_error(speech, error), good=False)]
    ticks = ticks_of(session, desk.who, desk.standing, desk.room)
    return HTMLResponse(fragment(speech, "ticked_now.html", said=said, ticks=ticks))
