"""One document: its number, who made it when and why, what goes from where to where, and what allowed it."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from inventory.actions.documents.papers import the_paper
from inventory.actions.documents.slip_reading import slip_id
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.pages.rendering import page
from service.pages.slips import slip_page
from service.wire import Word

router = APIRouter()

AT_ONCE = 500
"""Lines on one page."""


@router.get("/documents/{document}")
def document_page(
    request: Request,
    who: Viewer,
    session: ReadSession,
    document: Word,
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """The document of this id or number, to read and to print; what a slip did leads to the slip."""
    refuse_register_if_blind(session, who)
    slip = slip_id(session, who.school, document)
    if slip is not None and document != str(slip):
        return RedirectResponse(f"/documents/{slip}", HTTPStatus.SEE_OTHER)
    if slip is not None:
        return slip_page(request, who, session, slip, number)
    paper = the_paper(session, who.school, document)
    start = (number - 1) * AT_ONCE
    return page(
        request,
        "document.html",
        who,
        paper=paper,
        lines=paper.lines[start : start + AT_ONCE],
        page=number,
        pages=max(1, -(-len(paper.lines) // AT_ONCE)),
    )
