"""The report, room by room: to print on A4, and as an Excel file."""

from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response

from inventory.exchange.report_xlsx import report_workbook
from inventory.ids import StockTakeId
from inventory.reports import entries, room_sheet, room_sheets, totals
from service.access import Viewer
from service.database import ReadSession
from service.language import words
from service.pages.rendering import page, speech_of
from service.pages.wording import remark
from service.standings import Standings

router = APIRouter()

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
        remark=partial(remark, speech_of(request)),
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
    content = report_workbook(standing, words(speech.language), room, speech.zone)
    name = quote(f"{standing.name} {room or ''}".strip() + ".xlsx")
    return Response(content, media_type=XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})
