"""Tags for programs: what is still to be tagged, what a tag says and is on, binding it and taking it off."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from inventory.actions.campaign.decision_checks import ThingUnsaid
from inventory.actions.counting.tids import tids_of
from inventory.actions.tagging.binding import Spell, Wish, bind_tag, spells, take_off
from inventory.actions.tagging.field import Reader, field_of, tag_at_hand
from inventory.actions.tagging.labelled import MOST_LABELS
from inventory.actions.tagging.own_epcs import number_things
from inventory.actions.tagging.untagged import MOST_ROOMS, rooms_to_tag, untagged_in
from inventory.epc import Nature, chip_maker, read_epc
from inventory.ids import ItemId, SchoolId, StationId
from inventory.tagging import Bearer, Bears
from inventory.tags import Tag
from service.access import Manager, Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.wire import TagText, Word

router = APIRouter(prefix="/tags")


class RoomToTagOut(BaseModel):
    """A room (its code; "": in no room) and how many things in it carry no tag."""

    room: str
    name: str
    things: int


class UntaggedOut(BaseModel):
    """A thing without a tag, the `position`-th of `quantity` of its card."""

    item: UUID
    asset_no: str
    name: str
    model: str
    position: int
    quantity: int


class HeardOut(BaseModel):
    """A tag in the field of a reader; `rssi` in dBm."""

    tag: str
    tid: str | None
    rssi: float | None
    at: datetime


class OnIn(BaseModel):
    """The one thing, room or person a tag is on."""

    item: UUID | None = None
    room: UUID | None = None
    person: UUID | None = None

    def bearer(self) -> Bearer | None:
        """It, if exactly one is said."""
        said = ((Bears.ITEM, self.item), (Bears.ROOM, self.room), (Bears.PERSON, self.person))
        bearers = [Bearer(kind, id) for kind, id in said if id]
        return bearers[0] if len(bearers) == 1 else None


class BindIn(OnIn):
    """A tag that is to be on something. `station`: the reader that must hear this tag and no other just now, or
    (`held`) at the last pull of its trigger.

    `replaces` comes off the same bearer, `away` takes the new tag off whatever else it is on; both want a `reason`.
    """

    tag: TagText
    tid: TagText | None = None
    station: UUID | None = None
    held: bool = False
    replaces: TagText | None = None
    away: bool = False
    reason: Word = ""


class EndIn(OnIn):
    """A tag that is to come off what it is on, or off all of it if nothing is said."""

    tag: TagText
    reason: Annotated[Word, Field(min_length=1)]


class SpellOut(BaseModel):
    """What a tag is on, or was on until `until`."""

    kind: Bears
    id: UUID
    name: str
    number: str
    since: datetime
    by: str
    until: datetime | None
    reason: str


class TagOut(BaseModel):
    """A tag: what its number says, the chips that answered with it, and what it is and was on, the newest first."""

    tag: str
    nature: Nature
    scheme: str | None
    element: str | None
    uri: str | None
    serial: int | None
    tids: dict[str, str]
    on: list[SpellOut]


class NumbersIn(BaseModel):
    """Things that get a number of our own."""

    items: Annotated[list[UUID], Field(min_length=1, max_length=MOST_LABELS)]


class NumberOut(BaseModel):
    """The number a thing got."""

    item: UUID
    tag: str


@router.get("/to-do")
def get_rooms(
    who: Manager,
    session: ReadSession,
    after: Annotated[Word | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=1_000)] = MOST_ROOMS,
) -> list[RoomToTagOut]:
    """At most `limit` rooms with things that still need a tag by their codes, after the room of one of them."""
    rooms = rooms_to_tag(session, who.school, after=after, most=limit)
    return [RoomToTagOut(room=each.code, name=each.name, things=each.things) for each in rooms]


@router.get("/to-do/things")
def get_things(who: Manager, session: ReadSession, room: Annotated[Word, Query()] = "") -> list[UntaggedOut]:
    """The things in the room that still need a tag, at most 1,000."""
    return [
        UntaggedOut(
            item=each.item,
            asset_no=each.number,
            name=each.name,
            model=each.model,
            position=each.position,
            quantity=each.quantity,
        )
        for each in untagged_in(session, who.school, room)
    ]


@router.get("/field")
def get_field(who: Manager, session: ReadSession, station: UUID, held: bool = False) -> list[HeardOut]:
    """The tags a reader hears now, or (`held`) those of the last pull of a handheld's trigger, the loudest first."""
    heard = field_of(session, who.school, Reader(StationId(station), held), now=datetime.now(UTC))
    return [HeardOut(tag=one.tag, tid=one.tid, rssi=one.rssi, at=one.at) for one in heard]


@router.post("/bindings", status_code=201)
def post_binding(who: Manager, session: WriteSession, asked: BindIn) -> TagOut:
    """Puts the tag on; again changes nothing."""
    bearer, now = asked.bearer(), datetime.now(UTC)
    if bearer is None:
        raise ThingUnsaid
    reader = Reader(StationId(asked.station), asked.held) if asked.station else None
    tag, tid = tag_at_hand(session, who.school, asked.tag, reader, alone=reader is not None, now=now)
    wish = Wish(tag, bearer, asked.tid or tid, asked.replaces, asked.away, asked.reason)
    bind_tag(session, who.school, wish, by=who.name, at=now)
    return _tag(session, who.school, tag)


@router.post("/bindings/end")
def post_end(who: Manager, session: WriteSession, asked: EndIn) -> TagOut:
    """Takes the tag off."""
    now = datetime.now(UTC)
    take_off(session, who.school, asked.tag, reason=asked.reason, by=who.name, at=now, bearer=asked.bearer())
    return _tag(session, who.school, asked.tag)


@router.post("/numbers", status_code=201)
def post_numbers(who: Manager, session: WriteSession, asked: NumbersIn) -> list[NumberOut]:
    """Binds a number of our own to each of the things that carries no tag, to be written by a printer."""
    items = [ItemId(each) for each in asked.items]
    given = number_things(session, who.school, items, by=who.name, at=datetime.now(UTC))
    return [NumberOut(item=item, tag=tag) for item, tag in given.items()]


@router.get("/{tag}")
def get_tag(who: Viewer, session: ReadSession, tag: TagText) -> TagOut:
    """One tag, whether or not anybody knows it."""
    refuse_register_if_blind(session, who)
    return _tag(session, who.school, tag)


def _tag(session: Session, school: SchoolId, tag: Tag) -> TagOut:
    epc = read_epc(tag, school)
    return TagOut(
        tag=tag,
        nature=epc.nature,
        scheme=epc.gs1.scheme if epc.gs1 else None,
        element=epc.gs1.element if epc.gs1 else None,
        uri=epc.gs1.uri if epc.gs1 else None,
        serial=epc.own.serial if epc.own else None,
        tids={tid: chip_maker(tid) for tid in tids_of(session, school, tag)},
        on=[_spell(each) for each in spells(session, school, tag=tag)],
    )


def _spell(of: Spell) -> SpellOut:
    bearer = of.bearer.bearer
    said = {"name": of.bearer.name, "number": of.bearer.number, "reason": of.reason}
    return SpellOut(kind=bearer.kind, id=bearer.id, since=of.since, by=of.by, until=of.until, **said)
