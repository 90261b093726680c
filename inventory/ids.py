"""Names for the ids of things, so that a room is never passed where an item is meant.

Every id is a UUIDv7 (RFC 9562, 5.7): made anywhere without asking the database, and in order of time.
"""

import os
from itertools import accumulate
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


def new_ids(count: int) -> list[str]:
    """So many fresh ones at once, each greater than the one before, as 32 hexadecimal digits: as databases take them.

    The first is drawn, and each next one is greater by a random step (RFC 9562, 6.2, method 2). The highest bit that
    is random begins as 0, so that no sum ever reaches the bits before it ("Counter Rollover Handling").
    """
    steps = memoryview(os.urandom(4 * count)).cast("I")
    first = new_id().int & ~_HIGHEST_RANDOM
    return [f"{number:032x}" for number in accumulate(steps, lambda last, step: last + step + 1, initial=first)][1:]


_HIGHEST_RANDOM = 1 << 61
