"""A stock-take in which every kind of finding occurs, decided about and closed as tests ask."""

from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.closing import close_stocktake
from inventory.actions.campaign.decisions import decide
from inventory.actions.campaign.standing import standing
from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.decisions import Choice
from inventory.details import Details
from inventory.ids import ItemId, PassId, StockTakeId, new_id
from inventory.sightings import Sighting
from inventory.standing import Line
from inventory.store.engine import Database
from inventory.store.places import Room
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.schools import Person
from inventory.tags import Tag
from inventory.verdicts import subject_of
from tests.beginnings import remembered
from tests.people import NOW, School, a_school, a_stocktake

STRANGER = Tag("E280116060000204FFFFFFFF")
TWICE = Tag("E2801160600002040000AAAA")

REGISTER = f"""asset_no,name,room,quantity,cost,keeper,state,epc
A-PROJECTOR,投影仪,201,1,4999.00,张敏,在用,3474257BF40000000000162E
A-COMPUTER,台式计算机,201,1,4200.00,张敏,在用,E28011606000020464A1B2C1
A-CAMERA,数码相机,202,1,3600.00,李强,在用,E28011606000020464A1B2E1
A-SHELF,书柜,202,1,900.00,李强,在用,
A-RADIO,收音机,202,1,300.00,李强,报废,E28011606000020464A1B2F1
A-TWIN-1,显示器,201,1,800.00,张敏,在用,{TWICE}
A-TWIN-2,显示器,202,1,800.00,李强,在用,{TWICE}
"""

# The projector is in its room, the computer in the other, the camera nowhere; a stranger is there, and the old radio.
SWEEPS = {
    "201": ("3474257BF40000000000162E",),
    "202": ("E28011606000020464A1B2C1", "E28011606000020464A1B2F1", STRANGER),
}


class Piece(NamedTuple):
    """What the register says of a piece: its room, its state, and the tags it carries."""

    room: str | None
    state: str
    tags: tuple[str, ...]


@remembered
def a_counted_school(database: Database, name: str = "Riverside") -> tuple[School, StockTakeId]:
    """A school whose rooms were both walked four times."""
    school = a_school(database, name, REGISTER)
    stocktake = a_stocktake(database, school)
    for _ in range(4):
        for room, tags in SWEEPS.items():
            walk(database, school, stocktake, room, *tags)
    return school, stocktake


def walk(database: Database, school: School, stocktake: StockTakeId, room: str, *tags: str) -> None:
    """Somebody walks through the room and hears these tags well."""
    heard = [Sighting(Tag(tag), None, NOW, NOW, 20, -44.0, -50.0) for tag in tags]
    sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", NOW, NOW, NOW, heard, [])
    with database.write() as session:
        hand_in_sweep(session, school.id, stocktake, room, sweep, at=NOW)


def line_of(session: Session, school: School, stocktake: StockTakeId, name: str) -> Line:
    """The finding of the card of that number, or of that foreign tag."""
    (line,) = (each for each in standing(session, school.id, stocktake).lines if name in (each.asset_no, each.tag))
    return line


def decide_on(
    database: Database,
    school: School,
    stocktake: StockTakeId,
    name: str,
    choice: Choice,
    details: Details | None = None,
) -> str:
    """Ada decides about one finding; gives its subject."""
    with database.write() as session:
        line = line_of(session, school, stocktake, name)
        decide(session, school.id, stocktake, line, choice, "seen to", by="Ada", at=NOW, details=details)
    return subject_of(line)


def close(database: Database, school: School, stocktake: StockTakeId) -> None:
    """Ada closes the stock-take."""
    with database.write() as session:
        close_stocktake(session, school.id, stocktake, by="Ada", at=NOW)


def item_of(database: Database, school: School, number: str) -> ItemId:
    """The one piece of the card of that number."""
    with database.read() as session:
        pieces = select(Item.id).join(Asset, Asset.id == Item.asset_id)
        return ItemId(session.scalars(pieces.where(Asset.school_id == school.id, Asset.asset_no == number)).one())


def give_room(database: Database, school: School, code: str, keeper: str) -> None:
    """From now on this person keeps the room."""
    person = Person(school_id=school.id, id=new_id(), name=keeper)
    with database.write() as session:
        session.add(person)
        session.flush()
        session.execute(
            update(Room).where(Room.school_id == school.id, Room.code == code).values(keeper_id=person.id)
        )


def keeper_of(database: Database, school: School, number: str) -> str | None:
    """Who keeps the one piece of the card of that number."""
    with database.read() as session:
        keepers = select(Person.name).join(Item, Item.keeper_id == Person.id).join(Asset, Asset.id == Item.asset_id)
        return session.scalar(keepers.where(Asset.school_id == school.id, Asset.asset_no == number))


def books(database: Database, school: School) -> dict[str, Piece]:
    """What the register says now of every piece by its number; by name if it has none and is on the books."""
    with database.read() as session:
        rows = session.execute(
            select(Item.id, Asset.asset_no, Asset.name, Room.code, Item.state)
            .join(Asset, Asset.id == Item.asset_id)
            .outerjoin(Room, Room.id == Item.room_id)
            .where(Item.school_id == school.id)
        ).all()
        bound = session.execute(
            select(TagBinding.item_id, TagBinding.tag).where(
                TagBinding.school_id == school.id, TagBinding.unbound_at.is_(None)
            )
        ).all()
    tags: dict[object, list[str]] = {}
    for item, tag in bound:
        tags.setdefault(item, []).append(tag)
    return {
        number or name: Piece(room, state, tuple(sorted(tags.get(item, []))))
        for item, number, name, room, state in rows
        if state != "retired" or number
    }
