"""What tests of slips share: a thing of the register, wishes for it, and who does what."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.cards.card import pieces_of
from inventory.actions.documents.asking import Wish, ask
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.staging import Step, Taker, take_stage
from inventory.ids import ItemId, RoomId, SlipId
from inventory.movements import Approval, Document
from inventory.slips import Given, SlipStatus
from inventory.store.places import Room
from inventory.store.register import Item
from inventory.store.schools import Person
from inventory.store.slips import SlipRow
from tests.inventory.actions.cards import card_of
from tests.people import NOW, School

BY_ADA = Occasion("for the lesson", "Ada", NOW)
MANAGER = Taker(Role.MANAGER)


def thing(session: Session, school: School, number: str = "ZC-2024-00001") -> ItemId:
    """The first piece of the card."""
    return pieces_of(session, school.id, card_of(session, school, number).id)[0].id


def room(session: Session, school: School, code: str) -> RoomId:
    """The room of this code."""
    return RoomId(session.scalars(select(Room.id).where(Room.school_id == school.id, Room.code == code)).one())


def wish(session: Session, school: School, kind: str, item: ItemId, fields: Mapping[str, str] | None = None) -> Wish:
    """A slip of this kind for the thing: to room 202, for Li Qiang, until May."""
    keeper = session.scalars(select(Person.id).where(Person.school_id == school.id, Person.name == "李强")).one()
    return Wish(kind, [item], Given(room(session, school, "202"), keeper, date(2027, 5, 1)), fields or {})


def asked(session: Session, school: School, kind: str, item: ItemId, **fields: str) -> SlipId:
    """A slip that was written by Ada."""
    return ask(session, school.id, wish(session, school, kind, item, fields), BY_ADA, Role.MANAGER)


def taken(
    session: Session, school: School, slip: SlipId, stage: str, approval: Approval | None = None, **fields: str
) -> Document:
    """The stage, taken by a manager for everything that waits for it."""
    step = Step(stage, fields=fields, approval=approval)
    return take_stage(session, school.id, slip, step, BY_ADA, MANAGER)


def status(session: Session, school: School, slip: SlipId) -> SlipStatus:
    """Where the slip stands."""
    return SlipStatus(session.get_one(SlipRow, (school.id, slip)).status)


def stands(session: Session, school: School, item: ItemId) -> tuple[str | None, str, str]:
    """Where the thing is by the books (its room's code), who keeps it, and its state."""
    row = session.execute(
        select(Room.code, Person.name, Item.state)
        .select_from(Item)
        .outerjoin(Room, (Room.school_id == Item.school_id) & (Room.id == Item.room_id))
        .outerjoin(Person, (Person.school_id == Item.school_id) & (Person.id == Item.keeper_id))
        .where(Item.school_id == school.id, Item.id == item)
    ).one()
    return row[0], row[1] or "", row[2]
