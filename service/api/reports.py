"""The report of a stock-take or of one room of it, for programs: the same as the pages give."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from inventory.actions.campaign.report_files import kept_files
from inventory.ids import StockTakeId
from service.access import Viewer
from service.blind import refuse_if_blind
from service.database import ReadSession
from service.pages.reports import kept_report, report_file, report_page, report_paper
from service.printing import Choice
from service.standings import Standings

router = APIRouter(prefix="/stocktakes/{stocktake}")

router.add_api_route("/report", report_page, name="report")
router.add_api_route("/report.xlsx", report_file, name="report as XLSX")
router.add_api_route("/report.pdf", report_paper, name="report as PDF")
router.add_api_route("/report/files/{digest}", kept_report, name="printed report")


class ReportFileOut(BaseModel):
    """A file as it was printed first after a closing; printing it again gives these bytes. `room` "" means all."""

    name: str
    room: str
    language: str
    closing: int
    size: int
    sha256: str
    made_at: datetime


@router.get("/report/files")
def report_files(who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID) -> list[ReportFileOut]:
    """The files that are kept, those of the last closing first."""
    refuse_if_blind(session, who, standings.of(session, who.school, StockTakeId(stocktake)))
    files = kept_files(session, who.school, StockTakeId(stocktake))
    return [ReportFileOut.model_validate(file, from_attributes=True) for file in files]


@router.get("/rooms/{code}/report")
def room_report(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, code: str
) -> Response:
    """The sheet of one room."""
    return report_page(request, who, session, standings, stocktake, Choice(room=code))


@router.get("/rooms/{code}/report.xlsx")
def room_report_file(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, code: str
) -> Response:
    """The sheet of one room as a workbook."""
    return report_file(request, who, session, standings, stocktake, Choice(room=code))


@router.get("/rooms/{code}/report.pdf")
def room_report_paper(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, code: str
) -> Response:
    """The sheet of one room as a PDF."""
    return report_paper(request, who, session, standings, stocktake, Choice(room=code))
