"""What the columns of exported lists of tags mean, as somebody said once of a list of that shape."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.exchange.tag_list import ListTable, Meaning
from inventory.ids import SchoolId, new_id
from inventory.store.lists import ListShape


def remember_shape(
    session: Session, school: SchoolId, table: ListTable, columns: Mapping[str, str], *, by: str, at: datetime
) -> None:
    """From now on files of this shape are understood so: `columns` as `TagList` keeps them."""
    of_shape = (ListShape.school_id == school, ListShape.shape == table.shape)
    shape = session.scalars(select(ListShape).where(*of_shape)).one_or_none()
    if shape is None:
        shape = ListShape(school_id=school, id=new_id(), shape=table.shape)
        session.add(shape)
    shape.columns, shape.said_by, shape.said_at = dict(columns), by, at


def remembered(
    session: Session, school: SchoolId, table: ListTable, columns: Mapping[str, str] | None = None
) -> tuple[Meaning, ...] | None:
    """What was said of this very list (`columns`), or else of the last one of its shape; None if nothing was."""
    of_shape = (ListShape.school_id == school, ListShape.shape == table.shape)
    said = columns or session.scalars(select(ListShape.columns).where(*of_shape)).one_or_none()
    if not said or len(said) != len(table.heads):
        return None
    return tuple(Meaning(said[str(index)]) for index in range(len(table.heads)))
