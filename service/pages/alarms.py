"""Alarms: which there are, live, and who has seen to them; the rules they are raised by."""

from datetime import UTC, datetime, time
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Header, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from pydantic import BaseModel, Field

from inventory.access import Role
from inventory.actions.presence.alarm_list import AlarmFilter, Show, alarms_revision, list_alarms, open_alarms
from inventory.actions.presence.alarms import acknowledge, rules_now, set_rules
from inventory.alarms import AlarmKind, Rules
from inventory.quiet_hours import QuietHours
from service.access import Admin, Counter, Viewer
from service.blind import is_blind, refuse_register_if_blind
from service.database import ReadSession, WriteSession, database_of
from service.language import key
from service.pages.rendering import fragment, page, speech_of
from service.pages.shared import Shared
from service.pages.streams import event, stream
from service.pages.watching import Parts, Watch
from service.wire import Word

router = APIRouter(prefix="/alarms")

AT_ONCE = 100
"""Alarms on one page."""

LOOK_SECONDS = 0.2
"""How often an open page is looked after: something may just be leaving the house."""

KIND_WORDS = {
    AlarmKind.LEFT: key("Left without a document"),
    AlarmKind.ELSEWHERE: key("In another room than booked"),
    AlarmKind.UNSEEN: key("Not heard for long"),
}

SHOW_WORDS = {
    Show.OPEN: key("Nobody has seen to them"),
    Show.HELD: key("Held back in quiet hours"),
    Show.SEEN: key("Seen to"),
    Show.ALL: key("All"),
}


class AlarmsIn(BaseModel):
    """Which alarms the page shows."""

    show: Show = Show.OPEN
    kind: AlarmKind | Literal[""] = ""
    before: UUID | None = None

    def wanted(self) -> AlarmFilter:
        """The same for the list."""
        return AlarmFilter(self.show, self.kind or None, self.before)


_REVISIONS = Shared()


@router.get("")
def alarms_page(request: Request, who: Viewer, session: ReadSession, asked: Annotated[AlarmsIn, Query()]) -> Response:
    """The newest alarms that fit; the page fills by itself."""
    refuse_register_if_blind(session, who)
    return page(
        request,
        "alarms.html",
        who,
        asked=asked,
        alarms=list_alarms(session, who.school, asked.wanted(), most=AT_ONCE),
        revision=alarms_revision(session, who.school),
        rules=rules_now(session, who.school, datetime.now(UTC)),
        kind_words=KIND_WORDS,
        show_words=SHOW_WORDS,
        may_see_to=who.role >= Role.COUNTER,
        may_set=who.role >= Role.ADMIN,
        at_once=AT_ONCE,
    )


@router.get("/number")
def number(request: Request, who: Viewer, session: ReadSession) -> HTMLResponse:
    """How many wait for somebody, for the menu."""
    count = 0 if is_blind(session, who) else open_alarms(session, who.school)
    return HTMLResponse(fragment(speech_of(request), "alarms_number.html", count=count))


@router.get("/live")
def live(
    request: Request,
    who: Viewer,
    asked: Annotated[AlarmsIn, Query()],
    since: int,
    last_event_id: Annotated[int | None, Header()] = None,
) -> StreamingResponse:
    """The list anew whenever it changes."""
    database, speech, wanted = database_of(request), speech_of(request), asked.wanted()
    with database.read() as session:
        refuse_register_if_blind(session, who)

    def read() -> int:
        with database.read() as session:
            return alarms_revision(session, who.school)

    def now() -> int:
        return _REVISIONS.of(who.school, read)

    def parts() -> tuple[int, Parts]:
        with database.read() as session:
            # A blind count may have begun since the page was opened.
            blind = is_blind(session, who)
            alarms = [] if blind else list_alarms(session, who.school, wanted, most=AT_ONCE)
            return alarms_revision(session, who.school), {"alarms": alarms}

    watch = Watch(since if last_event_id is None else last_event_id, now, parts)

    def look() -> str:
        latest, changed = watch.look()
        if not changed:
            return ""
        shown = {"kind_words": KIND_WORDS, "may_see_to": who.role >= Role.COUNTER}
        html = fragment(speech, "alarms_changed.html", alarms=changed["alarms"], **shown)
        return event("changed", latest, html)

    return stream(request, who, look, LOOK_SECONDS)


@router.post("/{alarm}/acknowledge")
def see_to(who: Counter, session: WriteSession, alarm: UUID, reason: Annotated[Word, Form()] = "") -> Response:
    """Somebody has seen to it, and says what became of it."""
    refuse_register_if_blind(session, who)
    acknowledge(session, who.school, alarm, by=who.name, reason=reason, at=datetime.now(UTC))
    return RedirectResponse("/alarms", HTTPStatus.SEE_OTHER)


class RulesIn(BaseModel):
    """The rules as the form has them: 0 minutes or days for never, both times alike for no quiet hours."""

    elsewhere_minutes: Annotated[int, Field(ge=0, le=10_000)]
    unseen_days: Annotated[int, Field(ge=0, le=3650)]
    episode_minutes: Annotated[int, Field(ge=1, le=10_000)]
    quiet_from: time = time()
    quiet_until: time = time()
    gates_always: bool = False

    def rules(self) -> Rules:
        """The same for alarms."""
        # The clock of the school has no zone; one in a request would be compared with it again and again, in vain.
        begin, end = (clock.replace(tzinfo=None) for clock in (self.quiet_from, self.quiet_until))
        quiet = QuietHours(begin, end) if begin != end else None
        return Rules(self.elsewhere_minutes, self.unseen_days, self.episode_minutes, quiet, self.gates_always)


@router.post("/rules")
def say_rules(who: Admin, session: WriteSession, said: Annotated[RulesIn, Form()]) -> Response:
    """From now on alarms are raised by these rules."""
    set_rules(session, who.school, said.rules(), by=who.name, at=datetime.now(UTC))
    return RedirectResponse("/alarms", HTTPStatus.SEE_OTHER)
