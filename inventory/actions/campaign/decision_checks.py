"""Whether what a decision needs is there: rooms that exist, things that may carry a tag, tags that are free."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.decisions import Choice, own
from inventory.details import NOMINAL, Cause, Details, Keeper
from inventory.errors import InventoryError, NotFound
from inventory.ids import ItemId, SchoolId, StockTakeId
from inventory.register import ItemState
from inventory.standing import Line
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.stocktakes import ExpectedTag, RoomCount
from inventory.tags import Tag


class RoomUnsaid(InventoryError):
    """Nobody knows where the thing is, so nobody can book it there."""

    text = "Nobody knows in which room this is. Say the room it is booked to."


class ThingUnsaid(InventoryError):
    """A tag without a thing to carry it."""

    text = "Say which thing the tag belongs to: search it by number or name."


class ThingWrittenOff(InventoryError):
    """A thing that is not on the books any more carries no tag."""

    text = "{name} ({number}) is written off. Choose another thing, or say that it was found again."


class NoClaim(InventoryError):
    """The tag is to stay with a thing that does not have it."""

    text = "Tag {tag} is not on that thing. Choose one of those that claim it."


class TagTaken(InventoryError):
    """The new tag is on something already."""

    text = "Tag {tag} is on something already. Use a fresh one."


def completed(
    session: Session, school: SchoolId, stocktake: StockTakeId, lines: Sequence[Line], choice: Choice, asked: Details
) -> list[Details]:
    """The details for each finding, with what goes without saying filled in.

    Raises `NotFound`, `RoomUnsaid`, `ThingUnsaid`, `ThingWrittenOff`, `NoClaim` or `TagTaken`.
    """
    asked = own(choice, asked)
    if asked.room:
        _the_room(session, school, stocktake, asked.room)
    match choice:
        case Choice.TRANSFER | Choice.FOUND_AGAIN:
            return [_kept_there(_placed(line, asked)) for line in lines]
        case Choice.REGISTER:
            return [_valued(_placed(line, asked)) for line in lines]
        case Choice.BRING_BACK:
            return [replace(asked, person=asked.person or line.keeper) for line in lines]
        case Choice.CONFIRM_SHORTAGE:
            return [replace(asked, cause=asked.cause or Cause.NOT_KNOWN)] * len(lines)
        case Choice.BIND:
            _may_carry(session, school, asked.item)
        case Choice.REBIND:
            _may_keep(session, school, stocktake, lines, asked)
    return [asked] * len(lines)


def _the_room(session: Session, school: SchoolId, stocktake: StockTakeId, code: str) -> None:
    this = (RoomCount.school_id == school, RoomCount.stocktake_id == stocktake, RoomCount.code == code)
    if session.scalar(select(RoomCount.room_id).where(*this)) is None:
        raise NotFound(kind="room", name=code)


def _placed(line: Line, asked: Details) -> Details:
    room = asked.room or line.seen_room
    if not room:
        raise RoomUnsaid
    return replace(asked, room=room)


def _kept_there(asked: Details) -> Details:
    return replace(asked, keeper=asked.keeper or Keeper.OF_THE_ROOM)


def _valued(asked: Details) -> Details:
    return replace(asked, cost=NOMINAL if asked.cost is None else asked.cost)


def _may_carry(session: Session, school: SchoolId, item: ItemId | None) -> None:
    if item is None:
        raise ThingUnsaid
    found = session.execute(
        select(Item.state, Asset.name, Asset.asset_no)
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .where(Item.school_id == school, Item.id == item)
    ).one_or_none()
    if found is None:
        raise NotFound(kind="thing", name=item)
    if found.state == ItemState.RETIRED.value:
        raise ThingWrittenOff(name=found.name, number=found.asset_no)


def _may_keep(
    session: Session, school: SchoolId, stocktake: StockTakeId, lines: Sequence[Line], asked: Details
) -> None:
    _may_carry(session, school, asked.item)
    for line in lines:
        claims = select(ExpectedTag.item_id).where(
            ExpectedTag.school_id == school, ExpectedTag.stocktake_id == stocktake, ExpectedTag.tag == line.tag
        )
        if asked.item not in session.scalars(claims).all():
            raise NoClaim(tag=line.tag)
    if asked.tag is not None:
        _refuse_taken(session, school, asked.tag)


def _refuse_taken(session: Session, school: SchoolId, tag: Tag) -> None:
    bound = (TagBinding.school_id == school, TagBinding.tag == tag, TagBinding.unbound_at.is_(None))
    if session.scalar(select(TagBinding.id).where(*bound).limit(1)) is not None:
        raise TagTaken(tag=tag)
