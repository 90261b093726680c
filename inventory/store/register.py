"""The register: categories, cards (assets), their single pieces (items), and the tags they carry."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

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
    """A register file as it was handed in, and what became of it. The file is kept: it is the voucher."""

    __tablename__ = "register_import"

    filename: Mapped[str]
    content: Mapped[bytes]
    handed_in_by: Mapped[str]
    handed_in_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class Asset(OfSchool, Table):
    """One line of the register = one card (固定资产卡片).

    Registers hold repeated and empty numbers, so `asset_no` is not unique; `import_key` is (number, how manyeth
    of that number), by which the same file imported again finds its cards. `cost` and
    `accumulated` (depreciation) are for all pieces together.
    """

    __tablename__ = "asset"
    __table_args__ = (
        UniqueConstraint("school_id", "import_key"),
        Index(None, "school_id", "asset_no", "id"),
        Index(None, "school_id", "fiscal_no"),
        within_school("category_id", "category"),
        within_school("department_id", "department"),
        within_school("import_id", "register_import"),
    )

    asset_no: Mapped[str]
    import_key: Mapped[str]
    import_id: Mapped[UUID | None]
    fiscal_no: Mapped[str]
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
    brand: Mapped[str]
    model: Mapped[str]
    serial: Mapped[str]
    location: Mapped[str]
    note: Mapped[str]
    others: Mapped[dict[str, str]]


class Item(OfSchool, Table):
    """One physical thing of an asset, `position` 1 … quantity. Room, keeper and state belong to it."""

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("school_id", "asset_id", "position"),
        Index(None, "school_id", "room_id"),
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
        Index(None, "school_id", "item_id"),
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
    unbound_at: Mapped[datetime | None]
