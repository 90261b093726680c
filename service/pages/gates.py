"""Gates on the page of readers: which door a reader stands at."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from inventory.actions.presence.gates import OneSideOnly, SameRoom, StaysNowhere, end_gate, set_gate
from inventory.errors import NotFound
from inventory.gates import Way
from inventory.ids import StationId
from service.access import Admin
from service.api.gates import GateIn
from service.database import database_of
from service.errors import status_of
from service.language import key
from service.pages.rendering import say_error, speech_of
from service.pages.stations import readers_page

router = APIRouter()

WAY_WORDS = {
    Way.OUT: key("Went out through the gate “{gate}”"),
    Way.IN: key("Came in through the gate “{gate}”"),
    Way.UNKNOWN: key("Passed the gate “{gate}”"),
}
"""What it is that things passed a gate."""


class GateForm(GateIn):
    """The same as programs say it; not ticked, it is no gate."""

    gate: bool = False


@router.post("/stations/{station}/gate")
def gate(request: Request, who: Admin, station: UUID, said: Annotated[GateForm, Form()]) -> Response:
    """The reader stands at a door, or does no more."""
    at = datetime.now(UTC)
    try:
        with database_of(request).write() as session:
            if said.gate:
                set_gate(session, who.school, StationId(station), said.wish(), by=who.name, at=at)
            else:
                end_gate(session, who.school, StationId(station), by=who.name, at=at)
    except (NotFound, StaysNowhere, OneSideOnly, SameRoom) as error:
        return readers_page(request, who, status_of(error), problem=say_error(speech_of(request), error))
    return RedirectResponse("/stations", HTTPStatus.SEE_OTHER)
