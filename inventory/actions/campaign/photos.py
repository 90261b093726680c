"""Photos taken as evidence of a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_shown
from inventory.actions.campaign.stocktakes import stocktake_for
from inventory.actions.proof.journal import record
from inventory.campaign import Step
from inventory.errors import InventoryError, NotFound
from inventory.ids import SchoolId, StockTakeId, new_id
from inventory.pictures import Picture, as_picture
from inventory.store.closings import Photo

MOST_PHOTOS = 12
"""Enough to show a thing from all sides with its labels; a page of findings shows them all."""


class TooManyPhotos(InventoryError):
    """The finding has as many photos as are kept with one."""

    text = "{most} photos are kept with this finding already, and no more are taken."


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A photo as a list shows it."""

    id: UUID
    note: str
    by: str
    at: datetime


def add_photo(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    subject: str,
    content: bytes,
    note: str,
    *,
    by: str,
    at: datetime,
) -> UUID:
    """Keeps the photo with the finding, once however often it is handed in.

    Raises `TooManyPhotos`, as `as_picture`, and as `stocktake_for`, for DECIDE.
    """
    picture = as_picture(content)
    stocktake_for(session, school, stocktake, Step.DECIDE)
    digest = sha256(picture.content).hexdigest()
    of_this = (Photo.school_id == school, Photo.stocktake_id == stocktake, Photo.subject == subject)
    kept = {known: photo for photo, known in session.execute(select(Photo.id, Photo.sha256).where(*of_this))}
    if digest in kept:
        return kept[digest]
    if len(kept) >= MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    photo = new_id()
    session.add(
        Photo(
            school_id=school,
            id=photo,
            stocktake_id=stocktake,
            subject=subject,
            media_type=picture.media_type,
            content=picture.content,
            sha256=digest,
            note=note,
            taken_by=by,
            taken_at=at,
        )
    )
    touch_shown(session, school, stocktake)
    facts = {"subject": subject, "sha256": digest}
    record(session, school, at=at, by=by, what="photo added", subject=stocktake, facts=facts, reason=note)
    return photo


def photos_of(
    session: Session, school: SchoolId, stocktake: StockTakeId, subjects: Sequence[str]
) -> dict[str, list[PhotoLine]]:
    """The photos of these subjects without their bytes, the first taken first."""
    rows = session.execute(
        select(Photo.subject, Photo.id, Photo.note, Photo.taken_by, Photo.taken_at)
        .where(Photo.school_id == school, Photo.stocktake_id == stocktake, Photo.subject.in_(subjects))
        .order_by(Photo.id)
    )
    photos: dict[str, list[PhotoLine]] = {}
    for subject, photo, note, by, at in rows:
        photos.setdefault(subject, []).append(PhotoLine(photo, note, by, at))
    return photos


def the_photo(session: Session, school: SchoolId, stocktake: StockTakeId, photo: UUID) -> Picture:
    """The picture itself. Raises `NotFound`."""
    found = session.get(Photo, (school, photo))
    if found is None or found.stocktake_id != stocktake:
        raise NotFound(kind="photo", name=photo)
    return Picture(found.media_type, found.content)
