"""The report, room by room: to print on A4, and as an Excel or PDF file."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response

from inventory.exchange.report_pdf import report_pdf
from inventory.exchange.report_xlsx import report_workbook
from inventory.ids import StockTakeId
from inventory.naming import remark
from inventory.reports import entries, room_sheet, room_sheets, totals
from service.access import Viewer
from service.database import ReadSession
from service.pages.rendering import page, speech_of
from service.standings import Standings

router = APIRouter()

FONTS = Path(__file__).parents[1] / "fonts"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/stocktakes/{stocktake}/report")
def report_page(
    request: Request,
    who: Viewer,
    session: ReadSession,
    standings: Standings,
    stocktake: UUID,
    room: str | None = None,
) -> Response:
    """A summary and one sheet a room; with `room` the sheet of that room alone."""
    standing = standings.of(session, who.school, StockTakeId(stocktake))
    sheets = room_sheets(standing) if room is None else (room_sheet(standing, room),)
    return page(
        request,
        "report.html",
        who,
        standing=standing,
        summed=totals(standing),
        sheets=sheets,
        only=room,
        entries=entries,
        remark=partial(remark, speech_of(request).look_up),
        now=datetime.now(UTC),
    )


@router.get("/stocktakes/{stocktake}/report.xlsx")
def report_file(
    request: Request,
    who: Viewer,
    session: ReadSession,
    standings: Standings,
    stocktake: UUID,
    room: str | None = None,
) -> Response:
    """The same as a workbook."""
    standing = standings.of(session, who.school, StockTakeId(stocktake))
    speech = speech_of(request)
    content = report_workbook(standing, speech.look_up, room, speech.zone)
    return _download(content, XLSX, f"{standing.name} {room or ''}".strip() + ".xlsx")


@router.get("/stocktakes/{stocktake}/report.pdf")
def report_paper(
    request: Request,
    who: Viewer,
    session: ReadSession,
    standings: Standings,
    stocktake: UUID,
    room: str | None = None,
) -> Response:
    """The same as a PDF on A4, to print and to file."""
    standing = standings.of(session, who.school, StockTakeId(stocktake))
    speech = speech_of(request)
    content = report_pdf(
        standing,
        speech.look_up,
        fonts=FONTS,
        printed_at=datetime.now(UTC),
        zone=speech.zone,
        language=speech.language,
        room=room,
    )
    return _download(content, PDF, f"{standing.name} {room or ''}".strip() + ".pdf")


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=media_type, headers=headers)
