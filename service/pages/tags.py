"""One tag: what its number says, what it is on and was on; and taking it off."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.counting.tids import tids_of
from inventory.actions.tagging.binding import ReasonUnsaid, spells, take_off
from inventory.epc import chip_maker, read_epc
from inventory.scanned import scan
from inventory.tags import Tag
from service.access import Manager, Viewer, Who
from service.blind import refuse_register_if_blind
from service.database import ReadSession, database_of
from service.pages.rendering import answer, page, say_error, speech_of
from service.tag_words import bearer_words, epc_words
from service.wire import TagText, Word

router = APIRouter(prefix="/tags")


@router.get("")
def look_up(request: Request, who: Viewer, session: ReadSession, text: Annotated[Word, Query()] = "") -> Response:
    """Leads from what somebody typed or scanned to the tag."""
    refuse_register_if_blind(session, who)
    if tag := scan(text).surely:
        return RedirectResponse(f"/tags/{tag}", HTTPStatus.SEE_OTHER)
    return page(request, "tag_unknown.html", who, text=text)


@router.get("/{tag}")
def tag_page(request: Request, who: Viewer, session: ReadSession, tag: TagText) -> Response:
    """The tag."""
    refuse_register_if_blind(session, who)
    return _page(request, who, session, tag)


@router.post("/{tag}/off")
def off(request: Request, who: Manager, tag: TagText, reason: Annotated[Word, Form()]) -> Response:
    """Takes it off what it is on."""
    try:
        with database_of(request).write() as session:
            take_off(session, who.school, tag, reason=reason, by=who.name, at=datetime.now(UTC))
    except ReasonUnsaid as error:
        with database_of(request).read() as session:
            return _page(request, who, session, tag, say_error(speech_of(request), error))
    return RedirectResponse(f"/tags/{tag}", HTTPStatus.SEE_OTHER)


def _page(request: Request, who: Who, session: Session, tag: Tag, problem: str = "") -> Response:
    speech = speech_of(request)
    told = tids_of(session, who.school, tag)
    epc = read_epc(tag, who.school)
    history = [(spell, bearer_words(speech, spell.bearer)) for spell in spells(session, who.school, tag=tag)]
    return answer(
        HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        request,
        "tag.html",
        who,
        tag=tag,
        epc=epc,
        says=epc_words(speech, epc),
        tids=[(tid, chip_maker(tid)) for tid in told],
        history=history,
        may_manage=who.role >= Role.MANAGER,
        is_on=any(spell.until is None for spell, _ in history),
        problem=problem,
    )
