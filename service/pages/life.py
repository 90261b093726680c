"""The life of a thing: documents, counts, sightings, tags, labels and changes in one list, to read and print."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response

from inventory.actions.cards.history import life_of
from inventory.actions.presence.presence_list import presence_of
from inventory.forms.life import by_words, from_words, life_form, now_words, step_words, to_words
from inventory.forms.values import say
from inventory.ids import ItemId
from inventory.life import Life
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.language import key
from service.pages.rendering import page, speech_of
from service.printing import Format, download, file_of, of_the_books, turns_of
from service.zone import Zone

router = APIRouter(prefix="/things")

_NAME = key("Life of a thing")


@router.get("/{item}/life")
def life_page(request: Request, who: Viewer, session: ReadSession, item: UUID) -> Response:
    """Every step, the newest first."""
    refuse_register_if_blind(session, who)
    return page(
        request,
        "life.html",
        who,
        life=life_of(session, who.school, ItemId(item)),
        presence=presence_of(session, who.school, ItemId(item)),
        now_words=now_words,
        step_words=step_words,
        from_words=from_words,
        to_words=to_words,
        by_words=by_words,
    )


@router.get("/{item}/life.{form}")
def life_file(request: Request, who: Viewer, session: ReadSession, zone: Zone, item: UUID, form: Format) -> Response:
    """The same from the beginning, on A4 or as a workbook."""
    refuse_register_if_blind(session, who)
    speech, now = speech_of(request), datetime.now(UTC).astimezone(zone)
    life = _here(life_of(session, who.school, ItemId(item)), zone)
    report = of_the_books(
        who, speech.look_up(_NAME), now, (life_form(life),), say("By the books of {day}", day=now.date())
    )
    with turns_of(request).turn():
        content = file_of(report, form, speech)
    return download(content, form, f"{life.name} {life.asset_no} {now.date()}.{form}")


def _here(life: Life, zone: ZoneInfo) -> Life:
    """The life with its times as clocks here show them."""
    return replace(life, steps=tuple(replace(step, at=step.at.astimezone(zone)) for step in life.steps))
