"""What a decision needs to be carried out: where to, by whom, until when, to which card, for what cause."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from inventory.ids import ItemId
from inventory.tags import Tag

NOMINAL = Decimal("1.00")
"""What a thing is booked at when nobody can say what it cost: the nominal amount of one yuan (名义金额)."""


class Cause(StrEnum):
    """Why a thing is not there, as the variance list has it."""

    NOT_KNOWN = "cause not known"
    LOST = "lost"
    STOLEN = "stolen"
    BROKEN = "broken and thrown away"
    GIVEN_AWAY = "given away without a document"
    BOOKED_WRONGLY = "booked wrongly"


class Keeper(StrEnum):
    """Who keeps a thing that is booked to another room.

    Each asset has a named custodian, and when that changes it is handed over (State Council Order 738, article 15).
    """

    OF_THE_ROOM = "custodian of the room"
    STAYS = "custodian stays"


@dataclass(frozen=True, slots=True)
class Details:
    """Every field is optional; a decision looks only at its own.

    - transfer, found again: `room` (a code), if not the one it was seen in; `keeper`, who keeps it from then on:
      that of the room if nothing is said, and as before where the room has none
    - bring back: `person` who does it, `due` the day it should be done
    - confirm shortage: `cause`
    - was out: `place` where it was, `person` who had it
    - register: `name`, `category`, `asset_no`, `cost` in yuan (nominal if nobody knows), `room`
    - bind: the `item` the tag goes to; rebind: the `item` that keeps the tag, `tag` for the one that loses it
    """

    room: str = ""
    person: str = ""
    due: date | None = None
    cause: Cause | None = None
    place: str = ""
    name: str = ""
    category: str = ""
    asset_no: str = ""
    cost: Decimal | None = None
    item: ItemId | None = None
    tag: Tag | None = None
    keeper: Keeper | None = None

    def as_json(self) -> dict[str, Any]:
        """What is said, as text; what is not said is left out."""
        said = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {name: str(value) for name, value in said if value not in ("", None)}


def details_from_json(said: Mapping[str, Any]) -> Details:
    """The details that `as_json` wrote; other entries are passed over."""
    plain = {name: said.get(name, "") for name in ("room", "person", "place", "name", "category", "asset_no")}
    return Details(
        **plain,
        due=date.fromisoformat(said["due"]) if said.get("due") else None,
        cause=Cause(said["cause"]) if said.get("cause") else None,
        cost=Decimal(said["cost"]) if said.get("cost") else None,
        item=ItemId(UUID(said["item"])) if said.get("item") else None,
        tag=Tag(said["tag"]) if said.get("tag") else None,
        keeper=Keeper(said["keeper"]) if said.get("keeper") else None,
    )
