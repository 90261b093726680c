"""POST /api/v1/sightings: what a station saw."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from inventory.actions.presence.sightings import take_in
from service.access import Box
from service.database import WriteSession
from service.wire import BatchIn, BatchOut, RefusedOut, checked, json_body
from service.zone import Zone

router = APIRouter()


@router.post("/sightings")
def post_sightings(box: Box, session: WriteSession, zone: Zone, body: Annotated[Any, Depends(json_body)]) -> BatchOut:
    """Stores each sighting once; the answer names every row that is settled or refused."""
    batch = checked(BatchIn, body)
    good, bad = batch.judged()
    at = datetime.now(UTC)
    taken = take_in(session, box.school, box.station, batch.outbox, good, sent_at=batch.sent_at, at=at, zone=zone)
    return BatchOut(
        accepted=taken.accepted,
        duplicates=taken.duplicates,
        settled=taken.settled,
        refused=[RefusedOut(n=row.n, code=row.code, message=row.message) for row in bad],
    )
