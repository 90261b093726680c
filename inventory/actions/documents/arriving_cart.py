"""A whole cart at the door of its new room: what was expected, what else was read, and what is still to come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.documents.called import room_called
from inventory.actions.documents.choosing import Card, cards_named, pieces_of_items, understand
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.staging import Step, Taker, take_stage
from inventory.actions.documents.under_way import under_way
from inventory.actions.documents.writing import Draft, write
from inventory.choosing import Piece
from inventory.ids import AssetId, ItemId, RoomId, SchoolId, SlipId, StationId
from inventory.kinds.transfer import KIND
from inventory.movements import Document
from inventory.register import ItemState
from inventory.slips import SlipStatus
from inventory.store.places import Room
from inventory.store.register import Item
from inventory.store.schools import Person
from inventory.store.sightings import Sighting
from inventory.store.slips import SlipLine, SlipRow

_RECEIVE = KIND.stages[-1]


@dataclass(frozen=True, slots=True)
class Cart:
    """What was read before a room (its code), sorted out; `cards` say what the cards of the pieces are called.

    `coming` was sent here and read, `awaited` was sent here and not read yet. `strays` are booked elsewhere and on no
    document; `busy` are on one that has not sent them here, or are out; `here` are booked here. `unknown` are texts.
    """

    room: str
    coming: tuple[Piece, ...]
    awaited: tuple[Piece, ...]
    strays: tuple[Piece, ...]
    busy: tuple[tuple[Piece, SlipId | None, Document | None], ...]
    here: tuple[Piece, ...]
    unknown: tuple[str, ...]
    cards: Mapping[AssetId, Card]


def heard_since(session: Session, school: SchoolId, station: StationId, since: datetime) -> list[str]:
    """Every tag the station has read since then."""
    its = (Sighting.school_id == school, Sighting.station_id == station, Sighting.seen_at >= since)
    return sorted(session.scalars(select(Sighting.tag).where(*its).distinct()))


def cart_at(session: Session, school: SchoolId, called: str, texts: Sequence[str]) -> Cart:
    """What these tags and numbers are to the room of this code or name. Raises `NotFound`."""
    room = session.get_one(Room, (school, room_called(session, school, called)))
    sent = _sent_to(session, school, RoomId(room.id))
    read = understand(session, school, texts)
    items = {piece.item for piece in read.pieces}
    awaited = pieces_of_items(session, school, sent.keys() - items)
    others = [piece for piece in read.pieces if piece.item not in sent]
    elsewhere = [piece for piece in others if piece.room != room.code or piece.state not in KIND.takes]
    live = under_way(session, school, [piece.item for piece in elsewhere])
    free = {piece.item for piece in elsewhere if piece.state in KIND.takes and piece.item not in live}
    busy = [piece for piece in elsewhere if piece.item not in free]
    slips = [(piece, live.get(piece.item)) for piece in busy]
    return Cart(
        room.code,
        tuple(piece for piece in read.pieces if piece.item in sent),
        tuple(awaited),
        tuple(piece for piece in elsewhere if piece.item in free),
        tuple((piece, slip.slip if slip else None, slip.document if slip else None) for piece, slip in slips),
        tuple(piece for piece in others if piece not in elsewhere),
        read.unknown,
        cards_named(session, school, {piece.asset for piece in (*read.pieces, *awaited)}),
    )


def receive_cart(session: Session, school: SchoolId, cart: Cart, occasion: Occasion, taker: Taker) -> int:
    """Confirms everything that was sent here and read; says how many. Raises as `take_stage` does."""
    touch_open_stocktakes(session, school)
    room = room_called(session, school, cart.room)
    by_slip: dict[SlipId, list[ItemId]] = defaultdict(list)
    sent = _sent_to(session, school, room)
    for piece in cart.coming:
        if piece.item in sent:
            by_slip[sent[piece.item]].append(piece.item)
    for slip, items in by_slip.items():
        take_stage(session, school, slip, Step(_RECEIVE.word, items), occasion, taker)
    return sum(map(len, by_slip.values()))


def transfer_strays(session: Session, school: SchoolId, cart: Cart, occasion: Occasion, taker: Taker) -> SlipId:
    """One transfer to this room and whoever keeps it for all that is booked elsewhere; done at once where it may be.

    Raises as `write` does.
    """
    keeper = session.scalar(
        select(Person.name)
        .join(Room, and_(Room.school_id == Person.school_id, Room.keeper_id == Person.id))
        .where(Room.school_id == school, Room.code == cart.room)
    )
    items = [piece.item for piece in cart.strays]
    draft = Draft(KIND.word, items, cart.room, keeper or "", at_once=True)
    return write(session, school, draft, occasion, taker)


def _sent_to(session: Session, school: SchoolId, room: RoomId) -> dict[ItemId, SlipId]:
    """What is on its way to the room, and by which slip."""
    rows = session.execute(
        select(SlipLine.item_id, SlipRow.id)
        .join(SlipRow, and_(SlipRow.school_id == SlipLine.school_id, SlipRow.id == SlipLine.slip_id))
        .join(Item, and_(Item.school_id == SlipLine.school_id, Item.id == SlipLine.item_id))
        .where(SlipRow.school_id == school, SlipRow.kind == KIND.word, SlipRow.room_id == room)
        .where(SlipRow.status == SlipStatus.UNDER_WAY.value, Item.state == ItemState.IN_TRANSIT.value)
        .order_by(SlipRow.id)
    )
    return {ItemId(item): SlipId(slip) for item, slip in rows}
