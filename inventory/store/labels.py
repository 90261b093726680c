"""Labels: how they look, and what was printed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.ids import SchoolId
from inventory.store.base import OfSchool, Table, within_school


class LabelTemplate(OfSchool, Table):
    """How a label of the school looks: its paper, its size and what stands where."""

    __tablename__ = "label_template"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    name: Mapped[str]
    position: Mapped[int]
    layout: Mapped[dict[str, Any]]


class LabelPrint(OfSchool, Table):
    """Labels printed at one time, with the layout as it was then, so that they can be printed again."""

    __tablename__ = "label_print"

    template: Mapped[str]
    layout: Mapped[dict[str, Any]]
    printed_by: Mapped[str]
    printed_at: Mapped[datetime]


class LabelPrintItem(Table):
    """One label of a print: the `position`-th, for this item."""

    __tablename__ = "label_print_item"
    __table_args__ = (
        ForeignKeyConstraint(["school_id", "print_id"], ["label_print.school_id", "label_print.id"]),
        Index(None, "school_id", "item_id"),
        within_school("item_id", "item"),
    )

    school_id: Mapped[SchoolId] = mapped_column(primary_key=True)
    print_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[UUID]
