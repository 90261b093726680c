"""Where things are believed to be, held against the books, to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from inventory.cards import Seen
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.register import ItemState
from inventory.store.base import Moment
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.presence import PresenceRow
from inventory.store.register import Asset, Item
from inventory.store.sightings import Station
from inventory.store.stocktakes import Pass


class Where(StrEnum):
    """ELSEWHERE than booked, OUTSIDE beyond a gate, SILENT since a day, ALL that was ever heard."""

    ELSEWHERE = "elsewhere"
    OUTSIDE = "outside"
    SILENT = "silent"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class WherePage:
    """Which things are asked for: of which `text` is in the name or number, from the `start`-th on (from 0)."""

    where: Where = Where.ELSEWHERE
    silent_since: datetime | None = None
    text: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Believed:
    """A thing, its room by the books, and where it was heard: "" for outside. `by` is the reader or the device.

    `reads` and `rssi_max` (dBm) say how sure that is; where it was ticked off by hand, `by` is who did it.
    """

    item: ItemId
    asset: AssetId
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

    @property
    def by_hand(self) -> bool:
        """Whether nobody heard it: somebody ticked it off."""
        return self.reads == 0


def list_presence(session: Session, school: SchoolId, wanted: WherePage, *, most: int) -> list[Believed]:
    """Those that fit and are on the books, the one heard last first."""
    fits = [Item.state != ItemState.RETIRED.value, *_fits(wanted)]
    return _believed(session, school, fits, wanted.start, most)


def presence_of(session: Session, school: SchoolId, item: ItemId) -> Believed | None:
    """Where this thing is believed to be; None if it was never heard."""
    return next(iter(_believed(session, school, [PresenceRow.item_id == item], 0, 1)), None)


def seen_of_cards(session: Session, school: SchoolId, assets: Sequence[AssetId]) -> dict[AssetId, Seen]:
    """Where and when a piece of each card was heard or ticked off last; the room is "" for outside."""
    found: dict[AssetId, Seen] = {}
    for some in in_parts(assets):
        rows = session.execute(
            select(Item.asset_id, Room.code, func.max(PresenceRow.heard_at, type_=Moment))
            .join(PresenceRow, and_(PresenceRow.school_id == Item.school_id, PresenceRow.item_id == Item.id))
            .outerjoin(Room, and_(Room.school_id == school, Room.id == PresenceRow.room_id))
            .where(Item.school_id == school, Item.asset_id.in_(some), Item.state != ItemState.RETIRED.value)
            .group_by(Item.asset_id, Room.code)
        )
        for asset, room, at in rows:
            before = found.get(AssetId(asset))
            if before is None or before.at < at:
                found[AssetId(asset)] = Seen(room or "", at)
    return found


def _believed(
    session: Session, school: SchoolId, fits: Sequence[ColumnElement[bool]], start: int, most: int
) -> list[Believed]:
    booked, heard = aliased(Room), aliased(Room)
    rows = session.execute(
        select(PresenceRow, Item, Asset.name, Asset.asset_no, booked.code, heard.code, Station.name, Pass)
        .join(Item, and_(Item.school_id == school, Item.id == PresenceRow.item_id))
        .join(Asset, and_(Asset.school_id == school, Asset.id == Item.asset_id))
        .outerjoin(booked, and_(booked.school_id == school, booked.id == Item.room_id))
        .outerjoin(heard, and_(heard.school_id == school, heard.id == PresenceRow.room_id))
        .outerjoin(Station, and_(Station.school_id == school, Station.id == PresenceRow.station_id))
        .outerjoin(Pass, and_(Pass.school_id == school, Pass.id == PresenceRow.pass_id))
        .where(PresenceRow.school_id == school, *fits)
        .order_by(PresenceRow.heard_at.desc(), PresenceRow.item_id)
        .offset(start)
        .limit(most)
    )
    return [
        Believed(
            item=ItemId(item.id),
            asset=AssetId(item.asset_id),
            name=name,
            number=item.number or number,
            position=item.position,
            booked=belongs or "",
            room=room or "",
            since=row.since,
            heard_at=row.heard_at,
            by=station or _walker(walk, row.reads),
            reads=row.reads,
            rssi_max=row.rssi_max,
        )
        for row, item, name, number, belongs, room, station, walk in rows
    ]


def _walker(walk: Pass | None, reads: int) -> str:
    """With what it was heard on the walk, or who ticked it off."""
    if walk is None:
        return ""
    return walk.device if reads else walk.counted_by


def _fits(wanted: WherePage) -> list[ColumnElement[bool]]:
    fits: list[ColumnElement[bool]] = []
    if wanted.where is Where.ELSEWHERE:
        nowhere = and_(Item.room_id.is_(None), PresenceRow.room_id.is_not(None))
        fits.append(or_(PresenceRow.room_id != Item.room_id, nowhere))
    if wanted.where is Where.OUTSIDE:
        fits.append(PresenceRow.room_id.is_(None))
    if wanted.silent_since is not None:
        fits.append(PresenceRow.heard_at < wanted.silent_since)
    if wanted.text:
        named = (
            column.contains(wanted.text, autoescape=True) for column in (Asset.name, Asset.asset_no, Item.number)
        )
        fits.append(or_(*named))
    return fits
