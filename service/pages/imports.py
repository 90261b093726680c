"""Taking in a register, a list of rooms or a classification: hand in the file, look at every doubt, apply."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import islice
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, HTTPException, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from inventory.actions.cards.categories import CategoriesEntered, import_categories
from inventory.actions.cards.rooms import RoomsEntered, import_rooms
from inventory.actions.importing.import_plan import Wanted
from inventory.actions.importing.import_undo import undo_import
from inventory.actions.importing.imports import (
    HandedIn,
    Said,
    apply_import,
    hand_in,
    keep_unread,
    list_imports,
    preview_import,
    say_how,
)
from inventory.exchange.categories_file import read_categories
from inventory.exchange.reading.unreadable import NoHead, UnreadableRegister
from inventory.exchange.rooms_file import read_rooms
from inventory.ids import ImportId
from inventory.register import Doubt
from service.access import Manager, Who
from service.database import ReadSession, WriteSession
from service.guard import largest
from service.language import key
from service.pages.import_fields import CHANGED_NAME, FIELD_NAME
from service.pages.rendering import answer, page, say_error, speech_of
from service.wire import Word
from service.zone import Zone

router = APIRouter()

Upload = Annotated[UploadFile, File()]
# A preview shows at most so many doubts; the file has to be mended long before the last of them.
DOUBTS_SHOWN = 500
CHANGES_SHOWN = 200
ROWS_SHOWN = 8
MOST_COLUMNS = 200
LONGEST_NAME = 200

TORN = key("The file did not arrive whole. Hand it in again.")


Texts = Annotated[list[Word], Form(default_factory=list, max_length=MOST_COLUMNS)]


@router.get("/imports")
def imports_page(request: Request, who: Manager, session: ReadSession) -> Response:
    """Where files are handed in, and what became of those before."""
    return _front(request, who, list_imports(session, who.school))


@router.post("/imports")
def hand_in_register(request: Request, who: Manager, session: WriteSession, file: Upload) -> Response:
    """Keeps the register file and leads to its preview."""
    name, content, now = filename_of(file), file.file.read(), datetime.now(UTC)
    try:
        preview = hand_in(session, who.school, name, content, by=who.name, at=now)
    except NoHead:
        kept = keep_unread(session, who.school, name, content, by=who.name, at=now)
        return RedirectResponse(f"/imports/{kept}", HTTPStatus.SEE_OTHER)
    except UnreadableRegister as error:
        return _refused(request, who, error)
    return RedirectResponse(f"/imports/{preview.id}", HTTPStatus.SEE_OTHER)


@router.get("/imports/{handed_in}")
def preview_page(
    request: Request,
    who: Manager,
    session: ReadSession,
    handed_in: UUID,
    new: int | None = None,
    changed: int | None = None,
) -> Response:
    """What applying the file would do, with every doubt at its line; once it is applied, what it did."""
    try:
        preview = preview_import(session, who.school, ImportId(handed_in))
    except NoHead as unread:
        return page(request, "import_heads.html", who, handed_in=handed_in, unread=unread.facts, fields=FIELD_NAME)
    told = ((meeting.row, *change) for meeting in preview.plan.changed for change in meeting.told(preview.wanted))
    shown = {"shown": DOUBTS_SHOWN, "rows_shown": ROWS_SHOWN, "names": CHANGED_NAME, "done": (new, changed)}
    changes = list(islice(told, CHANGES_SHOWN))
    return page(
        request, "import.html", who, preview=preview, plan=preview.plan, changes=changes, fields=FIELD_NAME, **shown
    )


@router.post("/imports/{handed_in}")
def say(
    request: Request,
    who: Manager,
    session: WriteSession,
    handed_in: UUID,
    head: Texts,
    field: Texts,
    sheet: Texts,
    updates: Annotated[bool, Form()] = False,
    moves: Annotated[bool, Form()] = False,
) -> Response:
    """Reads the file again as it is meant."""
    said, now = Said(dict(zip(head, field, strict=False)), sheet), datetime.now(UTC)
    try:
        say_how(session, who.school, ImportId(handed_in), said, Wanted(updates, moves), by=who.name, at=now)
    except NoHead:
        pass  # its page asks again
    except UnreadableRegister as error:
        return _refused(request, who, error)
    return RedirectResponse(f"/imports/{handed_in}", HTTPStatus.SEE_OTHER)


@router.post("/imports/{handed_in}/apply")
def apply(who: Manager, session: WriteSession, zone: Zone, handed_in: UUID) -> Response:
    """Enters the cards of the file, and changes known ones as was wanted."""
    done = apply_import(session, who.school, ImportId(handed_in), by=who.name, at=datetime.now(UTC), zone=zone).plan
    return RedirectResponse(
        f"/imports/{handed_in}?new={len(done.new)}&changed={len(done.changed)}", HTTPStatus.SEE_OTHER
    )


@router.post("/imports/{handed_in}/undo")
def undo(who: Manager, session: WriteSession, zone: Zone, handed_in: UUID) -> Response:
    """Takes the import back, whole."""
    undo_import(session, who.school, ImportId(handed_in), by=who.name, at=datetime.now(UTC), zone=zone)
    return RedirectResponse(f"/imports/{handed_in}", HTTPStatus.SEE_OTHER)


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
    return _front(request, who, list_imports(session, who.school), entered=entered)


@router.post("/categories")
def take_in_categories(request: Request, who: Manager, session: WriteSession, file: Upload) -> Response:
    """Enters the codes of a classification with their names, at once: nothing that has a name gets another."""
    try:
        read = read_categories(filename_of(file), file.file.read())
    except UnreadableRegister as error:
        return _refused(request, who, error)
    named = import_categories(session, who.school, read.rows, by=who.name, at=datetime.now(UTC))
    return _front(request, who, list_imports(session, who.school), named=named, doubts=read.doubts)


def filename_of(file: UploadFile) -> str:
    """What the file is called, its end if that is long; control characters are no part of a name."""
    return "".join(sign for sign in file.filename or "" if sign.isprintable())[-LONGEST_NAME:]


def _refused(request: Request, who: Manager, error: UnreadableRegister) -> Response:
    problem = say_error(speech_of(request), error)
    return _front(request, who, [], problem=problem)


def _front(
    request: Request,
    who: Who,
    before: list[HandedIn],
    problem: str | None = None,
    entered: RoomsEntered | None = None,
    named: CategoriesEntered | None = None,
    doubts: Sequence[Doubt] = (),
) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    told = {"problem": problem, "entered": entered, "named": named, "doubts": doubts, "shown": DOUBTS_SHOWN}
    return answer(status, request, "imports.html", who, before=before, **told)
