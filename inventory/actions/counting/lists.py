"""Taking in lists of tags that other handhelds export: the file is kept, and its columns are understood.

Counting it is in inventory/actions/counting/list_counting.py.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from hashlib import sha256
from typing import NewType
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, defer

from inventory.actions.campaign.stocktakes import room_count, the_stocktake
from inventory.actions.counting.list_shapes import remembered
from inventory.actions.counting.meanings import known_tags
from inventory.actions.proof.journal import record
from inventory.errors import InventoryError, NotFound
from inventory.exchange.tag_list import ListTable, Meaning, guess, read_table
from inventory.exchange.tag_list_rows import RoomList, Row, by_room, meaning, read_rows
from inventory.ids import SchoolId, StockTakeId, new_id
from inventory.register import Doubt
from inventory.store.lists import TagList
from inventory.store.stocktakes import RoomCount

ListId = NewType("ListId", UUID)


class ColumnsUnsaid(InventoryError):
    """With these columns nobody can tell what was read."""

    text = "Say which column of {filename} holds the tags or the numbers."


@dataclass(frozen=True, slots=True)
class Handed:
    """A list as it was handed in for a room (its code; "": for the rooms it names), when it was counted, and whether
    it was taken back."""

    id: ListId
    room: str
    filename: str
    by: str
    at: datetime
    counted_at: datetime | None
    taken_back_by: str | None
    taken_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class Understood:
    """A list as it is understood: as somebody said of it or of files of its shape (`remembered`), or by a guess.

    `rooms` are codes of rooms with what the list says of them, `strange` what it calls rooms that are not counted,
    with the number of lines. `rows` are all that could be read, `said` is their `meaning`; `folded` of them say again
    what another says. `twins` are the same file, or one that was counted and says the same, not taken back.
    """

    handed: Handed
    table: ListTable
    holds: tuple[Meaning, ...]
    remembered: bool
    rows: int
    said: str
    folded: int
    rooms: Mapping[str, RoomList]
    strange: Mapping[str, int]
    doubts: tuple[Doubt, ...]
    twins: tuple[Handed, ...]


def hand_in_list(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    filename: str,
    content: bytes,
    *,
    room: str,
    by: str,
    at: datetime,
) -> ListId:
    """Keeps the file for the room; nothing is counted yet. The same file for the same room is the list there is.

    Raises a child of `UnreadableRegister`, and `NotFound` (stock-take, room).
    """
    read_table(filename, content)
    the_stocktake(session, school, stocktake, lock=True)
    if room:
        room_count(session, school, stocktake, room)
    digest = sha256(content).hexdigest()
    before = next((kept for kept in _of_content(session, school, stocktake, digest) if kept.room_code == room), None)
    if before:
        return ListId(before.id)
    kept = TagList(
        school_id=school,
        id=new_id(),
        stocktake_id=stocktake,
        room_code=room,
        filename=filename,
        content=content,
        sha256=digest,
        handed_in_by=by,
        handed_in_at=at,
        columns={},
        counted_at=None,
    )
    session.add(kept)
    session.flush()
    facts = {"filename": filename, "room": room, "sha256": digest}
    record(session, school, at=at, by=by, what="list of tags handed in", subject=stocktake, facts=facts)
    return ListId(kept.id)


def the_list(session: Session, school: SchoolId, stocktake: StockTakeId, list_id: ListId) -> TagList:
    """The list as it is kept. Raises `NotFound`."""
    kept = session.get(TagList, (school, list_id))
    if kept is None or kept.stocktake_id != stocktake:
        raise NotFound(kind="list", name=list_id)
    return kept


def understood(session: Session, kept: TagList, *, zone: tzinfo, said: Sequence[Meaning] | None = None) -> Understood:
    """The list as it is understood now, with the columns as `said` if they are; once it was counted, as it was then.

    `zone` is that of its times. Raises `ColumnsUnsaid` if more or fewer columns are said than the list has.
    """
    table = read_table(kept.filename, kept.content)
    said = None if kept.counted_at else said
    if said and len(said) != len(table.heads):
        raise ColumnsUnsaid(filename=kept.filename)
    known = remembered(session, SchoolId(kept.school_id), table, kept.columns)
    holds = tuple(said) if said else known or guess(table)
    rows, doubts = read_rows(table, holds, zone)
    placed, strange = _placed(session, kept, rows)
    tags = known_tags(session, kept.school_id, {tag for row in rows if row.tag for tag in row.tag.tags()})
    rooms, meant = by_room(placed, tags, kept.handed_in_at), meaning(rows)
    return Understood(
        handed=_handed(kept),
        table=table,
        holds=holds,
        remembered=known is not None,
        rows=len(rows),
        said=meant,
        folded=sum(room.rows - len(room.sightings) - len(room.numbers) for room in rooms.values()),
        rooms=rooms,
        strange=strange,
        doubts=doubts,
        twins=_twins(session, kept, meant) if rows else (),
    )


def _placed(session: Session, kept: TagList, rows: Iterable[Row]) -> tuple[list[Row], dict[str, int]]:
    """The rows with the code of their room, and what those call their rooms that belong to none."""
    codes = _codes(session, kept)
    placed: list[Row] = []
    strange: Counter[str] = Counter()
    for row in rows:
        code = codes.get(_plain(row.room)) if row.room else kept.room_code
        if code:
            placed.append(replace(row, room=code))
        else:
            strange[row.room] += 1
    return placed, dict(strange)


def _codes(session: Session, kept: TagList) -> dict[str, str]:
    """The code of each room that is counted, by the ways a list may call it; the code goes before the name."""
    of_this = (RoomCount.school_id == kept.school_id, RoomCount.stocktake_id == kept.stocktake_id)
    rooms = session.execute(select(RoomCount.code, RoomCount.name).where(*of_this, RoomCount.in_scope)).all()
    named = {_plain(name): code for code, name in rooms if name}
    return named | {_plain(code): code for code, _ in rooms}


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def _of_content(session: Session, school: SchoolId, stocktake: StockTakeId, digest: str) -> Sequence[TagList]:
    same = (TagList.school_id == school, TagList.stocktake_id == stocktake, TagList.sha256 == digest)
    return session.scalars(
        select(TagList).where(*same).options(defer(TagList.content)).order_by(TagList.handed_in_at)
    ).all()


def _twins(session: Session, kept: TagList, meant: str) -> tuple[Handed, ...]:
    """Other lists of the same file or of the same meaning; a list says what it means once it is counted."""
    same = or_(TagList.sha256 == kept.sha256, TagList.said == meant)
    of_this = (TagList.school_id == kept.school_id, TagList.stocktake_id == kept.stocktake_id)
    others = select(TagList).where(*of_this, same, TagList.id != kept.id, TagList.taken_back_at.is_(None))
    ordered = others.options(defer(TagList.content)).order_by(TagList.handed_in_at)
    return tuple(map(_handed, session.scalars(ordered)))


def _handed(kept: TagList) -> Handed:
    return Handed(
        ListId(kept.id),
        kept.room_code,
        kept.filename,
        kept.handed_in_by,
        kept.handed_in_at,
        kept.counted_at,
        kept.taken_back_by,
        kept.taken_back_at,
    )
