"""Report files over HTTP: made when they are asked for, and of a closed stock-take kept and given again for ever."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from fastapi import Request, Response
from sqlalchemy.orm import Session

from inventory.actions.campaign.meanwhile import changed_meanwhile
from inventory.actions.campaign.report_files import Asked, keep_file, kept_file
from inventory.campaign import OPEN
from inventory.exchange.report_pdf import report_pdf
from inventory.exchange.report_xlsx import report_workbook
from inventory.forms.report import report, tells_of_documents
from inventory.forms.values import Form, Part, Report, Say
from inventory.standing import Standing
from inventory.transfer_log import LogLine
from service.access import Who
from service.blind import refuse_if_blind
from service.database import database_of
from service.language import Speech, key
from service.pages.rendering import speech_of
from service.throttle import Turns

FONTS = Path(__file__).parent / "fonts"

PART_NAME = {
    Part.STATEMENT: key("Stock-take report"),
    Part.VARIANCE: key("Surpluses and shortages"),
    Part.MOVED: key("Moved, out and not ours"),
    Part.SUMMARY: key("Summaries"),
    Part.ROOMS: key("Stock-take sheets by room"),
}


class Format(StrEnum):
    """How the names of files end."""

    PDF = "pdf"
    XLSX = "xlsx"


MEDIA_TYPE = {
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def printers() -> Turns:
    """The turns at making reports: a large one takes half a minute, and whoever waits for it holds a thread."""
    return Turns(at_once=2, waiting=10)


def turns_of(request: Request) -> Turns:
    """The turns at making reports of this app."""
    turns: Turns = request.app.state.printers
    return turns


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: the whole report, one part of it, or the sheet of one room."""

    part: Part | None = None
    room: str | None = None


def meanwhile_of(session: Session, who: Who, standing: Standing, choice: Choice) -> tuple[LogLine, ...]:
    """What documents did during the count, where the choice tells of it."""
    if not tells_of_documents(choice.part, choice.room):
        return ()
    return changed_meanwhile(session, who.school, standing.id)


def report_of(standing: Standing, meanwhile: tuple[LogLine, ...], speech: Speech, choice: Choice) -> Report:
    """The report as its figures stand. Raises `NotFound` if the room is not in scope."""
    at = datetime.now(UTC)
    return report(standing, at=at, zone=speech.zone, part=choice.part, room=choice.room, meanwhile=meanwhile)


def printed(
    request: Request, who: Who, session: Session, standing: Standing, choice: Choice, form: Format
) -> Response:
    """The file as the answer, with the SHA-256 of its bytes in `ETag` and in `Repr-Digest` (RFC 9530).

    Raises `BlindCount`, `NotFound`, and `Crowded` if too many wait for a report already.
    """
    refuse_if_blind(session, who, standing)
    content = _content(request, session, who, standing, choice, form)
    part = speech_of(request).look_up(PART_NAME[choice.part]) if choice.part else ""
    name = " ".join(filter(None, (standing.name, part, choice.room)))
    return download(content, form, f"{name}.{form}")


def again(name: str, content: bytes) -> Response:
    """A file that is kept, as the answer."""
    return download(content, Format(name.rpartition(".")[2]), name)


def _content(request: Request, session: Session, who: Who, standing: Standing, choice: Choice, form: Format) -> bytes:
    """What is kept of a closed stock-take, else made now."""
    speech = speech_of(request)
    if standing.status in OPEN:
        meanwhile = meanwhile_of(session, who, standing, choice)
        with turns_of(request).turn():
            return _made(standing, meanwhile, speech, choice, form)
    name = f"{choice.part or 'report'}.{form}"
    asked = Asked(standing.campaign.closing, name, choice.room or "", speech.language)
    first = kept_file(session, who.school, standing.id, asked)
    if first is not None:
        return first
    with turns_of(request).turn():
        return _made_once(request, who, standing, asked, choice, form)


def _made_once(request: Request, who: Who, standing: Standing, asked: Asked, choice: Choice, form: Format) -> bytes:
    """Made now and kept from now on, unless whoever had the turn before wanted the same."""
    database = database_of(request)
    with database.read() as session:
        first = kept_file(session, who.school, standing.id, asked)
        meanwhile = () if first else meanwhile_of(session, who, standing, choice)
    if first is not None:
        return first
    content = _made(standing, meanwhile, speech_of(request), choice, form)
    with database.write() as session:
        return keep_file(session, who.school, standing.id, asked, content, at=datetime.now(UTC))


def _made(standing: Standing, meanwhile: tuple[LogLine, ...], speech: Speech, choice: Choice, form: Format) -> bytes:
    return file_of(report_of(standing, meanwhile, speech, choice), form, speech)


def of_the_books(
    who: Who, title: str, now: datetime, forms: tuple[Form, ...], period: Say, *, last: date | None = None
) -> Report:
    """Ledgers, lists and papers, which are of no stock-take: `period` says of which time, `last` is its last day."""
    return Report(
        school=who.school_name,
        stocktake=title,
        cutoff=last or now.date(),
        as_of=now,
        final=True,
        digest=None,
        forms=forms,
        period=period,
    )


def file_of(report: Report, form: Format, speech: Speech) -> bytes:
    """The report as a file, in the language of whoever asks."""
    match form:
        case Format.PDF:
            return report_pdf(report, speech.look_up, fonts=FONTS, language=speech.language)
        case Format.XLSX:
            return report_workbook(report, speech.look_up)


def download(content: bytes, form: Format, name: str) -> Response:
    """The file as the answer, with its digest."""
    digest = sha256(content)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "ETag": f'"{digest.hexdigest()}"',
        "Repr-Digest": f"sha-256=:{b64encode(digest.digest()).decode()}:",
    }
    return Response(content, media_type=MEDIA_TYPE[form], headers=headers)
