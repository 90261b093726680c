"""Lists of tags of other handhelds over HTTP: hand one in, say what its columns hold, see what was counted."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, File, Form, Request, UploadFile
from pydantic import BaseModel
from sqlalchemy.orm import Session

from inventory.actions.list_counting import count_list, walks_of
from inventory.actions.lists import ListId, Understood, hand_in_list, the_list, understood
from inventory.actions.lists_taken_back import count_list_after_all, take_back_list
from inventory.exchange.reading.cells import as_text
from inventory.exchange.tag_list import Holds
from inventory.ids import StockTakeId
from service.access import Counter, Who
from service.api.imports import DoubtOut, doubt_out
from service.database import ReadSession, WriteSession
from service.pages.imports import filename_of
from service.pages.lists import step_of
from service.wire import Word

router = APIRouter(prefix="/stocktakes/{stocktake}/lists")

ROWS_SHOWN = 8


class ColumnOut(BaseModel):
    """A column of the list: what it is called, what it is taken to hold, and what stands first in it."""

    head: str
    holds: Holds
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

    columns: list[Holds]


@router.post("", status_code=201)
def hand_in(
    who: Counter,
    session: WriteSession,
    request: Request,
    stocktake: UUID,
    file: Annotated[UploadFile, File()],
    room: Annotated[Word, Form()] = "",
) -> ListOut:
    """Keeps the list for a room (none: for those it names); counts it at once if lists of its columns are known."""
    now, this, zone = datetime.now(UTC), StockTakeId(stocktake), _zone(request)
    name, content = filename_of(file), file.file.read()
    kept = hand_in_list(session, who.school, this, name, content, room=room, by=who.name, at=now)
    found = understood(session, the_list(session, who.school, this, kept), zone=zone)
    if found.remembered and not found.twins:
        found = count_list(session, who.school, this, kept, zone=zone, by=who.name, at=now)
    return _out(who, session, stocktake, found)


@router.get("/{list_id}")
def show(who: Counter, session: ReadSession, request: Request, stocktake: UUID, list_id: UUID) -> ListOut:
    """How the list is understood, and what was counted."""
    kept = the_list(session, who.school, StockTakeId(stocktake), ListId(list_id))
    return _out(who, session, stocktake, understood(session, kept, zone=_zone(request)))


@router.post("/{list_id}")
def count(
    who: Counter, session: WriteSession, request: Request, stocktake: UUID, list_id: UUID, asked: ColumnsIn
) -> ListOut:
    """Counts the list with its columns as they are said; counting it again changes nothing."""
    found = count_list(
        session,
        who.school,
        StockTakeId(stocktake),
        ListId(list_id),
        asked.columns,
        zone=_zone(request),
        by=who.name,
        at=datetime.now(UTC),
    )
    return _out(who, session, stocktake, found)


@router.post("/{list_id}/back")
def take_back(who: Counter, session: WriteSession, request: Request, stocktake: UUID, list_id: UUID) -> ListOut:
    """Takes the list back: it counts for nothing. Counters can while rooms are walked, managers until the close."""
    this, handed = StockTakeId(stocktake), ListId(list_id)
    take_back_list(session, who.school, this, handed, step_of(who), by=who.name, at=datetime.now(UTC))
    return show(who, session, request, stocktake, list_id)


@router.post("/{list_id}/after-all")
def count_after_all(who: Counter, session: WriteSession, request: Request, stocktake: UUID, list_id: UUID) -> ListOut:
    """Counts a list that was taken back."""
    this, handed = StockTakeId(stocktake), ListId(list_id)
    count_list_after_all(session, who.school, this, handed, step_of(who), by=who.name, at=datetime.now(UTC))
    return show(who, session, request, stocktake, list_id)


def _zone(request: Request) -> ZoneInfo:
    return ZoneInfo(request.app.state.settings.zone)


def _out(who: Who, session: Session, stocktake: UUID, found: Understood) -> ListOut:
    """Understanding a list takes seconds if it is long, and nobody else writes meanwhile: it is done once."""
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
