"""Where a thing was met last, for whoever looks for it with a scanner in the hand."""

from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from inventory.actions.presence.tracing import Met, Spot, trace_of
from inventory.ids import ItemId
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession

router = APIRouter(prefix="/items")

MOST = 8
"""Rooms of one answer: further back nobody looks."""


class SpotOut(BaseModel):
    """A room, and where it lies; `building` is "" and `floor` null where it is not known."""

    room: str
    name: str
    building: str
    floor: int | None

    @classmethod
    def of(cls, spot: Spot) -> Self:
        """As it goes out."""
        return cls(room=spot.room, name=spot.name, building=spot.building, floor=spot.floor)


class PlaceOut(SpotOut):
    """The last time it was met there: heard by the reader `by`, with `rssi` in dBm or null, or seen by a person."""

    at: datetime
    how: Literal["heard", "seen"]
    by: str
    rssi: float | None


class PlacesOut(BaseModel):
    """A thing that is looked for: its tags, the room the books give it, and where it was met, the latest first."""

    id: UUID
    no: str
    name: str
    model: str
    tags: list[str]
    booked: SpotOut | None
    places: list[PlaceOut]


@router.get("/{item}/places")
def get_places(who: Viewer, session: ReadSession, item: UUID) -> PlacesOut:
    """Where the thing was met last, a line for each room."""
    refuse_register_if_blind(session, who)
    trace = trace_of(session, who.school, ItemId(item), most=MOST)
    return PlacesOut(
        id=trace.item,
        no=trace.asset_no,
        name=trace.name,
        model=trace.model,
        tags=list(trace.tags),
        booked=SpotOut.of(trace.booked) if trace.booked else None,
        places=[_place(met) for met in trace.met],
    )


def _place(met: Met) -> PlaceOut:
    how: Literal["heard", "seen"] = "heard" if met.heard else "seen"
    spot = SpotOut.of(met.spot).model_dump()
    return PlaceOut(**spot, at=met.at, how=how, by=met.by, rssi=met.rssi)
