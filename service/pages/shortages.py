"""Shortages that wait for the approval of their write-off, and the form for its number and date."""

from collections import Counter
from datetime import UTC, date, datetime
from http import HTTPStatus
from itertools import groupby
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import StringConstraints

from inventory.access import Role
from inventory.actions.campaign.shortages import approve_shortage, pending_shortages
from inventory.ids import ItemId
from inventory.movements import Approval, Pending
from service.access import Manager, Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.pages.rendering import page
from service.wire import Word
from service.zone import Zone

router = APIRouter()

MOST_FIELDS = 20_000


AT_ONCE = 100
"""Shortages on one page."""


@router.get("/shortages")
def shortages_page(
    request: Request,
    who: Viewer,
    session: ReadSession,
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
    done: int | None = None,
) -> Response:
    """The pending shortages under the documents that made them so, a page at a time."""
    refuse_register_if_blind(session, who)
    pending = sorted(pending_shortages(session, who.school), key=_by_document)
    start = (number - 1) * AT_ONCE
    some = groupby(pending[start : start + AT_ONCE], key=lambda each: each.document)
    return page(
        request,
        "shortages.html",
        who,
        documents=[(document, list(its)) for document, its in some],
        whole=Counter(each.document for each in pending),
        page=number,
        pages=max(1, -(-len(pending) // AT_ONCE)),
        done=done,
        may_approve=who.role >= Role.MANAGER,
    )


def _by_document(each: Pending) -> tuple[bool, str]:
    return each.document is None, str(each.document.id) if each.document else ""


@router.post("/shortages", form_limits={"max_fields": MOST_FIELDS})
def approve(
    who: Manager,
    session: WriteSession,
    zone: Zone,
    number: Annotated[Word, StringConstraints(strip_whitespace=True, min_length=1), Form()],
    day: Annotated[date, Form()],
    items: Annotated[tuple[UUID, ...], Form()] = (),
    documents: Annotated[tuple[UUID, ...], Form()] = (),
) -> Response:
    """Writes the chosen things, and those of the chosen documents, off with the approval."""
    of_documents = pending_shortages(session, who.school) if documents else ()
    whole = [each.item for each in of_documents if each.document and each.document.id in documents]
    chosen = list(dict.fromkeys([*map(ItemId, items), *whole]))
    approval = Approval(number, day)
    approve_shortage(session, who.school, chosen, approval, by=who.name, at=datetime.now(UTC), zone=zone)
    return RedirectResponse(f"/shortages?done={len(chosen)}", HTTPStatus.SEE_OTHER)
