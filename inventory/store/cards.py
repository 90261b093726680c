"""What hangs on the cards of the register: their changes, the school's own fields, files, and kept views."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from inventory.store.base import OfSchool, Table, within_school


class CardChange(OfSchool, Table):
    """One field of a card or of one of its items changed: from, to, when, by whom and why. Never edited.

    `field` is the name of the column, or "custom:" and the id of an own field. Values are as people read them: names
    of rooms and persons, days as YYYY-MM-DD, money with two decimals. `import_id` is the file that said so.
    """

    __tablename__ = "card_change"
    __table_args__ = (
        Index(None, "school_id", "asset_id"),
        Index(None, "school_id", "item_id"),
        Index(None, "school_id", "import_id"),
        Index(None, "school_id", "at"),
        within_school("asset_id", "asset"),
        within_school("item_id", "item"),
        within_school("import_id", "register_import"),
    )

    asset_id: Mapped[UUID]
    item_id: Mapped[UUID | None]
    field: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    reason: Mapped[str]
    import_id: Mapped[UUID | None]


class CustomField(OfSchool, Table):
    """A field of the school's own on every card. `kind`: text, number, day or choice, with its `choices`."""

    __tablename__ = "custom_field"

    name: Mapped[str]
    kind: Mapped[str]
    choices: Mapped[list[str]]
    position: Mapped[int]
    dropped_at: Mapped[datetime | None]


class Attachment(OfSchool, Table):
    """A photo or a paper that belongs to a card, or to one of its items. Taken off it is kept, and not shown."""

    __tablename__ = "attachment"
    __table_args__ = (
        Index(None, "school_id", "asset_id"),
        within_school("asset_id", "asset"),
        within_school("item_id", "item"),
    )

    asset_id: Mapped[UUID]
    item_id: Mapped[UUID | None]
    filename: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes]
    sha256: Mapped[str]
    note: Mapped[str]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    removed_by: Mapped[str]
    removed_at: Mapped[datetime | None]


class SavedView(OfSchool, Table):
    """A search of the register somebody wants again: its name and its query, as it stands in the address."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("school_id", "owner", "name"),)

    owner: Mapped[str]
    name: Mapped[str]
    query: Mapped[str]
