"""The register as a list, for programs."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from inventory.actions.cards.listing import list_cards
from inventory.exchange.register_export import Form
from inventory.ids import AssetId
from inventory.listing import CardLine
from inventory.register import ItemState
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.card_lists import ListIn
from service.database import ReadSession
from service.pages.ledgers import register_as_file
from service.sought import Typed

router = APIRouter(prefix="/register")


class ListPageIn(ListIn):
    """A page of the list: at most `limit` cards, after the one that the page before named as `next`."""

    after: Typed[UUID] = None
    limit: Annotated[int, Field(ge=1, le=1_000)] = 100


class ExportIn(ListIn):
    """The cards of a list as a file: `xlsx`, `csv` or `json`."""

    format: Form = Form.XLSX


class CardLineOut(BaseModel):
    """A card in a list. `cost` is in yuan for all pieces; `rooms` are codes; all three lists are of its pieces."""

    id: UUID
    asset_no: str
    name: str
    model: str
    category: str
    department: str
    quantity: int
    unit: str
    cost: Decimal | None
    acquired: date | None
    rooms: tuple[str, ...]
    keepers: tuple[str, ...]
    states: tuple[ItemState, ...]


class ListPageOut(BaseModel):
    """A page: how many cards there are in all (null: more than 1,000), and what to ask for as `after` next."""

    total: int | None
    cards: list[CardLineOut]
    next: UUID | None


@router.get("")
def get_register(who: Viewer, session: ReadSession, asked: Annotated[ListPageIn, Query()]) -> ListPageOut:
    """The cards that have every word and fit every filter."""
    refuse_register_if_blind(session, who)
    last = AssetId(asked.after) if asked.after else None
    listed = list_cards(session, who.school, asked.wanted(), limit=asked.limit, after=last)
    cards = [_out(line) for line in listed.lines]
    return ListPageOut(total=listed.total, cards=cards, next=cards[-1].id if listed.more else None)


@router.get("/export")
def export_register(
    request: Request, who: Viewer, session: ReadSession, asked: Annotated[ExportIn, Query()]
) -> Response:
    """The cards that have every word and fit every filter, with all their fields and pieces, as a file to hand in."""
    return register_as_file(request, who, session, asked.format, asked)


def _out(line: CardLine) -> CardLineOut:
    return CardLineOut.model_validate(line, from_attributes=True)
