"""Lists of tags of other handhelds over HTTP: hand one in, say what its columns hold, see what was counted."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, File, Form, Request, UploadFile
from pydantic import BaseModel
from sqlalchemy.orm import Session

from inventory.actions.counting.list_counting import count_list, walks_of
from inventory.actions.counting.lists import ListId, Understood, the_list, understood
from inventory.actions.counting.lists_taken_back import count_list_after_all, take_back_list
from inventory.exchange.reading.cells import as_text
from inventory.exchange.tag_list import Meaning
from inventory.ids import StockTakeId
from service.access import Counter, Who
from service.api.imports import DoubtOut, doubt_out
from service.database import ReadSession, WriteSession, database_of
from service.handed_lists import take_in_list
from service.pages.imports import filename_of
from service.pages.lists import step_of
from service.wire import Word
from service.zone import Zone

router = APIRouter(prefix="/stocktakes/{stocktake}/lists")

ROWS_SHOWN = 8


class ColumnOut(BaseModel):
    """A column of the list: what it is called, what it is taken to hold, and what stands first in it."""

    head: str
    holds: Meaning
    first: list[str]


class WalkOut(BaseModel):
    """What was counted of one room. `late`: counting was over, so it changes nothing until it is taken in."""

    room: str
    tags: int
    numbers: int
    unknown_numbers: list[str]
    late: bool


class ListOut(BaseModel):
    """A list as it is understood. `walks` are its rooms once it was `counted`; until then its columns can be said.
    What was `taken_back` counts for nothing."""

    id: UUID
    filename: str
    counted: bool
    taken_back: bool
    columns: list[ColumnOut]
    rows: int
    folded: int
    strange_rooms: dict[str, int]
    doubts: list[DoubtOut]
    walks: list[WalkOut]


class ColumnsIn(BaseModel):
    """What each column of the list holds, in their order."""

    columns: list[Meaning]


@router.post("", status_code=201)
def hand_in(
    who: Counter,
    request: Request,
    zone: Zone,
    stocktake: UUID,
    file: Annotated[UploadFile, File()],
    room: Annotated[Word, Form()] = "",
) -> ListOut:
    """Keeps the list for a room (none: for those it names); counts it at once if lists of its columns are known."""
    name, content, now = filename_of(file), file.file.read(), datetime.now(UTC)
    database, this = database_of(request), StockTakeId(stocktake)
    found = take_in_list(database, who, this, name, content, room=room, zone=zone, at=now)
    with database.read() as session:
        return _out(who, session, stocktake, found)


@router.get("/{list_id}")
def show(who: Counter, session: ReadSession, zone: Zone, stocktake: UUID, list_id: UUID) -> ListOut:
    """How the list is understood, and what was counted."""
    return _out(who, session, stocktake, _understood(who, session, zone, stocktake, list_id))


@router.post("/{list_id}")
def count(
    who: Counter,
    reading: ReadSession,
    session: WriteSession,
    zone: Zone,
    stocktake: UUID,
    list_id: UUID,
    asked: ColumnsIn,
) -> ListOut:
    """Counts the list with its columns as they are said; counting it again changes nothing."""
    found = _understood(who, reading, zone, stocktake, list_id, asked.columns)
    count_list(session, who.school, StockTakeId(stocktake), found, by=who.name, at=datetime.now(UTC))
    return _out(who, session, stocktake, found)


@router.post("/{list_id}/back")
def take_back(
    who: Counter, reading: ReadSession, session: WriteSession, zone: Zone, stocktake: UUID, list_id: UUID
) -> ListOut:
    """Takes the list back: it counts for nothing. Counters can while rooms are walked, managers until the close."""
    found = _understood(who, reading, zone, stocktake, list_id)
    this, handed = StockTakeId(stocktake), ListId(list_id)
    take_back_list(session, who.school, this, handed, step_of(who), by=who.name, at=datetime.now(UTC))
    return _out(who, session, stocktake, found)


@router.post("/{list_id}/after-all")
def count_after_all(
    who: Counter, reading: ReadSession, session: WriteSession, zone: Zone, stocktake: UUID, list_id: UUID
) -> ListOut:
    """Counts a list that was taken back."""
    found = _understood(who, reading, zone, stocktake, list_id)
    this, handed = StockTakeId(stocktake), ListId(list_id)
    count_list_after_all(session, who.school, this, handed, step_of(who), by=who.name, at=datetime.now(UTC))
    return _out(who, session, stocktake, found)


def _understood(
    who: Who, session: Session, zone: ZoneInfo, stocktake: UUID, list_id: UUID, said: Sequence[Meaning] | None = None
) -> Understood:
    """Takes seconds if the list is long, so never in a session that writes: nobody else could meanwhile."""
    kept = the_list(session, who.school, StockTakeId(stocktake), ListId(list_id))
    return understood(session, kept, zone=zone, said=said)


def _out(who: Who, session: Session, stocktake: UUID, found: Understood) -> ListOut:
    kept = the_list(session, who.school, StockTakeId(stocktake), found.handed.id)
    first = found.table.entries[:ROWS_SHOWN]
    return ListOut(
        id=kept.id,
        filename=kept.filename,
        counted=kept.counted_at is not None,
        taken_back=kept.taken_back_at is not None,
        columns=[
            ColumnOut(head=head, holds=holds, first=[as_text(entry.cells[index]) for entry in first])
            for index, (head, holds) in enumerate(zip(found.table.heads, found.holds, strict=True))
        ],
        rows=found.rows,
        folded=found.folded,
        strange_rooms=dict(found.strange),
        doubts=[doubt_out(doubt) for doubt in found.doubts],
        walks=[
            WalkOut(
                room=walk.room,
                tags=walk.tags,
                numbers=walk.numbers,
                unknown_numbers=list(walk.unknown_numbers),
                late=walk.late,
            )
            for walk in walks_of(session, kept)
        ],
    )
