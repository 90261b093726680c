"""A school by names: rooms, items, tags and passes for tests, the same ids for the same names."""

from uuid import NAMESPACE_OID, uuid5

from inventory.ids import ItemId, PassId, RoomId
from inventory.tags import Tag


def room(name: str) -> RoomId:
    """The room of this name."""
    return RoomId(uuid5(NAMESPACE_OID, f"room {name}"))


def item(name: str) -> ItemId:
    """The item of this name."""
    return ItemId(uuid5(NAMESPACE_OID, f"item {name}"))


def tag(name: str) -> Tag:
    """The tag on the item of this name."""
    return Tag(uuid5(NAMESPACE_OID, f"tag {name}").hex[:24].upper())


def walk(name: str) -> PassId:
    """The pass of this name."""
    return PassId(uuid5(NAMESPACE_OID, f"pass {name}"))
