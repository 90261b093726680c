"""Proves that the bytes of photos, papers, lists and printed reports are those of the SHA-256 kept of each."""

from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.ids import SchoolId
from inventory.store.cards import Attachment
from inventory.store.closings import Photo, ReportFile
from inventory.store.lists import TagList
from inventory.store.slips import SlipPaper

_KEPT = (
    (Attachment, "a photo or paper of a card"),
    (SlipPaper, "a paper of a document"),
    (Photo, "a photo of a stock-take"),
    (TagList, "a list of tags"),
    (ReportFile, "a printed report"),
)
_AT_ONCE = 10
"""Files in memory at a time: each may have some megabytes."""


def strange_bytes(session: Session, school: SchoolId) -> str:
    """The first file whose bytes are not those that were handed in; else ""."""
    for table, called in _KEPT:
        files = select(table.id, table.sha256, table.content).where(table.school_id == school).order_by(table.id)
        for file, digest, content in session.execute(files.execution_options(yield_per=_AT_ONCE)):
            if sha256(content).hexdigest() != digest:
                return f"the bytes of {called} ({file}) were changed"
    return ""
