"""Binding at the desk: a tag that is heard or typed goes on the thing in the hand; then comes the next one."""

from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlalchemy.orm import Session

from inventory.actions.campaign.decision_checks import ThingUnsaid, ThingWrittenOff
from inventory.actions.presence.stations import list_stations
from inventory.actions.tagging.bearers import the_bearer
from inventory.actions.tagging.binding import (
    ReasonUnsaid,
    Spell,
    TagElsewhere,
    TagOnNothing,
    Wish,
    bearers_now,
    bind_tag,
    spells,
)
from inventory.actions.tagging.field import NoTag, NotAlone, Reader, field_of, tag_at_hand
from inventory.actions.tagging.untagged import next_untagged
from inventory.epc import chip_maker, read_epc
from inventory.errors import InventoryError
from inventory.ids import ItemId, StationId
from inventory.scanned import scan
from inventory.tagging import Bearer, Bears, Heard
from inventory.tags import Tag
from service.access import Manager, Who
from service.database import ReadSession, database_of
from service.pages.rendering import answer, page, say_error, speech_of
from service.sought import Typed
from service.tag_words import bearer_words, epc_words, signal_words
from service.wire import TagText, Word

router = APIRouter(prefix="/tagging")


class DeskIn(BaseModel):
    """Who is at the desk with what: the bearer, the room whose list is walked through (None: none), and the reader.

    `held`: what a handheld read last counts, not what lies in the field; `alone`: a fresh tag alone in the field is
    bound without asking.
    """

    item: Typed[UUID] = None
    place: Typed[UUID] = None
    person: Typed[UUID] = None
    room: Word | None = None
    station: Typed[UUID] = None
    held: bool = False
    alone: bool = False

    def bearer(self) -> Bearer | None:
        """What the tag goes on, if it is said."""
        said = ((Bears.ITEM, self.item), (Bears.ROOM, self.place), (Bears.PERSON, self.person))
        return next((Bearer(kind, id) for kind, id in said if id), None)

    def reader(self) -> Reader | None:
        """Whose field is looked at, if a reader is chosen."""
        return Reader(StationId(self.station), self.held) if self.station else None

    def address(self, **other: object) -> str:
        """The desk with some of it said otherwise (None: not at all)."""
        said = {name: getattr(self, name) for name in DeskIn.model_fields} | other
        query = {name: str(value) for name, value in said.items() if value is not None and value is not False}
        return f"/tagging/desk?{urlencode(query)}"


class BindIn(DeskIn):
    """The tag: heard by the reader, or typed. The rest is as in `Wish`."""

    text: Word
    heard: bool = False
    replaces: Typed[TagText] = None
    away: bool = False
    reason: Word = ""


@router.get("/desk")
def desk(
    request: Request,
    who: Manager,
    session: ReadSession,
    asked: Annotated[DeskIn, Query()],
    after: Annotated[UUID | None, Query()] = None,
    done: Annotated[Word, Query()] = "",
    text: Annotated[Word, Query()] = "",
) -> Response:
    """The thing in the hand: that of the address, or the next one on the list of the room."""
    if asked.bearer() is None:
        following = next_untagged(session, who.school, asked.room or "", ItemId(after) if after else None)
        asked = asked.model_copy(update={"item": following})
    return _desk(request, who, session, asked, done=scan(done).surely, text=text)


@router.get("/field")
def field(request: Request, who: Manager, session: ReadSession, asked: Annotated[DeskIn, Query()]) -> Response:
    """What the chosen reader hears, and what can be done with it; asked again every second."""
    reader = asked.reader()
    heard = field_of(session, who.school, reader, now=datetime.now(UTC)) if reader else []
    on = bearers_now(session, who.school, [one.tag for one in heard])
    return page(
        request,
        "tagging_field.html",
        who,
        asked=asked,
        heard=[_said(request, who, one) for one in heard],
        mine=bool(heard) and heard[0].tag in on and on[heard[0].tag].bearer == asked.bearer(),
        on={tag: bearer_words(speech_of(request), named) for tag, named in on.items()},
    )


@router.post("/desk")
def bind(request: Request, who: Manager, asked: Annotated[BindIn, Form()]) -> Response:
    """Binds the tag and leads to the next thing on the list, or back to this one."""
    try:
        with database_of(request).write() as session:
            tag = _bound(session, who, asked)
    except (NoTag, NotAlone, TagElsewhere, TagOnNothing, ReasonUnsaid, ThingUnsaid, ThingWrittenOff) as error:
        with database_of(request).read() as session:
            return _desk(request, who, session, asked, text=asked.text, problem=error)
    walks = asked.room is not None and asked.item is not None
    following = {"item": None, "after": asked.item} if walks else {}
    return RedirectResponse(asked.address(done=tag, **following), HTTPStatus.SEE_OTHER)


def _bound(session: Session, who: Who, asked: BindIn) -> Tag:
    bearer, now = asked.bearer(), datetime.now(UTC)
    if bearer is None:
        raise ThingUnsaid
    tag, tid = tag_at_hand(session, who.school, asked.text, asked.reader(), alone=asked.heard, now=now)
    wish = Wish(tag, bearer, tid, asked.replaces, asked.away, asked.reason)
    bind_tag(session, who.school, wish, by=who.name, at=now)
    return tag


def _said(request: Request, who: Who, one: Heard) -> dict[str, str]:
    speech = speech_of(request)
    return {
        "tag": one.tag,
        "says": epc_words(speech, read_epc(one.tag, who.school)),
        "signal": signal_words(speech, one),
        "maker": chip_maker(one.tid),
    }


def _desk(
    request: Request,
    who: Who,
    session: Session,
    asked: DeskIn,
    *,
    done: Tag | None = None,
    text: str = "",
    problem: InventoryError | None = None,
) -> Response:
    bearer = asked.bearer()
    elsewhere = isinstance(problem, TagElsewhere | ReasonUnsaid) or bool(text and not problem)
    on = bearers_now(session, who.school, [done]) if done else {}
    carried: Sequence[Spell] = spells(session, who.school, bearer=bearer) if bearer else ()
    speech = speech_of(request)
    return answer(
        HTTPStatus.CONFLICT if problem else HTTPStatus.OK,
        request,
        "tagging_desk.html",
        who,
        asked=asked,
        bearer=the_bearer(session, who.school, bearer) if bearer else None,
        carried=[spell for spell in carried if spell.until is None],
        stations=list_stations(session, who.school),
        done=(done, bearer_words(speech, on[done])) if done in on else None,
        elsewhere=elsewhere,
        text=text if elsewhere else "",
        problem=say_error(speech, problem) if problem else "",
    )
