"""What documents did to the register since the opening of a stock-take, and what that makes of its findings.

Only things that documents name are looked at, and tags nobody knew: the register may be long.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from inventory.documents import Change, Newcomer, with_documents
from inventory.ids import AssetId, ItemId
from inventory.lines import Lines
from inventory.register import ItemState
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import among
from inventory.store.places import Room
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.schools import Person
from inventory.store.stocktakes import ExpectedItem, StockTake
from inventory.tags import Tag


def in_the_light_of_documents(session: Session, found: StockTake, lines: Lines) -> Lines:
    """The findings with what documents since the opening say of them."""
    changes = {change.item: change for change in changes_since(session, found)}
    newcomers = _newcomers(session, found, [Tag(tag) for tag in lines.foreign().subjects()])
    if not changes and not newcomers:
        return lines
    items = [*changes, *(newcomer.item for newcomer in newcomers.values())]
    which = lines.about([*(item.hex for item in items), *newcomers])
    return lines.told_anew(which, list(with_documents(list(lines.of(which)), changes, newcomers)))


def changes_since(session: Session, found: StockTake) -> list[Change]:
    """Every thing of the frozen list that documents have given another room, state or keeper, by its number."""
    return [
        Change(
            ItemId(row.item_id),
            row.asset_no,
            row.name,
            row.old_room,
            row.room,
            ItemState(row.old_state),
            ItemState(row.state),
            row.old_keeper,
            row.keeper or "",
        )
        for row in session.execute(_changed(found))
    ]


def _changed(found: StockTake) -> Select[Any]:
    named = (
        select(MovementLine.item_id)
        .join(MovementRow, _same(MovementRow, MovementLine.school_id, MovementLine.movement_id))
        .where(MovementRow.school_id == found.school_id, MovementRow.made_at >= found.opened_at)
    )
    columns: tuple[Any, ...] = (
        ExpectedItem.item_id,
        ExpectedItem.asset_no,
        ExpectedItem.name,
        ExpectedItem.room_code.label("old_room"),
        Room.code.label("room"),
        ExpectedItem.state.label("old_state"),
        Item.state,
        ExpectedItem.keeper.label("old_keeper"),
        Person.name.label("keeper"),
    )
    otherwise = or_(
        Item.state != ExpectedItem.state,
        Item.room_id.is_distinct_from(ExpectedItem.room_id),
        func.coalesce(Person.name, "") != ExpectedItem.keeper,
    )
    return (
        select(*columns)
        .join(Item, _same(Item, ExpectedItem.school_id, ExpectedItem.item_id))
        .outerjoin(Room, _same(Room, Item.school_id, Item.room_id))
        .outerjoin(Person, _same(Person, Item.school_id, Item.keeper_id))
        .where(ExpectedItem.school_id == found.school_id, ExpectedItem.stocktake_id == found.id)
        .where(ExpectedItem.item_id.in_(named), otherwise)
        .order_by(ExpectedItem.asset_no, ExpectedItem.item_id)
    )


def _newcomers(session: Session, found: StockTake, tags: Sequence[Tag]) -> dict[Tag, Newcomer]:
    """Of the tags, those that are bound to a thing now."""
    return {
        Tag(row.tag): Newcomer(
            ItemId(row.item_id), AssetId(row.asset_id), row.asset_no, row.name, row.model, row.listed
        )
        for row in session.execute(_bound(found).where(among(session, TagBinding.tag, tags)))
    }


def _bound(found: StockTake) -> Select[Any]:
    listed = exists().where(
        ExpectedItem.school_id == found.school_id,
        ExpectedItem.stocktake_id == found.id,
        ExpectedItem.item_id == TagBinding.item_id,
    )
    card: tuple[Any, ...] = (Asset.id.label("asset_id"), Asset.asset_no, Asset.name, Asset.model)
    return (
        select(TagBinding.tag, TagBinding.item_id, *card, listed.label("listed"))
        .join(Item, _same(Item, TagBinding.school_id, TagBinding.item_id))
        .join(Asset, _same(Asset, Item.school_id, Item.asset_id))
        .where(TagBinding.school_id == found.school_id, TagBinding.unbound_at.is_(None))
    )


def _same(table: Any, school: Any, of: Any) -> Any:
    return and_(table.school_id == school, table.id == of)
