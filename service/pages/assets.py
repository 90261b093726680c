"""The register as a list: searched, filtered, sorted, with the columns somebody wants; all of it in the address."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from inventory.access import Role
from inventory.actions.cards.bulk_editing import bulk_fields
from inventory.actions.cards.listing import departments_of, list_cards
from inventory.actions.cards.saved_views import views_of
from inventory.actions.presence.presence_list import seen_of_cards
from inventory.facets import Lack
from inventory.ids import AssetId
from inventory.listing import Order
from inventory.scanned import labelled_thing
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.card_lists import ListIn
from service.database import ReadSession
from service.language import key
from service.pages.rendering import led_to, page
from service.pages.wording import ITEM_STATE_NAME
from service.sought import Typed
from service.wire import Word

router = APIRouter()

HITS = 50


class Column(StrEnum):
    """What a list shows of each card beside its number and name."""

    MODEL = "model"
    CATEGORY = "category"
    DEPARTMENT = "department"
    QUANTITY = "quantity"
    COST = "cost"
    ACQUIRED = "acquired"
    ROOMS = "rooms"
    KEEPERS = "keepers"
    STATES = "states"
    SEEN = "seen"


USUAL = (Column.MODEL, Column.QUANTITY, Column.COST, Column.ROOMS, Column.KEEPERS, Column.STATES)

COLUMN_NAME: Mapping[Column, str] = {
    Column.MODEL: key("Model"),
    Column.CATEGORY: key("Asset classification"),
    Column.DEPARTMENT: key("Using department"),
    Column.QUANTITY: key("Quantity"),
    Column.COST: key("Acquisition cost"),
    Column.ACQUIRED: key("Acquisition date"),
    Column.ROOMS: key("Rooms"),
    Column.KEEPERS: key("Custodian"),
    Column.STATES: key("State"),
    Column.SEEN: key("Last seen"),
}
SORTED_BY: Mapping[Column, Order] = {Column.COST: Order.COST, Column.ACQUIRED: Order.ACQUIRED}

LACK_NAME: Mapping[Lack, str] = {
    Lack.TAG: key("Without a tag"),
    Lack.ROOM: key("Without a room"),
    Lack.KEEPER: key("Without a custodian"),
    Lack.CATEGORY: key("Without a classification"),
    Lack.COST: key("Without a cost"),
    Lack.ACQUIRED: key("Without an acquisition date"),
}
FILTER_NAME: Mapping[str, str] = {
    "room": key("Room"),
    "keeper": key("Custodian"),
    "department": key("Using department"),
    "category": key("Asset classification"),
    "state": key("State"),
    "lacks": key("Missing entry"),
    "cost_from": key("Cost from"),
    "cost_to": key("Cost up to"),
    "acquired_from": key("Acquired from"),
    "acquired_to": key("Acquired until"),
}


class Asked(ListIn):
    """A page of the list: which columns, and after which card it begins. The view `dropped` was deleted just now."""

    column: Annotated[list[Column], Field(default_factory=list)]
    after: Typed[UUID] = None
    dropped: Word = ""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns in their own order; the usual ones if none are named."""
        return [column for column in Column if column in (self.column or USUAL)]

    @property
    def filters(self) -> Mapping[str, object]:
        """What is filtered by beside the words."""
        said = {name: getattr(self, name) for name in FILTER_NAME}
        return {name: value for name, value in said.items() if value not in (None, "")}

    def sorted_by(self, order: Order) -> str:
        """The query for the list in this order; down if it is up now, and the other way round."""
        now = self.sort or Order.NUMBER
        return self.query(sort=order, down=now == order and not self.down, after=None, dropped=None)

    @property
    def beginning(self) -> str:
        """The query for the first page of this list."""
        return self.query(after=None, dropped=None)


@router.get("/assets")
def list_page(request: Request, who: Viewer, session: ReadSession, asked: Annotated[Asked, Query()]) -> Response:
    """The cards that have every word and fit every filter, a page at a time; a label scanned leads to its thing."""
    refuse_register_if_blind(session, who)
    if scanned := labelled_thing(asked.q.strip()):
        return led_to(request, f"/things/{scanned}")
    last = AssetId(asked.after) if asked.after else None
    listed = list_cards(session, who.school, asked.wanted(), limit=HITS, after=last)
    shown = [line.id for line in listed.lines] if Column.SEEN in asked.columns else []
    return page(
        request,
        "assets.html",
        who,
        asked=asked,
        listed=listed,
        seen=seen_of_cards(session, who.school, shown),
        views=views_of(session, who.school, who.name),
        departments=departments_of(session, who.school),
        columns={column: COLUMN_NAME[column] for column in asked.columns},
        all_columns=COLUMN_NAME,
        sorted_by=SORTED_BY,
        lack_name=LACK_NAME,
        filter_name=FILTER_NAME,
        state_names=ITEM_STATE_NAME,
        bulk_fields=bulk_fields(session, who.school),
        may_edit=who.role >= Role.MANAGER,
    )
