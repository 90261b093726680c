"""A document on paper: the form of its kind to read, print and sign, as a PDF and as a workbook."""

from base64 import b64encode
from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from inventory.actions.documents.slip_reading import the_slip
from inventory.errors import NotFound
from inventory.exchange.label_codes import qr, svg
from inventory.forms.report import foot
from inventory.forms.slip_sheet import number_of, slip_sheet
from inventory.forms.values import Report, say, shown
from inventory.ids import SlipId
from service.access import Viewer, Who
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.labelling import address_of
from service.pages.rendering import page, speech_of
from service.printing import Format, download, file_of, of_the_books, turns_of

router = APIRouter(prefix="/documents/{slip}/form")


@router.get("")
def form_page(request: Request, who: Viewer, session: ReadSession, slip: UUID) -> Response:
    """The form as it is printed."""
    report = _report(request, session, who, SlipId(slip))
    return page(request, "slip_form.html", who, report=report, slip=slip, foot=foot(report), code_picture=_picture)


def _picture(code: str) -> str:
    """The QR code as the address of a picture."""
    return f"data:image/svg+xml;base64,{b64encode(svg(qr(code)).encode()).decode()}"


@router.get("/{form}")
def form_file(request: Request, who: Viewer, session: ReadSession, slip: UUID, form: Format) -> Response:
    """The same as a file."""
    speech = speech_of(request)
    report = _report(request, session, who, SlipId(slip))
    with turns_of(request).turn():
        content = file_of(report, form, speech)
    return download(content, form, f"{report.stocktake}.{form}")


def _report(request: Request, session: Session, who: Who, slip: SlipId) -> Report:
    refuse_register_if_blind(session, who)
    speech = speech_of(request)
    paper = the_slip(session, who.school, slip)
    if paper.kind.sheet is None:
        raise NotFound(kind="page", name="form")
    now = datetime.now(UTC).astimezone(speech.zone)
    code = f"{address_of(request)}documents/{paper.name.replace(' ', '%20')}"
    return of_the_books(
        who,
        shown(number_of(paper), speech.look_up),
        now,
        (slip_sheet(paper, paper.kind.sheet, speech.zone, code),),
        say("Written on {day}", day=paper.at.astimezone(speech.zone).date()),
    )
