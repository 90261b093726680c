"""The list of documents: all that was ever asked for or booked, to filter, to go on from, and as a file."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from inventory.access import Role
from inventory.actions.documents.document_list import count_documents, list_documents
from inventory.document_list import ListedDocument, State
from inventory.forms.document_list import TITLE, documents_form
from inventory.forms.values import say, shown
from inventory.kinds import KINDS
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.document_filters import DocumentsIn
from service.language import Speech, key
from service.pages.rendering import page, speech_of
from service.pages.slip_words import STATUS_NAME, TONE
from service.printing import Format, download, file_of, of_the_books, turns_of
from service.zone import Zone

router = APIRouter()

AT_ONCE = 50
"""Documents on one page."""

MOST = 20_000
"""Documents in one file."""

STATE_NAME = {State(status): name for status, name in STATUS_NAME.items()} | {State.OVERDUE: key("Overdue")}


@router.get("/documents")
def documents(
    request: Request, who: Viewer, session: ReadSession, zone: Zone, asked: Annotated[DocumentsIn, Query()]
) -> Response:
    """The newest documents that fit every filter; older ones page by page."""
    refuse_register_if_blind(session, who)
    wanted, today = asked.wanted(zone), datetime.now(UTC).astimezone(zone).date()
    counted = count_documents(session, who.school, wanted, today)
    return page(
        request,
        "document_list.html",
        who,
        asked=asked,
        found=list_documents(session, who.school, wanted, today, after=asked.after, most=AT_ONCE),
        counted={state: counted[state] for state in State if counted[state] or state is asked.state},
        total=sum(counted.values()) - counted[State.OVERDUE],
        kinds=KINDS,
        states=STATE_NAME,
        status_names=STATUS_NAME,
        tone=TONE,
        may_write=who.role >= Role.COUNTER,
        may_route=who.role >= Role.ADMIN,
        may_lend=who.role >= Role.MANAGER,
    )


@router.get("/documents.xlsx")
def documents_file(
    request: Request, who: Viewer, session: ReadSession, zone: Zone, asked: Annotated[DocumentsIn, Query()]
) -> Response:
    """The same documents as a workbook."""
    refuse_register_if_blind(session, who)
    speech, now = speech_of(request), datetime.now(UTC).astimezone(zone)
    with turns_of(request).turn():
        found = list_documents(session, who.school, asked.wanted(zone), now.date(), most=MOST)
        report = of_the_books(
            who,
            shown(TITLE, speech.look_up),
            now,
            (documents_form([_here(each, speech) for each in found.documents], STATUS_NAME, more=found.more),),
            say("{first} to {last}", first=asked.first or "…", last=asked.last or now.date()),
        )
        content = file_of(report, Format.XLSX, speech)
    name = f"{who.school_name} {report.stocktake} {now.date()}.{Format.XLSX}"
    return download(content, Format.XLSX, name)


def _here(document: ListedDocument, speech: Speech) -> ListedDocument:
    """The document with its time as clocks here show it."""
    return replace(document, at=document.at.astimezone(speech.zone))
