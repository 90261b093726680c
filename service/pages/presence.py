"""Where things are: what readers heard or people ticked off last of each, held against the books."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from inventory.actions.presence.presence_list import Believed, Where, list_presence
from inventory.gates import LEAST_READS, LEAST_RSSI
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.language import key
from service.pages.rendering import page, speech_of
from service.presence_filters import PresenceIn

router = APIRouter(prefix="/presence")

AT_ONCE = 100
"""Things on one page."""

WHERE_WORDS = {
    Where.ELSEWHERE: key("Seen elsewhere than booked"),
    Where.OUTSIDE: key("Outside, through a gate"),
    Where.SILENT: key("Long unseen"),
    Where.ALL: key("Everything that was ever heard"),
}


@router.get("")
def presence_page(
    request: Request, who: Viewer, session: ReadSession, asked: Annotated[PresenceIn, Query()]
) -> Response:
    """The things that fit, the one heard last first."""
    refuse_register_if_blind(session, who)
    zone, now = speech_of(request).zone, datetime.now(UTC)
    found = list_presence(session, who.school, asked.wanted(now, zone), most=AT_ONCE + 1)
    return page(
        request,
        "presence.html",
        who,
        asked=asked,
        day_of=asked.day(now.astimezone(zone)),
        things=found[:AT_ONCE],
        next=asked.start + AT_ONCE if len(found) > AT_ONCE else None,
        where_words=WHERE_WORDS,
        is_faint=is_faint,
    )


def is_faint(thing: Believed) -> bool:
    """Whether so few and weak answers may as well have come through a wall."""
    return 0 < thing.reads < LEAST_READS and (thing.rssi_max is None or thing.rssi_max < LEAST_RSSI)
