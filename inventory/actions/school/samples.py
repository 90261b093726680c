"""A school to try things out in: made for another one, and the only kind of school that can be removed again."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from inventory.actions.school.schools import create_school
from inventory.errors import NotFound
from inventory.ids import SchoolId
from inventory.store.card_keys import CardKey
from inventory.store.schools import School
from inventory.store.search import CardStale, CardText
from inventory.store.tables import METADATA

FOUND_BY = frozenset(table.__tablename__ for table in (CardText, CardKey, CardStale))
"""What cards are found by. It follows the cards when the transaction ends, together with the index over it."""


def create_sample(session: Session, owner: SchoolId, name: str, *, at: datetime) -> SchoolId:
    """An empty school that belongs to `owner`. Raises `SchoolNameTaken`."""
    sample = create_school(session, name, at=at)
    session.get_one(School, sample).sample_of = owner
    return sample


def sample_of(session: Session, owner: SchoolId) -> SchoolId | None:
    """The sample school of this one; None if it has none now."""
    found = session.scalar(select(School.id).where(School.sample_of == owner).order_by(School.id).limit(1))
    return None if found is None else SchoolId(found)


def remove_sample(session: Session, sample: SchoolId) -> None:
    """Deletes everything of a sample school, its log as well. Raises `NotFound` for any other school."""
    of_sample = (School.id == sample, School.sample_of.is_not(None))
    if session.scalar(select(School.id).where(*of_sample).with_for_update()) is None:
        raise NotFound(kind="sample school", name=sample)
    for table in reversed(METADATA.sorted_tables):
        if "school_id" in table.columns and table.name not in FOUND_BY:
            session.execute(delete(table).where(table.c.school_id == sample))
    session.execute(delete(School).where(*of_sample))
