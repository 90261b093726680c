"""Who is told of alarms, and what became of each notice."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from inventory.actions.presence.notices import add_target, list_notices, list_targets, remove_target, try_target
from inventory.alarms import AlarmKind
from inventory.notices import NotAnAddress, Notice
from service.access import Admin, Who
from service.database import WriteSession, database_of
from service.language import Speech, key
from service.pages.alarms import KIND_WORDS
from service.pages.errors import NAMELESS
from service.pages.rendering import answer, say_error, speech_of
from service.wire import Word

router = APIRouter(prefix="/notices")

SHOWN = 50
"""Notices on the page."""

HINT = key(
    "The webhook of a WeCom, DingTalk or Feishu bot as it stands there; mailto://user:password@server?to=somebody "
    "for e-mail; or the https:// address of a program, with #secret at its end if what it gets is to be signed. It "
    "is shown only in part afterwards."
)

ERROR_WORDS = {
    "no answer": key("no answer"),
    "not accepted": key("not accepted"),
    "no such address": key("no such address"),
    "not sent": key("not sent"),
}


@router.get("")
def notices_page(request: Request, who: Admin) -> Response:
    """Everybody who is told, and the newest notices."""
    return _page(request, who)


@router.post("")
def add(
    request: Request,
    who: Admin,
    name: Annotated[Word, Form()],
    url: Annotated[Word, Form()],
    kinds: Annotated[list[AlarmKind] | None, Form()] = None,
) -> Response:
    """Somebody more is told."""
    if not name.strip():
        return _page(request, who, HTTPStatus.UNPROCESSABLE_ENTITY, problem=speech_of(request).say(NAMELESS))
    try:
        with database_of(request).write() as session:
            add_target(session, who.school, name.strip(), url, kinds or [], by=who.name, at=datetime.now(UTC))
    except NotAnAddress as error:
        return _page(request, who, HTTPStatus.UNPROCESSABLE_ENTITY, problem=say_error(speech_of(request), error))
    return RedirectResponse("/notices", HTTPStatus.SEE_OTHER)


@router.post("/{target}/remove")
def remove(who: Admin, session: WriteSession, target: UUID) -> Response:
    """They are told of nothing any more."""
    remove_target(session, who.school, target, by=who.name, at=datetime.now(UTC))
    return RedirectResponse("/notices", HTTPStatus.SEE_OTHER)


@router.post("/{target}/try")
def try_out(who: Admin, session: WriteSession, target: UUID) -> Response:
    """Sends a notice about nothing, to see whether it arrives."""
    try_target(session, who.school, target, at=datetime.now(UTC))
    return RedirectResponse("/notices", HTTPStatus.SEE_OTHER)


def notice_words(speech: Speech, notice: Notice) -> tuple[str, str]:
    """The head and the text of a notice, in the language of the service."""
    alarm = notice.alarm
    if alarm is None:
        return f"Rollcall · {notice.school_name}", speech.say(key("This is a trial: notices of alarms arrive here."))
    where = (
        speech.say(key("Gate “{gate}”"), gate=alarm.gate)
        if alarm.gate
        else speech.say(key("Room {room}"), room=alarm.room or "—")
    )
    booked = speech.say(key("by the books in {room}"), room=alarm.booked or "—")
    thing = f"{alarm.name} {alarm.number}".strip()
    head = f"{speech.say(KIND_WORDS[alarm.kind])} · {notice.school_name}"
    return head, "\n".join((thing, where, booked, speech.moment(alarm.raised_at)))


def _page(request: Request, who: Who, status: HTTPStatus = HTTPStatus.OK, problem: str = "") -> Response:
    with database_of(request).read() as session:
        targets = list_targets(session, who.school)
        notices = list_notices(session, who.school, most=SHOWN)
    return answer(
        status,
        request,
        "notices.html",
        who,
        problem=problem,
        targets=targets,
        notices=notices,
        kind_words=KIND_WORDS,
        error_words=ERROR_WORDS,
        hint=HINT,
    )
