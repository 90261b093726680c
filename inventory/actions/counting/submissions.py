"""What a page sends is stored once, however often it is sent: the ids of its ticks are made from its mark."""

from uuid import UUID, uuid5

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from inventory.ids import ItemId, SchoolId
from inventory.store.parts import in_parts
from inventory.store.stocktakes import HandTick

Tick = tuple[str, ItemId | None]
"""A text that was ticked, and the thing it means."""


def tick_id(submission: UUID, number: int) -> UUID:
    """The id of the tick with this number, from 0, of a submission."""
    return uuid5(submission, str(number))


def back_id(submission: UUID, number: int) -> UUID:
    """The id of what takes back the tick with this number, from 0, of those a submission takes back."""
    return uuid5(submission, f"back {number}")


def sent_before(session: Session, school: SchoolId, submission: UUID) -> bool:
    """Whether the submission ticked or took back anything, whatever became of it since."""
    first = (tick_id(submission, 0), back_id(submission, 0))
    return session.scalars(select(exists().where(HandTick.school_id == school, HandTick.id.in_(first)))).one()


def ticks_sent(session: Session, school: SchoolId, submission: UUID, most: int) -> list[Tick]:
    """What the submission ticked, in its order and not more than `most`."""
    ids = [tick_id(submission, number) for number in range(most)]
    ticked = {
        row.id: (row.asset_no, ItemId(row.item_id) if row.item_id else None)
        for some in in_parts(ids)
        for row in session.execute(
            select(HandTick.id, HandTick.asset_no, HandTick.item_id).where(
                HandTick.school_id == school, HandTick.id.in_(some)
            )
        )
    }
    return [ticked[one] for one in ids if one in ticked]
