"""Shortages that wait for the approval of their write-off, and the form for its number and date."""

from datetime import UTC, date, datetime
from http import HTTPStatus
from itertools import groupby
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import StringConstraints

from inventory.access import Role
from inventory.actions.shortages import approve_shortage, pending_shortages
from inventory.ids import ItemId
from inventory.movements import Approval
from service.access import Manager, Viewer
from service.database import ReadSession, WriteSession
from service.pages.rendering import page
from service.wire import Word
from service.zone import Zone

router = APIRouter()

MOST_FIELDS = 20_000


@router.get("/shortages")
def shortages_page(request: Request, who: Viewer, session: ReadSession, done: int | None = None) -> Response:
    """Every pending shortage under the document that made it one."""
    pending = sorted(pending_shortages(session, who.school), key=lambda each: each.document is None)
    documents = [(document, list(its)) for document, its in groupby(pending, key=lambda each: each.document)]
    return page(request, "shortages.html", who, documents=documents, done=done, may_approve=who.role >= Role.MANAGER)


@router.post("/shortages", form_limits={"max_fields": MOST_FIELDS})
def approve(
    who: Manager,
    session: WriteSession,
    zone: Zone,
    number: Annotated[Word, StringConstraints(strip_whitespace=True, min_length=1), Form()],
    day: Annotated[date, Form()],
    items: Annotated[list[UUID], Form()],
) -> Response:
    """Writes the chosen things off, with the approval."""
    chosen = [ItemId(item) for item in dict.fromkeys(items)]
    approval = Approval(number, day)
    approve_shortage(session, who.school, chosen, approval, by=who.name, at=datetime.now(UTC), zone=zone)
    return RedirectResponse(f"/shortages?done={len(chosen)}", HTTPStatus.SEE_OTHER)
