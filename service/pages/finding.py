"""One finding: its evidence, photos, every decision ever made about it, and the form to decide."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.decisions import decisions_about
from inventory.actions.campaign.photos import add_photo, the_photo
from inventory.actions.cards.things import Thing, search_things, things
from inventory.actions.tagging.labels import claimants
from inventory.campaign import OPEN, Step, may
from inventory.decisions import Choice
from inventory.errors import InventoryError
from inventory.findings import Kind
from inventory.ids import SchoolId, StockTakeId
from inventory.kinds.transfer import KIND
from inventory.standing import Line
from inventory.verdicts import named
from service.access import Counter, Viewer
from service.blind import refuse_if_blind
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.pages.deciding import made_words, offered
from service.pages.findings import rows, words_of_deciding
from service.pages.rendering import answer, page, say_error, speech_of
from service.standings import Standings
from service.wire import Word

router = APIRouter(prefix="/stocktakes/{stocktake}")

SOUGHT = frozenset({Kind.MISSING, Kind.DOUBTFUL, Kind.NOT_COVERED})
"""Findings about a thing that somebody had better look for."""

PHOTO_HEADERS = {
    "Content-Disposition": "inline",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, max-age=86400, immutable",
}
"""A picture is looked at and nothing else; its address never stands for another one."""


@router.get("/findings/{subject}")
def finding_page(
    request: Request,
    who: Viewer,
    session: ReadSession,
    standings: Standings,
    stocktake: UUID,
    subject: str,
    q: Annotated[Word, Query()] = "",
    shown: Annotated[str, Query(max_length=2_000)] = "",
) -> Response:
    """One finding; `q` searches the thing its tag belongs to, `shown` is the filter it was come from."""
    now = standings.of(session, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, now)
    (line,) = named(now.lines, [subject])
    speech = speech_of(request)
    (shown_row,) = rows(session, who.school, now, [line], speech)
    made = decisions_about(session, who.school, now.id, subject)
    meant = things(session, who.school, {each.details.item for each in made if each.details.item})
    return page(
        request,
        "finding.html",
        who,
        standing=now,
        row=shown_row,
        made=[(each, made_words(speech, each, meant)) for each in made],
        offers=offered([line]),
        keeper_there=next((room.keeper for room in now.rooms if room.code == line.seen_room), ""),
        may_decide=may(Step.DECIDE, now.status, who.role),
        may_prepare=line.kind is Kind.MOVED and not shown_row.under_way and who.role >= KIND.asks,
        may_find=line.item is not None and line.kind in SOUGHT and who.role >= Role.COUNTER,
        may_photograph=now.status in OPEN and who.role >= Role.COUNTER,
        candidates=_candidates(session, who.school, line, q),
        q=q,
        shown=shown,
        **words_of_deciding(now),
    )


def _candidates(session: Session, school: SchoolId, line: Line, q: str) -> list[Thing]:
    """The things the tag may belong to: those that claim it, or those that were searched."""
    if line.kind is Kind.TAG_CONFLICT and line.tag:
        claims = claimants(session, school, [line.tag]).get(line.tag, [])
        return list(things(session, school, claims).values())
    return search_things(session, school, q) if Choice.BIND in offered([line]) else []


@router.post("/findings/{subject}/photos")
def add(
    request: Request,
    who: Counter,
    reading: ReadSession,
    session: WriteSession,
    standings: Standings,
    stocktake: UUID,
    subject: str,
    photo: Annotated[UploadFile, File()],
    note: Annotated[Word, Form()] = "",
) -> Response:
    """Keeps a photo with the finding."""
    now = standings.of(reading, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, now)
    named(now.lines, [subject])
    at, content = datetime.now(UTC), photo.file.read()
    back = f"/stocktakes/{stocktake}/findings/{subject}#photos"
    try:
        add_photo(session, who.school, now.id, subject, content, note.strip(), by=who.name, at=at)
    except InventoryError as error:
        status = status_of(error)
        detail = say_error(speech_of(request), error)
        title = speech_of(request).say("The photo was not taken")
        return answer(status, request, "error.html", who, title=title, detail=detail, whence=back)
    return RedirectResponse(back, HTTPStatus.SEE_OTHER)


@router.get("/photos/{photo}")
def show_photo(who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, photo: UUID) -> Response:
    """The picture."""
    refuse_if_blind(session, who, standings.of(session, who.school, StockTakeId(stocktake)))
    picture = the_photo(session, who.school, StockTakeId(stocktake), photo)
    return Response(picture.content, media_type=picture.media_type, headers=PHOTO_HEADERS)
