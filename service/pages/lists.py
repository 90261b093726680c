"""Lists of tags of other handhelds: hand one in for a room, say what its columns are, see what was counted."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.actions.campaign.stocktakes import room_count, the_stocktake
from inventory.actions.counting.list_counting import count_list, walks_of
from inventory.actions.counting.lists import ColumnsUnsaid, ListId, the_list, understood
from inventory.actions.counting.lists_taken_back import count_list_after_all, take_back_list
from inventory.campaign import Status, Step, may
from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.unreadable import UnreadableRegister
from inventory.exchange.tag_list import Meaning
from inventory.ids import StockTakeId
from service.access import Counter, Who
from service.database import ReadSession, WriteSession, database_of
from service.handed_lists import take_in_list
from service.language import key
from service.pages.imports import DOUBTS_SHOWN, filename_of
from service.pages.rendering import answer, say_error, speech_of

router = APIRouter(prefix="/stocktakes/{stocktake}")

ROWS_SHOWN = 8
LONGEST_PASTE = 1_000_000

HOLDS_NAME = {
    Meaning.NOTHING: key("Nothing of use"),
    Meaning.TAG: key("Tag (EPC)"),
    Meaning.NUMBER: key("Asset number or barcode"),
    Meaning.EITHER: key("Tags and numbers mixed"),
    Meaning.TID: key("Chip number (TID)"),
    Meaning.READS: key("How often it was read"),
    Meaning.RSSI: key("Signal strength (RSSI)"),
    Meaning.FIRST: key("Time, or first time"),
    Meaning.LAST: key("Last time"),
    Meaning.ROOM: key("Room"),
}

NOTHING_HANDED_IN = key("Choose a file or paste a list.")


@router.get("/rooms/{code:path}/list")
def form(request: Request, who: Counter, session: ReadSession, stocktake: UUID, code: str) -> Response:
    """Where a list is handed in for a room."""
    return _form(request, who, session, stocktake, code)


@router.post("/rooms/{code:path}/list")
def hand_in(
    request: Request,
    who: Counter,
    session: ReadSession,
    stocktake: UUID,
    code: str,
    file: Annotated[UploadFile | None, File()] = None,
    pasted: Annotated[str, Form(max_length=LONGEST_PASTE)] = "",
) -> Response:
    """Keeps the list; one whose columns are known is counted at once."""
    content = (file.file.read() if file else b"") or pasted.strip().encode()
    name = (filename_of(file) if file else "") or speech_of(request).say("Pasted list")
    if not content:
        return _form(request, who, session, stocktake, code, speech_of(request).say(NOTHING_HANDED_IN))
    now, this = datetime.now(UTC), StockTakeId(stocktake)
    try:
        found = take_in_list(
            *(database_of(request), who, this, name, content), room=code, zone=speech_of(request).zone, at=now
        )
    except UnreadableRegister as error:
        return _form(request, who, session, stocktake, code, say_error(speech_of(request), error))
    again = "?again=1" if found.handed.at < now else ""
    return RedirectResponse(f"/stocktakes/{stocktake}/lists/{found.handed.id}{again}", HTTPStatus.SEE_OTHER)


@router.get("/lists/{list_id}")
def list_page(
    request: Request, who: Counter, session: ReadSession, stocktake: UUID, list_id: UUID, again: bool = False
) -> Response:
    """What the list holds and how its columns are understood; once it is counted, what was counted."""
    return _shown(request, who, session, stocktake, list_id, again=again)


@router.post("/lists/{list_id}")
def count(
    request: Request,
    who: Counter,
    reading: ReadSession,
    session: WriteSession,
    stocktake: UUID,
    list_id: UUID,
    column: Annotated[list[Meaning], Form()],
) -> Response:
    """Counts the list with its columns as they were said."""
    kept = the_list(reading, who.school, StockTakeId(stocktake), ListId(list_id))
    try:
        found = understood(reading, kept, zone=speech_of(request).zone, said=column)
        count_list(session, who.school, StockTakeId(stocktake), found, by=who.name, at=datetime.now(UTC))
    except ColumnsUnsaid as error:
        return _shown(request, who, reading, stocktake, list_id, problem=say_error(speech_of(request), error))
    return RedirectResponse(f"/stocktakes/{stocktake}/lists/{list_id}", HTTPStatus.SEE_OTHER)


@router.post("/lists/{list_id}/back")
def take_back(who: Counter, session: WriteSession, stocktake: UUID, list_id: UUID) -> Response:
    """Takes the list back; `step_of` says until when."""
    this, handed = StockTakeId(stocktake), ListId(list_id)
    take_back_list(session, who.school, this, handed, step_of(who), by=who.name, at=datetime.now(UTC))
    return RedirectResponse(f"/stocktakes/{stocktake}/lists/{list_id}", HTTPStatus.SEE_OTHER)


@router.post("/lists/{list_id}/after-all")
def count_after_all(who: Counter, session: WriteSession, stocktake: UUID, list_id: UUID) -> Response:
    """Counts a list that was taken back."""
    this, handed = StockTakeId(stocktake), ListId(list_id)
    count_list_after_all(session, who.school, this, handed, step_of(who), by=who.name, at=datetime.now(UTC))
    return RedirectResponse(f"/stocktakes/{stocktake}/lists/{list_id}", HTTPStatus.SEE_OTHER)


def step_of(who: Who) -> Step:
    """Counters take a list back while rooms are walked, managers until the close."""
    return Step.TAKE_IN if may(Step.TAKE_IN, Status.REVIEW, who.role) else Step.COUNT


def _shown(
    request: Request,
    who: Who,
    session: Session,
    stocktake: UUID,
    list_id: UUID,
    *,
    problem: str = "",
    again: bool = False,
) -> Response:
    this = the_stocktake(session, who.school, StockTakeId(stocktake))
    kept = the_list(session, who.school, StockTakeId(stocktake), ListId(list_id))
    found = understood(session, kept, zone=speech_of(request).zone)
    return answer(
        HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        request,
        "list.html",
        who,
        stocktake=this,
        may_take_back=may(step_of(who), Status(this.status), who.role),
        found=found,
        walks=walks_of(session, kept),
        names=HOLDS_NAME,
        rows=[(entry.line, [as_text(cell) for cell in entry.cells]) for entry in found.table.entries[:ROWS_SHOWN]],
        shown=DOUBTS_SHOWN,
        problem=problem,
        again=again,
    )


def _form(request: Request, who: Who, session: Session, stocktake: UUID, code: str, problem: str = "") -> Response:
    return answer(
        HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        request,
        "list_new.html",
        who,
        stocktake=the_stocktake(session, who.school, StockTakeId(stocktake)),
        room=room_count(session, who.school, StockTakeId(stocktake), code),
        problem=problem,
    )
