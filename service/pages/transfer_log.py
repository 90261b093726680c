"""The transfer log: every change of room, custodian, state and tags, to read, to filter, and as a file."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response

from inventory.actions.documents.transfer_log import log_page
from inventory.forms.transfer_log import TITLE, deed_words, log_form, pieces_words, side_words
from inventory.forms.values import say, shown
from inventory.kinds import KINDS
from inventory.transfer_log import LogLine, Place
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.log_filters import LogIn
from service.pages.rendering import page, speech_of
from service.printing import Format, download, file_of, of_the_books, turns_of
from service.zone import Zone

router = APIRouter()

AT_ONCE = 100
"""Pieces on one page."""

MOST = {Format.XLSX: 50_000, Format.PDF: 5_000}
"""Pieces in one file; on paper more of them are read by nobody."""


class LogPageIn(LogIn):
    """A page of the log: what comes after this piece of this document."""

    document: UUID | None = None
    item: UUID | None = None

    def after(self) -> Place | None:
        """Where the page before ended."""
        return Place(self.document, self.item) if self.document and self.item else None


@router.get("/log")
def log(
    request: Request, who: Viewer, session: ReadSession, zone: Zone, asked: Annotated[LogPageIn, Query()]
) -> Response:
    """The newest lines that fit every filter; older ones page by page."""
    refuse_register_if_blind(session, who)
    found = log_page(session, who.school, asked.wanted(zone), after=asked.after(), most=AT_ONCE)
    return page(
        request,
        "transfer_log.html",
        who,
        asked=asked,
        found=found,
        kinds=KINDS,
        deed_words=deed_words,
        pieces_words=pieces_words,
        side_words=side_words,
    )


@router.get("/log.{form}")
def log_file(
    request: Request, who: Viewer, session: ReadSession, zone: Zone, form: Format, asked: Annotated[LogIn, Query()]
) -> Response:
    """The same lines as a workbook or on A4."""
    refuse_register_if_blind(session, who)
    speech = speech_of(request)
    now = datetime.now(UTC).astimezone(zone)
    with turns_of(request).turn():
        found = log_page(session, who.school, asked.wanted(zone), most=MOST[form])
        report = of_the_books(
            who,
            shown(TITLE, speech.look_up),
            now,
            (log_form([_here(line, zone) for line in found.lines], more=found.last is not None),),
            say("{first} to {last}", first=asked.first or "…", last=asked.last or now.date()),
        )
        content = file_of(report, form, speech)
    return download(content, form, f"{who.school_name} {report.stocktake} {now.date()}.{form}")


def _here(line: LogLine, zone: ZoneInfo) -> LogLine:
    """The line with its time as clocks here show it."""
    return replace(line, deed=replace(line.deed, at=line.deed.at.astimezone(zone)))
