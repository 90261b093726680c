"""Keeping the list that is shown under a name, and deleting one."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import StringConstraints

from inventory.actions.cards.saved_views import drop_view, keep_view
from service.access import Viewer
from service.database import WriteSession
from service.wire import Word

router = APIRouter(prefix="/assets/views")

Name = Annotated[Word, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Query = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^[^\x00-\x1f]*$")]


@router.post("")
def keep(
    who: Viewer, session: WriteSession, name: Annotated[Name, Form()], query: Annotated[Query, Form()] = ""
) -> Response:
    """Keeps the list and leads back to it."""
    keep_view(session, who.school, who.name, name, query)
    return RedirectResponse(f"/assets?{query}", HTTPStatus.SEE_OTHER)


@router.post("/{view}/delete")
def delete(who: Viewer, session: WriteSession, view: UUID) -> Response:
    """Deletes the list and shows it once more, so that it can be kept after all."""
    dropped = drop_view(session, who.school, who.name, view)
    told = urlencode({"dropped": dropped.name})
    return RedirectResponse(f"/assets?{'&'.join(filter(None, (dropped.query, told)))}", HTTPStatus.SEE_OTHER)
