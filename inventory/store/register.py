"""The register: categories, cards (assets), their single pieces (items), and the tags they carry."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from inventory.store.base import OfSchool, Table, within_school


class Category(OfSchool, Table):
    """A class of assets. The same code means other things in other schemes and editions (GB/T 14885-2010, -2022)."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("school_id", "scheme", "edition", "code", "name"),)

    scheme: Mapped[str]
    edition: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]


class RegisterImport(OfSchool, Table):
    """A register file as it was handed in, and what became of it. The file is kept: it is the voucher.

    `columns` (head → field) and `sheets` are what somebody said about reading it, empty for our own guess.
    `updates` says that cards already in the register are changed to what the file says of them, `moves` that their
    pieces are booked to the rooms and custodians it names.
    """

    __tablename__ = "register_import"

    filename: Mapped[str]
    content: Mapped[bytes]
    columns: Mapped[dict[str, str]] = mapped_column(default=dict)
    sheets: Mapped[list[str]] = mapped_column(default=list)
    updates: Mapped[bool] = mapped_column(default=False)
    moves: Mapped[bool] = mapped_column(default=False)
    handed_in_by: Mapped[str]
    handed_in_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


_MERGED = text("merged_into IS NOT NULL")
_SHORT = text("state = 'shortage'")


class Asset(OfSchool, Table):
    """One line of the register = one card (固定资产卡片).

    Registers hold repeated and empty numbers, so `asset_no` is not unique; `import_key` is (number, how manyeth
    of that number), by which the same file imported again finds its cards. `cost` and
    `accumulated` (depreciation) are for all pieces together. `by_number` is a card whose pieces carry no tags of
    their own and are counted by their number. A card that was merged into another keeps no pieces. `custom` holds
    the school's own fields by their ids; `revision` counts the changes, so that two people cannot overwrite each
    other unseen.
    """

    __tablename__ = "asset"
    __table_args__ = (
        UniqueConstraint("school_id", "import_key"),
        Index(None, "school_id", "asset_no", "id"),
        Index(None, "school_id", "fiscal_no"),
        Index(None, "school_id", "merged_into", sqlite_where=_MERGED, postgresql_where=_MERGED),
        within_school("category_id", "category"),
        within_school("department_id", "department"),
        within_school("import_id", "register_import"),
        within_school("merged_into", "asset"),
    )

    asset_no: Mapped[str]
    import_key: Mapped[str]
    import_id: Mapped[UUID | None]
    fiscal_no: Mapped[str]
    former_no: Mapped[str] = mapped_column(default="")
    census_no: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    category_id: Mapped[UUID | None]
    department_id: Mapped[UUID | None]
    quantity: Mapped[int]
    unit: Mapped[str]
    cost: Mapped[Decimal | None]
    accumulated: Mapped[Decimal | None]
    acquired: Mapped[date | None]
    posted: Mapped[date | None]
    life_months: Mapped[int | None]
    value_type: Mapped[str] = mapped_column(default="")
    funding: Mapped[str] = mapped_column(default="")
    acquisition: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    voucher: Mapped[str] = mapped_column(default="")
    supplier: Mapped[str] = mapped_column(default="")
    manufacturer: Mapped[str] = mapped_column(default="")
    warranty_until: Mapped[date | None] = mapped_column(default=None)
    brand: Mapped[str]
    model: Mapped[str]
    serial: Mapped[str]
    location: Mapped[str]
    note: Mapped[str]
    others: Mapped[dict[str, str]]
    custom: Mapped[dict[str, str]] = mapped_column(default=dict)
    by_number: Mapped[bool] = mapped_column(default=False)
    merged_into: Mapped[UUID | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(default=1)


class Item(OfSchool, Table):
    """One physical thing of an asset, `position` 1 … quantity. Room, keeper and state belong to it.

    `number` and `serial` are its own where the register gives each piece one; `removed_on` is the day it was written
    off the books; `labelled`: a label was printed for it.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("school_id", "asset_id", "position"),
        Index(None, "school_id", "room_id"),
        Index(None, "school_id", "number"),
        Index(
            "ix_item_unlabelled",
            *("school_id", "asset_id", "position"),
            sqlite_where=text("labelled IS 0 AND state != 'retired'"),
            postgresql_where=text("labelled IS false AND state != 'retired'"),
        ),
        Index("ix_item_short", "school_id", "asset_id", sqlite_where=_SHORT, postgresql_where=_SHORT),
        within_school("asset_id", "asset"),
        within_school("room_id", "room"),
        within_school("keeper_id", "person"),
        within_school("user_id", "person"),
    )

    asset_id: Mapped[UUID]
    position: Mapped[int]
    room_id: Mapped[UUID | None]
    keeper_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    state: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="")
    removed_on: Mapped[date | None] = mapped_column(default=None)
    labelled: Mapped[bool] = mapped_column(default=False)


class TagBinding(OfSchool, Table):
    """A tag on an item, a room or a person, from–to; history stays.

    Two items may claim one tag: registers are wrong that way, and the stock-take says so (tag conflict).
    """

    __tablename__ = "tag_binding"
    __table_args__ = (
        CheckConstraint(
            "CAST(item_id IS NOT NULL AS INTEGER) + CAST(room_id IS NOT NULL AS INTEGER)"
            " + CAST(person_id IS NOT NULL AS INTEGER) = 1",
            name="one_bearer",
        ),
        Index(None, "school_id", "tag"),
        Index(None, "school_id", "item_id", "unbound_at"),
        within_school("item_id", "item"),
        within_school("room_id", "room"),
        within_school("person_id", "person"),
    )

    tag: Mapped[str]
    tid: Mapped[str | None]
    item_id: Mapped[UUID | None]
    room_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    bound_at: Mapped[datetime]
    bound_by: Mapped[str] = mapped_column(default="")
    unbound_at: Mapped[datetime | None]
    unbound_by: Mapped[str] = mapped_column(default="")
    unbound_reason: Mapped[str] = mapped_column(default="")


class RegisterShape(OfSchool, Table):
    """What the columns of register files of one shape mean, as somebody said once. `shape` is a hash of the heads."""

    __tablename__ = "register_shape"
    __table_args__ = (UniqueConstraint("school_id", "shape"),)

    shape: Mapped[str]
    columns: Mapped[dict[str, str]]
    said_by: Mapped[str]
    said_at: Mapped[datetime]
