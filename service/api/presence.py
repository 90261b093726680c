"""Where things are, for programs: what readers heard or people ticked off last of each, held against the books."""

from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from inventory.actions.presence.presence_list import Believed, list_presence
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.presence_filters import PresenceIn
from service.zone import Zone

router = APIRouter(prefix="/presence")


class PageIn(PresenceIn):
    """The things asked for, at most `limit` of them from the `start`-th on."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class BelievedOut(BaseModel):
    """A thing, its room by the `booked` books and the `room` it was seen in last ("" for outside), and by whom.

    `reads` and `rssi_max` (dBm) say how sure that is; with no reads somebody ticked it off.
    """

    item: UUID
    asset: UUID
    name: str
    number: str
    position: int
    booked: str
    room: str
    since: datetime
    heard_at: datetime
    by: str
    reads: int
    rssi_max: float | None

    @classmethod
    def of(cls, believed: Believed) -> Self:
        """The same."""
        return cls(**{name: getattr(believed, name) for name in cls.model_fields})


class PresenceOut(BaseModel):
    """A page of things, the one seen last first, and what to ask for as `start` next; null at the end."""

    things: list[BelievedOut]
    next: int | None


@router.get("")
def get_presence(who: Viewer, session: ReadSession, zone: Zone, asked: Annotated[PageIn, Query()]) -> PresenceOut:
    """The things seen elsewhere than booked, outside, not since a day (silent, since), or all that were ever seen."""
    refuse_register_if_blind(session, who)
    wanted = asked.wanted(datetime.now(UTC), zone)
    found = list_presence(session, who.school, wanted, most=asked.limit + 1)
    return PresenceOut(
        things=[BelievedOut.of(each) for each in found[: asked.limit]],
        next=asked.start + asked.limit if len(found) > asked.limit else None,
    )
