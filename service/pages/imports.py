"""Taking in a register or a list of rooms: hand in the file, look at every doubt, apply."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, HTTPException, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from inventory.actions.imports import apply_import, hand_in, preview_import
from inventory.actions.rooms import import_rooms
from inventory.exchange.reading.unreadable import UnreadableRegister
from inventory.exchange.rooms_file import read_rooms
from inventory.ids import ImportId
from service.access import Manager
from service.database import ReadSession, WriteSession
from service.guard import largest
from service.language import key
from service.pages.rendering import answer, page, say_error, speech_of
from service.wire import Word

router = APIRouter()

Upload = Annotated[UploadFile, File()]
# A preview shows at most so many doubts; the file has to be mended long before the last of them.
DOUBTS_SHOWN = 500
ROWS_SHOWN = 8
LONGEST_NAME = 200

TORN = key("The file did not arrive whole. Hand it in again.")


@router.get("/imports")
def imports_page(request: Request, who: Manager) -> Response:
    """Where files are handed in."""
    return page(request, "imports.html", who, problem=None, entered=None)


@router.post("/imports")
def hand_in_register(request: Request, who: Manager, session: WriteSession, file: Upload) -> Response:
    """Keeps the register file and leads to its preview."""
    content = file.file.read()
    try:
        preview = hand_in(session, who.school, filename_of(file), content, by=who.name, at=datetime.now(UTC))
    except UnreadableRegister as error:
        return _refused(request, who, error)
    return RedirectResponse(f"/imports/{preview.id}", HTTPStatus.SEE_OTHER)


@router.get("/imports/{handed_in}")
def preview_page(
    request: Request, who: Manager, session: ReadSession, handed_in: UUID, done: int | None = None
) -> Response:
    """What applying the file would do, with every doubt at its line; or, with `done`, what it did."""
    preview = preview_import(session, who.school, ImportId(handed_in))
    return page(request, "import.html", who, preview=preview, shown=DOUBTS_SHOWN, rows_shown=ROWS_SHOWN, done=done)


@router.post("/imports/{handed_in}/apply")
def apply(who: Manager, session: WriteSession, handed_in: UUID) -> Response:
    """Enters the cards of the file."""
    applied = apply_import(session, who.school, ImportId(handed_in), by=who.name, at=datetime.now(UTC))
    return RedirectResponse(f"/imports/{handed_in}?done={applied.new}", HTTPStatus.SEE_OTHER)


@router.post("/rooms")
def look_at_rooms(request: Request, who: Manager, file: Upload) -> Response:
    """What the list of rooms says. Nothing is stored: the page carries the file on to the next step."""
    name, content = filename_of(file), file.file.read()
    try:
        read = read_rooms(name, content)
    except UnreadableRegister as error:
        return _refused(request, who, error)
    carried = b64encode(content).decode()
    return page(
        request, "rooms_import.html", who, filename=name, content=carried, rooms=read.rows, doubts=read.doubts
    )


@router.post("/rooms/apply", form_limits={"max_part_size": largest("/rooms/apply")})
def apply_rooms(
    request: Request,
    who: Manager,
    session: WriteSession,
    filename: Annotated[Word, Form()],
    content: Annotated[str, Form()],
) -> Response:
    """Enters the rooms and says how many were new."""
    try:
        rows = read_rooms(filename, b64decode(content, validate=True)).rows
    except NotBase64 as error:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, TORN) from error
    entered = import_rooms(session, who.school, rows, by=who.name, at=datetime.now(UTC))
    return page(request, "imports.html", who, problem=None, entered=entered)


def filename_of(file: UploadFile) -> str:
    """What the file is called, its end if that is long; control characters are no part of a name."""
    return "".join(sign for sign in file.filename or "" if sign.isprintable())[-LONGEST_NAME:]


def _refused(request: Request, who: Manager, error: UnreadableRegister) -> Response:
    problem = say_error(speech_of(request), error)
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, request, "imports.html", who, problem=problem, entered=None)
