"""Photos and papers of a card: put on, shown, taken off. What was taken off is kept, and not shown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.cards.kept_files import AttachmentLine, Shelf, files_of, put, take_off, the_file
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import came, counted
from inventory.actions.school.schools import lock_school
from inventory.attachments import Paper, as_attachment
from inventory.errors import NotFound
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.store.cards import Attachment
from inventory.store.register import Asset, Item

_SHELF = Shelf(Attachment, Attachment.asset_id)


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
    made = put(session, school, _SHELF, asset, paper, note, by=by, at=at, item_id=item)
    if made.new:
        came(session, school, Attachment, Attachment.id == made.id)
        facts = {"card": number, "filename": paper.filename, "sha256": made.sha256}
        record(session, school, at=at, by=by, what="file put on a card", subject=asset, facts=facts, reason=note)
    return made.id


def detach(session: Session, school: SchoolId, asset: AssetId, attachment: UUID, *, by: str, at: datetime) -> None:
    """Takes the file off the card. Raises `NotFound`."""
    lock_school(session, school)
    with counted(session, school, Attachment, Attachment.id == attachment):
        facts = take_off(session, school, _SHELF, asset, attachment, by=by, at=at)
    record(session, school, at=at, by=by, what="file taken off a card", subject=asset, facts=facts)


def attachments_of(session: Session, school: SchoolId, asset: AssetId) -> Sequence[AttachmentLine]:
    """The files of the card without their bytes, the first put on first."""
    of_pieces = select(Attachment.id, Item.position).join(
        Item, (Item.school_id == Attachment.school_id) & (Item.id == Attachment.item_id)
    )
    positions = dict(session.execute(of_pieces.where(*_SHELF.kept(school, asset))).all())
    return [replace(line, item=positions.get(line.id)) for line in files_of(session, school, _SHELF, asset)]


def the_attachment(session: Session, school: SchoolId, asset: AssetId, attachment: UUID) -> Paper:
    """The file itself. Raises `NotFound`."""
    return the_file(session, school, _SHELF, asset, attachment)


def _number_of(session: Session, school: SchoolId, asset: AssetId, item: ItemId | None) -> str:
    """The number of the card, if there is one and the piece is one of its."""
    card = session.get(Asset, (school, asset))
    if card is None:
        raise NotFound(kind="card", name=asset)
    piece = session.get(Item, (school, item)) if item else None
    if item and (piece is None or piece.asset_id != asset):
        raise NotFound(kind="thing", name=item)
    return card.asset_no
