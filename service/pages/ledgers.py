"""Books to print and take along: the ledger of every room, the lists on the doors, and the register as a file."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from inventory.actions.cards.exports import heads_of_others, register_rows
from inventory.actions.cards.ledgers import books_of_rooms
from inventory.actions.cards.listing import ids_of
from inventory.actions.cards.rooms import room_ids
from inventory.books import RoomBook
from inventory.errors import NotFound
from inventory.exchange.register_columns import Wording
from inventory.exchange.register_export import Form as FileForm
from inventory.exchange.register_export import register_file
from inventory.forms.door_list import door_list_form
from inventory.forms.ledger import ledger_form
from inventory.forms.report import foot
from inventory.forms.values import Form, Report, say
from inventory.ids import SchoolId
from inventory.listing import Wanted
from inventory.reading_order import by_reading
from service.access import Viewer, Who
from service.blind import refuse_register_if_blind
from service.card_lists import ListIn
from service.database import ReadSession, database_of
from service.language import key
from service.pages.rendering import page, speech_of
from service.printing import Format, download, file_of, of_the_books, turns_of
from service.wire import Word

router = APIRouter()

BOOKS: dict[str, tuple[str, Callable[[RoomBook], Form]]] = {
    "ledger": (key("Room ledgers"), ledger_form),
    "doors": (key("Lists for the doors"), door_list_form),
}
"""By its address what a book is called, and how the sheets of a room are made."""

_REGISTER = key("Register")
_ALL = 5_000_000

_MEDIA = {
    FileForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileForm.CSV: "text/csv; charset=utf-8",
    FileForm.JSON: "application/json",
}

Room = Annotated[Word | None, Query()]


@router.get("/books")
def books_page(request: Request, who: Viewer, session: ReadSession) -> Response:
    """Everything that can be printed or taken along."""
    refuse_register_if_blind(session, who)
    return page(request, "books.html", who, rooms=sorted(room_ids(session, who.school), key=by_reading))


@router.get("/books/register.{form}")
def register_as_file(
    request: Request, who: Viewer, session: ReadSession, form: FileForm, asked: Annotated[ListIn, Query()]
) -> Response:
    """The register, or the cards a filter of the list gives, written while it is sent: its size does not matter."""
    refuse_register_if_blind(session, who)
    speech = speech_of(request)
    day = datetime.now(UTC).astimezone(speech.zone).date()
    name = f"{who.school_name} {speech.look_up(_REGISTER)} {day}.{form}"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    parts = _parts(request, who.school, form, asked.wanted())
    return StreamingResponse(parts, media_type=_MEDIA[form], headers=headers)


def _parts(request: Request, school: SchoolId, form: FileForm, wanted: Wanted) -> Iterator[bytes]:
    """In a session of its own: that of the request is over before the answer is sent."""
    wording = Wording.ZH if speech_of(request).language == "zh" else Wording.EN
    with database_of(request).read() as session:
        heads = heads_of_others(session, school)
        cards = None if wanted.everything else ids_of(session, school, wanted, most=_ALL)
        yield from register_file(register_rows(session, school, cards), heads, form, wording)


@router.get("/books/{book}.{form}")
def book_file(
    request: Request, who: Viewer, session: ReadSession, book: str, form: Format, room: Room = None
) -> Response:
    """The same as a PDF on A4, or as a workbook of a sheet a room."""
    speech = speech_of(request)
    with turns_of(request).turn():
        report = _report(request, session, who, book, room)
        content = file_of(report, form, speech)
    name = " ".join(filter(None, (who.school_name, report.stocktake, room)))
    return download(content, form, f"{name}.{form}")


@router.get("/books/{book}")
def book_page(request: Request, who: Viewer, session: ReadSession, book: str, room: Room = None) -> Response:
    """The book of one `room`, or of all, to read and print."""
    with turns_of(request).turn():
        report = _report(request, session, who, book, room)
        return page(request, "book.html", who, report=report, book=book, room=room or "", foot=foot(report))


def _report(request: Request, session: Session, who: Who, book: str, room: str | None) -> Report:
    refuse_register_if_blind(session, who)
    if book not in BOOKS:
        raise NotFound(kind="page", name=book)
    name, form = BOOKS[book]
    speech = speech_of(request)
    now = datetime.now(UTC).astimezone(speech.zone)
    return of_the_books(
        who,
        speech.look_up(name),
        now,
        tuple(map(form, books_of_rooms(session, who.school, room or None))),
        say("By the books of {day}", day=now.date()),
    )
