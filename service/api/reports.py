"""The report of a stock-take or of one room of it, for programs: the same as the pages give."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from service.access import Viewer
from service.database import ReadSession
from service.pages.reports import report_file, report_page, report_paper
from service.standings import Standings

router = APIRouter(prefix="/stocktakes/{stocktake}")

router.add_api_route("/report", report_page, name="report")
router.add_api_route("/report.xlsx", report_file, name="report as XLSX")
router.add_api_route("/report.pdf", report_paper, name="report as PDF")


@router.get("/rooms/{code}/report")
def room_report(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, code: str
) -> Response:
    """The sheet of one room."""
    return report_page(request, who, session, standings, stocktake, code)


@router.get("/rooms/{code}/report.xlsx")
def room_report_file(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, code: str
) -> Response:
    """The sheet of one room as a workbook."""
    return report_file(request, who, session, standings, stocktake, code)


@router.get("/rooms/{code}/report.pdf")
def room_report_paper(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, code: str
) -> Response:
    """The sheet of one room as a PDF."""
    return report_paper(request, who, session, standings, stocktake, code)
