"""Names for the ids of things, so that a room is never passed where an item is meant.

Every id is a UUIDv7 (RFC 9562, 5.7): made anywhere without asking the database, and in order of time.
"""

from typing import NewType
from uuid import UUID

from uuid_utils.compat import uuid7

SchoolId = NewType("SchoolId", UUID)
RoomId = NewType("RoomId", UUID)
AssetId = NewType("AssetId", UUID)
ItemId = NewType("ItemId", UUID)
AccountId = NewType("AccountId", UUID)
StationId = NewType("StationId", UUID)
StockTakeId = NewType("StockTakeId", UUID)
PassId = NewType("PassId", UUID)
ImportId = NewType("ImportId", UUID)
MovementId = NewType("MovementId", UUID)
SlipId = NewType("SlipId", UUID)


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7()
