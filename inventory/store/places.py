"""Where things are: buildings and rooms."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.store.base import OfSchool, Table, within_school


class Building(OfSchool, Table):
    """A building of the school, known by its name."""

    __tablename__ = "building"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    name: Mapped[str]


class Room(OfSchool, Table):
    """A room. `code` is what stands on its door and in every file; `position` counts along its floor's corridor.

    `import_id` is the register file that first named it, if it came in that way.
    """

    __tablename__ = "room"
    __table_args__ = (
        UniqueConstraint("school_id", "code"),
        within_school("building_id", "building"),
        within_school("keeper_id", "person"),
        within_school("import_id", "register_import"),
    )

    code: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    building_id: Mapped[UUID | None]
    floor: Mapped[int | None]
    position: Mapped[int | None]
    keeper_id: Mapped[UUID | None]
    import_id: Mapped[UUID | None] = mapped_column(default=None)
