"""All help on one page."""

from fastapi import APIRouter, Request, Response

from service.access import Viewer
from service.pages.help import SUBJECTS
from service.pages.rendering import page

router = APIRouter()


@router.get("/help")
def help_page(request: Request, who: Viewer) -> Response:
    """What every page is for, subject by subject."""
    return page(request, "help.html", who, subjects=SUBJECTS)
