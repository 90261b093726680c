"""What a room, a person or a class held on a past day, and the list of a term with its differences."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from inventory.actions.cards.held import held_at, term_of
from inventory.forms.report import foot
from inventory.forms.term_list import HOLDER_NAME, term_form, title_of
from inventory.forms.values import Report, say, shown
from inventory.held import Crossing, Holder, HolderKind
from service.access import Viewer, Who
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.pages.rendering import page, speech_of
from service.printing import Format, download, file_of, of_the_books, turns_of
from service.sought import Typed
from service.wire import Day, Word

router = APIRouter()

TERM_DAYS = 140
"""So long a term is, about, where nobody says from when."""


class HeldIn(BaseModel):
    """Whose list, and from the beginning of which day to the end of which other one."""

    kind: HolderKind = HolderKind.ROOM
    name: Word = ""
    first: Typed[Day] = None
    last: Typed[Day] = None

    def days(self, today: date) -> tuple[date, date]:
        """Up to today, and for about a term, where nothing else is said."""
        last = self.last or today
        return min(self.first or last - timedelta(days=TERM_DAYS), last), last

    def query(self) -> str:
        """As the query of an address."""
        return urlencode({name: str(value) for name, value in self.model_dump(mode="json").items() if value})


@router.get("/held")
def held_page(request: Request, who: Viewer, session: ReadSession, asked: Annotated[HeldIn, Query()]) -> Response:
    """The list of the term; without a name only what can be asked for."""
    refuse_register_if_blind(session, who)
    report = _report(request, session, who, asked) if asked.name.strip() else None
    return page(
        request,
        "held.html",
        who,
        asked=asked,
        days=asked.days(_now(request).date()),
        kinds=HOLDER_NAME,
        report=report,
        foot=foot(report) if report else (),
    )


@router.get("/held.{form}")
def held_file(
    request: Request, who: Viewer, session: ReadSession, form: Format, asked: Annotated[HeldIn, Query()]
) -> Response:
    """The same on A4, or as a workbook."""
    refuse_register_if_blind(session, who)
    speech = speech_of(request)
    with turns_of(request).turn():
        report = _report(request, session, who, asked)
        content = file_of(report, form, speech)
    return download(content, form, f"{who.school_name} {report.stocktake} {report.cutoff}.{form}")


def _report(request: Request, session: Session, who: Who, asked: HeldIn) -> Report:
    now = _now(request)
    first, last = asked.days(now.date())
    begin, end = (
        datetime.combine(day, time(), now.tzinfo).astimezone(UTC) for day in (first, last + timedelta(days=1))
    )
    holder = Holder(asked.kind, asked.name.strip())
    lines, crossed = term_of(session, who.school, holder, begin, end)
    held = held_at(session, who.school, holder, end)
    return of_the_books(
        who,
        shown(title_of(holder), speech_of(request).look_up),
        now,
        (term_form(holder, lines, [_here(each, now) for each in crossed], held),),
        say("{first} to {last}", first=first, last=last),
        last=last,
    )


def _here(each: Crossing, now: datetime) -> Crossing:
    """With its time as clocks here show it."""
    return replace(each, by=replace(each.by, at=each.by.at.astimezone(now.tzinfo)))


def _now(request: Request) -> datetime:
    return datetime.now(UTC).astimezone(speech_of(request).zone)
