"""Lists of the register that somebody keeps under a name, each person their own."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from inventory.errors import InventoryError, NotFound
from inventory.ids import SchoolId, new_id
from inventory.reading_order import by_reading
from inventory.store.cards import SavedView

MOST_VIEWS = 50


class TooManyViews(InventoryError):
    """Nobody finds anything among so many."""

    text = "You keep {most} lists already; delete one that you no longer need."


@dataclass(frozen=True, slots=True)
class View:
    """A kept list: its name, and its query as it stands in the address."""

    id: UUID
    name: str
    query: str


def views_of(session: Session, school: SchoolId, owner: str) -> list[View]:
    """The lists this person keeps, by name."""
    mine = (SavedView.school_id == school, SavedView.owner == owner)
    rows = session.execute(select(SavedView.id, SavedView.name, SavedView.query).where(*mine))
    return sorted((View(*row) for row in rows), key=lambda view: by_reading(view.name))


def keep_view(session: Session, school: SchoolId, owner: str, name: str, query: str) -> None:
    """Keeps a list; one of the same name becomes this. Raises `TooManyViews`."""
    mine = (SavedView.school_id == school, SavedView.owner == owner)
    known = {view.name: view for view in session.scalars(select(SavedView).where(*mine))}
    if name in known:
        known[name].query = query
    elif len(known) >= MOST_VIEWS:
        raise TooManyViews(most=MOST_VIEWS)
    else:
        session.add(SavedView(school_id=school, id=new_id(), owner=owner, name=name, query=query))


def drop_view(session: Session, school: SchoolId, owner: str, view: UUID) -> View:
    """Deletes a list of this person and gives it back, so that it can be kept again. Raises `NotFound`."""
    this = (SavedView.school_id == school, SavedView.owner == owner, SavedView.id == view)
    row = session.execute(
        delete(SavedView).where(*this).returning(SavedView.id, SavedView.name, SavedView.query)
    ).one_or_none()
    if row is None:
        raise NotFound(kind="list", name=view)
    return View(*row)
