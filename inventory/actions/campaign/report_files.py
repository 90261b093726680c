"""Files printed from a closed stock-take: what was printed first is kept, and given again for ever.

Fonts, clocks and this program change, and with them the bytes of a file made anew. What was signed must not.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.stocktakes import the_stocktake
from inventory.errors import NotFound
from inventory.ids import SchoolId, StockTakeId, new_id
from inventory.store.closings import ReportFile


@dataclass(frozen=True, slots=True)
class Asked:
    """Which file: of which closing, its `name` such as "report.pdf", of the room with a code or "", in a language."""

    closing: int
    name: str
    room: str
    language: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept, without its content."""

    name: str
    room: str
    language: str
    closing: int
    size: int
    sha256: str
    made_at: datetime


def kept_file(session: Session, school: SchoolId, stocktake: StockTakeId, asked: Asked) -> bytes | None:
    """The file as it was printed first, None if it never was."""
    return session.scalar(select(ReportFile.content).where(*_this(school, stocktake, asked)))


def keep_file(
    session: Session, school: SchoolId, stocktake: StockTakeId, asked: Asked, content: bytes, *, at: datetime
) -> bytes:
    """Keeps the file, unless somebody printed it first; gives the one that is kept. Raises `NotFound`.

    If the stock-take was opened again meanwhile, nothing is kept any more of the closing it was printed from.
    """
    found = the_stocktake(session, school, stocktake, lock=True)
    first = kept_file(session, school, stocktake, asked)
    if first is not None:
        return first
    if found.closed_at is not None and found.closing == asked.closing:
        session.add(_row(school, stocktake, asked, content, at))
    return content


def kept_by_digest(session: Session, school: SchoolId, stocktake: StockTakeId, digest: str) -> tuple[str, bytes]:
    """The name and the content of the kept file with that SHA-256, of whichever closing. Raises `NotFound`."""
    this = (ReportFile.school_id == school, ReportFile.stocktake_id == stocktake, ReportFile.sha256 == digest)
    found = session.execute(select(ReportFile.name, ReportFile.content).where(*this).limit(1)).one_or_none()
    if found is None:
        raise NotFound(kind="file", name=digest)
    return found.name, found.content


def kept_files(session: Session, school: SchoolId, stocktake: StockTakeId) -> list[KeptFile]:
    """All files kept of the stock-take, those of the last closing first."""
    columns = (
        *(ReportFile.name, ReportFile.room, ReportFile.language, ReportFile.closing),
        *(func.length(ReportFile.content), ReportFile.sha256, ReportFile.made_at),
    )
    of_this = (ReportFile.school_id == school, ReportFile.stocktake_id == stocktake)
    order = (ReportFile.closing.desc(), ReportFile.name, ReportFile.room, ReportFile.language)
    return [KeptFile(*row) for row in session.execute(select(*columns).where(*of_this).order_by(*order))]


def _row(school: SchoolId, stocktake: StockTakeId, asked: Asked, content: bytes, at: datetime) -> ReportFile:
    return ReportFile(
        school_id=school,
        id=new_id(),
        stocktake_id=stocktake,
        closing=asked.closing,
        name=asked.name,
        room=asked.room,
        language=asked.language,
        content=content,
        sha256=sha256(content).hexdigest(),
        made_at=at,
    )


def _this(school: SchoolId, stocktake: StockTakeId, asked: Asked) -> tuple[ColumnElement[bool], ...]:
    return (
        ReportFile.school_id == school,
        ReportFile.stocktake_id == stocktake,
        ReportFile.closing == asked.closing,
        ReportFile.name == asked.name,
        ReportFile.room == asked.room,
        ReportFile.language == asked.language,
    )
