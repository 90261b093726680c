"""Photos and papers of a card: put on, shown, taken off. What was taken off is kept, and not shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from inventory.actions.journal import record
from inventory.actions.schools import lock_school
from inventory.attachments import Paper, as_attachment
from inventory.errors import InventoryError, NotFound
from inventory.ids import AssetId, ItemId, SchoolId, new_id
from inventory.store.cards import Attachment
from inventory.store.register import Asset, Item

MOST = 30


class TooManyAttachments(InventoryError):
    """More than anybody looks through."""

    text = "{most} files are kept with this card already, and no more are taken. Take one off first."


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """A file as a list shows it. `item` is the position of the piece it belongs to, None for the card."""

    id: UUID
    filename: str
    media_type: str
    size: int
    note: str
    by: str
    at: datetime
    item: int | None

    @property
    def shows(self) -> bool:
        """Whether it is a picture."""
        return self.media_type.startswith("image/")


def attach(
    session: Session,
    school: SchoolId,
    asset: AssetId,
    filename: str,
    content: bytes,
    note: str,
    *,
    item: ItemId | None = None,
    by: str,
    at: datetime,
) -> UUID:
    """Keeps the file with the card or its piece, once however often it is handed in.

    Raises `TooManyAttachments`, `NotFound`, and as `as_attachment`.
    """
    paper = as_attachment(filename, content)
    lock_school(session, school)
    number = _number_of(session, school, asset, item)
    digest = sha256(paper.content).hexdigest()
    rows = session.execute(select(Attachment.sha256, Attachment.id).where(*_kept(school, asset)))
    kept: dict[str, UUID] = {row.sha256: row.id for row in rows}
    if digest in kept:
        return kept[digest]
    if len(kept) >= MOST:
        raise TooManyAttachments(most=MOST)
    attachment = new_id()
    session.add(
        Attachment(
            school_id=school,
            id=attachment,
            asset_id=asset,
            item_id=item,
            filename=paper.filename,
            media_type=paper.media_type,
            content=paper.content,
            sha256=digest,
            note=note,
            added_by=by,
            added_at=at,
            removed_by="",
            removed_at=None,
        )
    )
    facts = {"card": number, "filename": paper.filename, "sha256": digest}
    record(session, school, at=at, by=by, what="file put on a card", subject=asset, facts=facts, reason=note)
    return attachment


def detach(session: Session, school: SchoolId, asset: AssetId, attachment: UUID, *, by: str, at: datetime) -> None:
    """Takes the file off the card. Raises `NotFound`."""
    lock_school(session, school)
    row = _the_row(session, school, asset, attachment)
    row.removed_by, row.removed_at = by, at
    facts = {"filename": row.filename, "sha256": row.sha256}
    record(session, school, at=at, by=by, what="file taken off a card", subject=asset, facts=facts)


def attachments_of(session: Session, school: SchoolId, asset: AssetId) -> Sequence[AttachmentLine]:
    """The files of the card without their bytes, the first put on first."""
    rows = session.execute(
        select(
            *(Attachment.id, Attachment.filename, Attachment.media_type, func.length(Attachment.content)),
            *(Attachment.note, Attachment.added_by, Attachment.added_at, Item.position),
        )
        .outerjoin(Item, (Item.school_id == Attachment.school_id) & (Item.id == Attachment.item_id))
        .where(*_kept(school, asset))
        .order_by(Attachment.id)
    )
    return [AttachmentLine(*row) for row in rows]


def the_attachment(session: Session, school: SchoolId, asset: AssetId, attachment: UUID) -> Paper:
    """The file itself. Raises `NotFound`."""
    row = _the_row(session, school, asset, attachment)
    return Paper(row.filename, row.media_type, row.content)


def _kept(school: SchoolId, asset: AssetId) -> tuple[ColumnElement[bool], ...]:
    return Attachment.school_id == school, Attachment.asset_id == asset, Attachment.removed_at.is_(None)


def _the_row(session: Session, school: SchoolId, asset: AssetId, attachment: UUID) -> Attachment:
    row = session.scalar(select(Attachment).where(*_kept(school, asset), Attachment.id == attachment))
    if row is None:
        raise NotFound(kind="file", name=attachment)
    return row


def _number_of(session: Session, school: SchoolId, asset: AssetId, item: ItemId | None) -> str:
    """The number of the card, if there is one and the piece is one of its."""
    card = session.get(Asset, (school, asset))
    if card is None:
        raise NotFound(kind="card", name=asset)
    piece = session.get(Item, (school, item)) if item else None
    if item and (piece is None or piece.asset_id != asset):
        raise NotFound(kind="thing", name=item)
    return card.asset_no
