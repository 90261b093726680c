"""Looking things up: the search through the register."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from inventory.access import Role
from inventory.actions.assets import search_assets
from inventory.ids import AssetId
from inventory.scanned import labelled_thing
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.pages.rendering import led_to, page
from service.wire import Word

router = APIRouter()

HITS = 50


@router.get("/assets")
def search_page(
    request: Request,
    who: Viewer,
    session: ReadSession,
    q: Annotated[Word, Query()] = "",
    after: Annotated[str, Query(pattern=r"^[^\x00]*$")] = "",  # a number as the register has it, however long
    after_id: UUID | None = None,
) -> Response:
    """The cards that have every word of `q`; without one, the register. From its beginning, or `after` a card."""
    refuse_register_if_blind(session, who)
    if scanned := labelled_thing(q.strip()):
        return led_to(request, f"/things/{scanned}")
    last = (after, AssetId(after_id)) if after_id else None
    hits = search_assets(session, who.school, q, limit=HITS + 1, after=last)
    may_import = who.role >= Role.MANAGER
    return page(request, "assets.html", who, text=q, hits=hits[:HITS], more=len(hits) > HITS, may_import=may_import)
