"""What a stock-take leaves behind: each closing, the files printed from it, the photos taken for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from inventory.store.base import OfSchool, Table, within_school


class Closing(OfSchool, Table):
    """One closing of a stock-take. `digest` is the SHA-256 of the findings frozen by it; it may be reopened once."""

    __tablename__ = "closing"
    __table_args__ = (
        UniqueConstraint("school_id", "stocktake_id", "number"),
        within_school("stocktake_id", "stocktake"),
    )

    stocktake_id: Mapped[UUID]
    number: Mapped[int]
    digest: Mapped[str]
    closed_by: Mapped[str]
    closed_at: Mapped[datetime]
    reopened_by: Mapped[str | None]
    reopened_at: Mapped[datetime | None]
    reason: Mapped[str]


class ReportFile(OfSchool, Table):
    """A report as it was printed first after a closing. Printing it again gives these bytes.

    `room` is a code, "" for the whole school; `name` is the file's name without language, such as "report.pdf".
    """

    __tablename__ = "report_file"
    __table_args__ = (
        UniqueConstraint("school_id", "stocktake_id", "closing", "name", "room", "language"),
        within_school("stocktake_id", "stocktake"),
    )

    stocktake_id: Mapped[UUID]
    closing: Mapped[int]
    name: Mapped[str]
    room: Mapped[str]
    language: Mapped[str]
    content: Mapped[bytes]
    sha256: Mapped[str]
    made_at: Mapped[datetime]


class Photo(OfSchool, Table):
    """A picture taken as evidence of one finding; `subject` is as in a decision."""

    __tablename__ = "photo"
    __table_args__ = (
        Index(None, "school_id", "stocktake_id", "subject"),
        within_school("stocktake_id", "stocktake"),
    )

    stocktake_id: Mapped[UUID]
    subject: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes]
    sha256: Mapped[str]
    note: Mapped[str]
    taken_by: Mapped[str]
    taken_at: Mapped[datetime]
