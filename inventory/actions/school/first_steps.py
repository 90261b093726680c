"""How far a new school has come on the way to its first count, told by what it has by now."""

from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from inventory.actions.cards.rooms import how_many_rooms
from inventory.ids import SchoolId
from inventory.store.register import Asset, TagBinding
from inventory.store.stocktakes import Pass, RoomCount


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """How many rooms there are, whether there are cards and any tag, and whether any room was ever counted."""

    rooms: int
    cards: bool
    tagged: bool
    counted: bool

    @property
    def ready(self) -> bool:
        """Whether there is anything to count."""
        return bool(self.rooms and self.cards)

    @property
    def done(self) -> int:
        """How many of the four steps are done."""
        return sum(map(bool, (self.rooms, self.cards, self.tagged, self.counted)))


def first_steps(session: Session, school: SchoolId) -> FirstSteps:
    """What there is by now."""
    entered = exists().where(Asset.school_id == school)
    tagged = exists().where(TagBinding.school_id == school, TagBinding.unbound_at.is_(None))
    walked = exists().where(Pass.school_id == school)
    finished = exists().where(RoomCount.school_id == school, RoomCount.completed_at.is_not(None))
    return FirstSteps(
        how_many_rooms(session, school),
        cards=session.scalars(select(entered)).one(),
        tagged=session.scalars(select(tagged)).one(),
        counted=session.scalars(select(or_(walked, finished))).one(),
    )
