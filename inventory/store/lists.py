"""Lists of tags and numbers that other handhelds export, how their columns were understood, and tags from files."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import OfSchool, Table, within_school


class ListShape(OfSchool, Table):
    """What the columns of files of one shape mean, as somebody said once. `shape` is a hash of the heads."""

    __tablename__ = "list_shape"
    __table_args__ = (UniqueConstraint("school_id", "shape"),)

    shape: Mapped[str]
    columns: Mapped[dict[str, str]]
    said_by: Mapped[str]
    said_at: Mapped[datetime]


class TagList(OfSchool, Table):
    """A list as it was handed in, for one room or ("") for those it names. The file is kept: it is the voucher.

    `sha256` is that of the file. `columns` (place in the file, from 0 → meaning) and `counted_at` are empty until it
    was counted; then each room has a pass of its own. `said` is a hash of what its rows say then, the same for
    the same list in another kind of file. `taken_back_by` says that its passes do not count any more.
    """

    __tablename__ = "tag_list"
    __table_args__ = (
        UniqueConstraint("school_id", "stocktake_id", "room_code", "sha256"),
        within_school("stocktake_id", "stocktake"),
    )

    stocktake_id: Mapped[UUID]
    room_code: Mapped[str]
    filename: Mapped[str]
    content: Mapped[bytes]
    sha256: Mapped[str]
    handed_in_by: Mapped[str]
    handed_in_at: Mapped[datetime]
    columns: Mapped[dict[str, str]]
    counted_at: Mapped[datetime | None]
    said: Mapped[str] = mapped_column(default="", server_default="")
    taken_back_by: Mapped[str | None]
    taken_back_at: Mapped[datetime | None]


class TagFile(OfSchool, Table):
    """A file that says which tag is on what, as it was handed in, and what became of it. It is kept as the voucher.

    `columns` (place in the file, from 0 → meaning) is what somebody said of it, empty for our own guess.
    """

    __tablename__ = "tag_file"

    filename: Mapped[str]
    content: Mapped[bytes]
    handed_in_by: Mapped[str]
    handed_in_at: Mapped[datetime]
    columns: Mapped[dict[str, str]]
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class TagFileBinding(Table):
    """A tag that was bound by a file."""

    __tablename__ = "tag_file_binding"
    __table_args__ = (within_school("file_id", "tag_file"), within_school("binding_id", "tag_binding"))

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    file_id: Mapped[UUID] = mapped_column(primary_key=True)
    binding_id: Mapped[UUID] = mapped_column(primary_key=True)
