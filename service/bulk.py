"""A change of one field of many cards as it is sent: the cards by their ids, or all of a list."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from inventory.actions.cards.bulk_editing import MOST_CARDS
from inventory.actions.cards.listing import ids_of
from inventory.ids import AssetId, SchoolId
from service.card_lists import list_of
from service.wire import Word


class BulkIn(BaseModel):
    """Which cards (those named, or with `every` all of the list of `query`), which field, and what it is to say."""

    asset: Annotated[list[UUID], Field(default_factory=list, max_length=MOST_CARDS)]
    every: bool = False
    query: Annotated[str, Field(max_length=2_000)] = ""
    field: Word
    value: Annotated[str, Field(max_length=2_000)] = ""

    def cards(self, session: Session, school: SchoolId) -> list[AssetId]:
        """The cards; one more than may be changed at once if there are more."""
        if self.every:
            return ids_of(session, school, list_of(self.query).wanted(), most=MOST_CARDS + 1)
        return [AssetId(asset) for asset in self.asset]


class BulkNowIn(BulkIn):
    """The same, to be done; `expected` is how many cards change as it was foreseen."""

    reason: Word = ""
    expected: int
