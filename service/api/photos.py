"""Photos as evidence of a finding, handed in and read by programs."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Response, UploadFile
from pydantic import AfterValidator

from inventory.actions.campaign.photos import PhotoLine, add_photo, photos_of
from inventory.ids import StockTakeId
from inventory.verdicts import named
from service.access import Counter, Viewer
from service.blind import refuse_if_blind
from service.database import ReadSession, WriteSession
from service.pages.finding import show_photo
from service.standings import Standings
from service.wire import Word

Subject = Annotated[str, AfterValidator(lambda said: said.replace("-", ""))]
"""An item's id, or a foreign tag."""

router = APIRouter(prefix="/stocktakes/{stocktake}")

router.add_api_route("/photos/{photo}", show_photo, name="photo", response_class=Response)


@router.get("/findings/{subject}/photos")
def get_photos(
    who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, subject: Subject
) -> list[PhotoLine]:
    """The photos of the finding of an item, or of a foreign tag."""
    now = standings.of(session, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, now)
    named(now.lines, [subject])
    return photos_of(session, who.school, now.id, [subject]).get(subject, [])


@router.post("/findings/{subject}/photos", status_code=201)
def post_photo(
    who: Counter,
    reading: ReadSession,
    session: WriteSession,
    standings: Standings,
    stocktake: UUID,
    subject: Subject,
    photo: Annotated[UploadFile, File()],
    note: Annotated[Word, Form()] = "",
) -> dict[str, UUID]:
    """Keeps a photo, once however often it is handed in."""
    now = standings.of(reading, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, now)
    named(now.lines, [subject])
    at, content = datetime.now(UTC), photo.file.read()
    return {"id": add_photo(session, who.school, now.id, subject, content, note, by=who.name, at=at)}
