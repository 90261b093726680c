"""POST /api/v1/heartbeats: how a station's box and its scanners are."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from inventory.actions.presence.heartbeats import hear
from service.access import Box
from service.database import WriteSession
from service.heartbeats import HeartbeatIn
from service.wire import checked, json_body

router = APIRouter()


@router.post("/heartbeats", status_code=HTTPStatus.NO_CONTENT)
def post_heartbeat(box: Box, session: WriteSession, body: Annotated[Any, Depends(json_body)]) -> None:
    """Keeps the latest; shown on the page of the readers and, if nothing is read, beside what it counts."""
    hear(session, box.school, box.station, checked(HeartbeatIn, body).as_report(datetime.now(UTC)))
