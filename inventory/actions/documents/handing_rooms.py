"""Rooms that go to another keeper together with what is in them: named by a slip, given at its stage, taken back."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, insert, literal, select, update
from sqlalchemy.orm import Session

from inventory.actions.documents.movements import Occasion
from inventory.actions.proof.journal import record
from inventory.actions.proof.sealing import sealed_rooms
from inventory.actions.proof.sums import counted
from inventory.ids import MovementId, SchoolId, SlipId
from inventory.movements import Document
from inventory.reading_order import by_reading
from inventory.store.movements import MovementRoom
from inventory.store.places import Room
from inventory.store.slips import SlipLine, SlipRoom

_COLUMNS = ("school_id", "movement_id", "room_id", "from_keeper_id", "to_keeper_id")


def name_rooms(session: Session, school: SchoolId, slip: SlipId) -> None:
    """Writes on the slip every room that is kept by somebody who hands over things in it."""
    its_lines = (SlipLine.school_id == school, SlipLine.slip_id == slip)
    here = and_(Room.school_id == school, Room.id == SlipLine.room_id, Room.keeper_id == SlipLine.keeper_id)
    kept = select(SlipLine.school_id, SlipLine.slip_id, Room.id, Room.keeper_id).join(Room, here).where(*its_lines)
    columns = ("school_id", "slip_id", "room_id", "keeper_id")
    session.execute(insert(SlipRoom).from_select(columns, kept.distinct()))


def hand_rooms(
    session: Session,
    school: SchoolId,
    document: Document,
    slip: UUID,
    rooms: Collection[UUID],
    taker: UUID,
    occasion: Occasion,
) -> None:
    """Those of these rooms that the slip names go to the taker, unless somebody else keeps them by now."""
    still = and_(Room.school_id == school, Room.id == SlipRoom.room_id, Room.keeper_id == SlipRoom.keeper_id)
    named = (SlipRoom.school_id == school, SlipRoom.slip_id == slip, SlipRoom.room_id.in_(rooms))
    given = select(literal(school), literal(document.id), Room.id, Room.keeper_id, literal(taker))
    _give(session, school, document, given.select_from(SlipRoom).join(Room, still).where(*named), occasion)


def give_rooms_back(session: Session, school: SchoolId, undone: UUID, document: Document, occasion: Occasion) -> None:
    """What the undone document gave goes back by this one, unless somebody else keeps it by now."""
    of_it = (MovementRoom.school_id == school, MovementRoom.movement_id == undone)
    still = and_(
        Room.school_id == school, Room.id == MovementRoom.room_id, Room.keeper_id == MovementRoom.to_keeper_id
    )
    back = select(
        literal(school), literal(document.id), Room.id, MovementRoom.to_keeper_id, MovementRoom.from_keeper_id
    )
    _give(session, school, document, back.select_from(MovementRoom).join(Room, still).where(*of_it), occasion)


def rooms_of(session: Session, school: SchoolId, documents: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """By document the codes of the rooms it gave to another keeper."""
    its = and_(MovementRoom.school_id == Room.school_id, MovementRoom.room_id == Room.id)
    rows = session.execute(
        select(MovementRoom.movement_id, Room.code)
        .join(Room, its)
        .where(MovementRoom.school_id == school, MovementRoom.movement_id.in_(documents))
    )
    codes: dict[UUID, list[str]] = {}
    for document, code in rows:
        codes.setdefault(document, []).append(code)
    return {document: tuple(sorted(some, key=by_reading)) for document, some in codes.items()}


def _give(
    session: Session,
    school: SchoolId,
    document: Document,
    given: Select[SchoolId, MovementId, UUID, Any, UUID],
    occasion: Occasion,
) -> None:
    """Notes with the document what is given, makes it so, and the journal says it."""
    session.execute(insert(MovementRoom).from_select(_COLUMNS, given))
    its: tuple[ColumnElement[bool], ...] = (
        MovementRoom.school_id == school,
        MovementRoom.movement_id == document.id,
    )
    keeper = select(MovementRoom.to_keeper_id).where(*its, MovementRoom.room_id == Room.id).scalar_subquery()
    rooms = Room.id.in_(select(MovementRoom.room_id).where(*its))
    with counted(session, school, Room, rooms):
        session.execute(
            update(Room)
            .where(Room.school_id == school, rooms)
            .values(keeper_id=keeper)
            .execution_options(synchronize_session=False)
        )
    codes = rooms_of(session, school, [document.id]).get(document.id, ())
    if codes:
        (sealed,) = sealed_rooms(session, school, document.id)
        number = f"{document.year}-{document.kind}-{document.number}"
        facts = {"document": number, "rooms": ", ".join(codes), "digest": sealed.digest}
        record(
            session,
            school,
            at=occasion.at,
            by=occasion.by,
            what="rooms handed over",
            subject=document.id,
            facts=facts,
            reason=occasion.reason,
        )
