"""My tasks: what whoever is signed in has to sign, to confirm, to carry out, to bring back, or to ask others for."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from itertools import groupby

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from inventory.my_tasks import Told, Want
from service.access import Viewer, Who
from service.blind import is_blind, refuse_register_if_blind
from service.database import ReadSession
from service.language import Speech, key
from service.my_tasks import how_many, my_tasks
from service.pages.rendering import fragment, page, speech_of
from service.standings import Standings
from service.zone import Zone

router = APIRouter(prefix="/tasks")

SHOWN = 100
"""Tasks of one sort on the page; the list of documents has all."""

WANT_NAME = {
    Want.APPROVE: key("To sign"),
    Want.CONFIRM: key("To confirm"),
    Want.CARRY_OUT: key("To carry out"),
    Want.BRING_BACK: key("To bring back"),
    Want.OVERDUE: key("Overdue"),
    Want.REJECTED: key("Rejected"),
}

LISTED_AS: Mapping[Want, str] = {
    Want.APPROVE: "asked",
    Want.CONFIRM: "under+way",
    Want.CARRY_OUT: "ready",
    Want.BRING_BACK: "under+way",
    Want.OVERDUE: "overdue",
    Want.REJECTED: "rejected",
}
"""Where the list of documents has the rest."""


@router.get("")
def my_tasks_page(request: Request, who: Viewer, session: ReadSession, standings: Standings, zone: Zone) -> Response:
    """Every task in a sentence, with its document."""
    refuse_register_if_blind(session, who)
    speech = speech_of(request)
    mine = my_tasks(session, standings, who, zone)
    return page(
        request,
        "my_tasks.html",
        who,
        by_want=[(want, list(some)) for want, some in groupby(mine.duties, key=lambda told: told.duty.want)],
        errands=mine.errands,
        want_name=WANT_NAME,
        listed_as=LISTED_AS,
        shown=SHOWN,
        wanted=partial(wanted_words, speech, who),
        today=datetime.now(UTC).astimezone(zone).date(),
    )


@router.get("/number")
def number_of_tasks(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, zone: Zone
) -> HTMLResponse:
    """How many there are, as the menu shows it."""
    count = 0 if is_blind(session, who) else how_many(session, standings, who, zone)
    return HTMLResponse(fragment(speech_of(request), "task_number.html", count=count))


def wanted_words(speech: Speech, who: Who, told: Told) -> str:
    """What is wanted, from whom, since when."""
    duty, document = told.duty, told.document
    facts = {
        "step": duty.step if duty.want in (Want.APPROVE, Want.REJECTED) else speech.look_up(duty.step),
        "things": speech.count("{count} thing", "{count} things", duty.things),
        "by": document.by,
        "name": duty.name,
        "person": document.person,
        "since": speech.day(duty.since),
        "due": speech.day(document.due_on),
        "reason": duty.reason,
    }
    match duty.want:
        case Want.APPROVE if duty.name != who.name:
            return speech.say("{by} asks for the signature “{step}” of {name}, since {since}.", **facts)
        case Want.APPROVE:
            return speech.say("{by} asks for your signature “{step}”, since {since}.", **facts)
        case Want.CONFIRM:
            return speech.say("{things} sent to you on {since}, asked for by {by}: confirm the arrival.", **facts)
        case Want.CARRY_OUT:
            return speech.say("{step}: {things}, asked for by {by}, since {since}.", **facts)
        case Want.BRING_BACK:
            return speech.say("{things} with you since {since}, due back on {due}.", **facts)
        case Want.OVERDUE if document.person:
            return speech.say("{things} with {person} since {since}, due back on {due}.", **facts)
        case Want.OVERDUE:
            return speech.say("{things} out since {since}, due back on {due}.", **facts)
    return speech.say("{name} said no at “{step}” on {since}: {reason}", **facts)
