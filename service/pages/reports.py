"""The reports of a stock-take: what each is for, each to read and print on A4, and as an Excel or PDF file."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from inventory.actions.campaign.report_files import kept_by_digest, kept_files
from inventory.forms.report import foot
from inventory.forms.values import Part
from inventory.ids import StockTakeId
from service.access import Viewer
from service.blind import refuse_if_blind
from service.database import ReadSession
from service.language import key
from service.pages.rendering import page, speech_of
from service.printing import PART_NAME, Choice, Format, again, meanwhile_of, printed, report_of, turns_of
from service.standings import Standings

router = APIRouter()

PURPOSE = {
    Part.STATEMENT: key(
        "The report for the head and the authority: scope, people, method, findings, proposals. To be sealed."
    ),
    Part.VARIANCE: key(
        "What is short and what is over, with amounts and causes, for the accountant and for approval."
    ),
    Part.MOVED: key(
        "What stands elsewhere than the books say, with proposals; what is out, not ours, or changed meanwhile."
    ),
    Part.SUMMARY: key("The figures by department, category, building and custodian, with charts."),
    Part.ROOMS: key(
        "One sheet a room with every card, to be signed by those who counted and those who keep the things."
    ),
}

Chosen = Annotated[Choice, Depends(Choice)]


@router.get("/stocktakes/{stocktake}/reports")
def reports_page(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID
) -> Response:
    """Every report with what it is for, and the files that were printed and are kept."""
    standing = standings.of(session, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, standing)
    files = kept_files(session, who.school, standing.id)
    return page(request, "reports.html", who, standing=standing, name=PART_NAME, purpose=PURPOSE, files=files)


@router.get("/stocktakes/{stocktake}/report")
def report_page(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, chosen: Chosen
) -> Response:
    """The whole report, one `part` of it, or with `room` the sheet of that room alone."""
    standing = standings.of(session, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, standing)
    meanwhile = meanwhile_of(session, who, standing, chosen)
    with turns_of(request).turn():
        report = report_of(standing, meanwhile, speech_of(request), chosen)
        return page(request, "report.html", who, standing=standing, report=report, chosen=chosen, foot=foot(report))


@router.get("/stocktakes/{stocktake}/report.xlsx")
def report_file(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, chosen: Chosen
) -> Response:
    """The same as a workbook."""
    standing = standings.of(session, who.school, StockTakeId(stocktake))
    return printed(request, who, session, standing, chosen, Format.XLSX)


@router.get("/stocktakes/{stocktake}/report.pdf")
def report_paper(
    request: Request, who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, chosen: Chosen
) -> Response:
    """The same as a PDF on A4, to print and to file."""
    standing = standings.of(session, who.school, StockTakeId(stocktake))
    return printed(request, who, session, standing, chosen, Format.PDF)


@router.get("/stocktakes/{stocktake}/report/files/{digest}")
def kept_report(who: Viewer, session: ReadSession, standings: Standings, stocktake: UUID, digest: str) -> Response:
    """A file as it was printed first after a closing, also after one that was taken back."""
    refuse_if_blind(session, who, standings.of(session, who.school, StockTakeId(stocktake)))
    return again(*kept_by_digest(session, who.school, StockTakeId(stocktake), digest))
