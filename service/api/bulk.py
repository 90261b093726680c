"""One field of many cards changed at once, for programs: looked at, done, and taken back."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from inventory.actions.cards.bulk_editing import MOST_CARDS, change_many, foresee, take_back
from inventory.actions.cards.card_changes import Why
from inventory.actions.cards.listing import ids_of
from inventory.ids import AssetId, SchoolId
from service.access import Manager
from service.card_lists import ListIn
from service.database import ReadSession, WriteSession
from service.wire import When, Word

router = APIRouter(prefix="/register/bulk")


class FilterIn(ListIn):
    """The filters of `GET /register`. A name it does not know is refused: left out, more cards would change."""

    model_config = ConfigDict(extra="forbid")


class ChangeIn(BaseModel):
    """Which cards (those named and those of the filter; `{}` is all), which field, and what it is to say."""

    assets: Annotated[list[UUID], Field(max_length=MOST_CARDS)] = []
    filter: FilterIn | None = None
    field: Word
    value: Annotated[str, Field(max_length=2_000)] = ""

    def cards(self, session: Session, school: SchoolId) -> list[AssetId]:
        """The cards, each once; one more than may be changed at once if there are more."""
        listed = ids_of(session, school, self.filter.wanted(), most=MOST_CARDS + 1) if self.filter else []
        return list(dict.fromkeys([*map(AssetId, self.assets), *listed]))


class ChangeNowIn(ChangeIn):
    """The same, to be done, with the reason; `expected` is `changing` as it was foreseen."""

    expected: int
    reason: Word


class SaidOut(BaseModel):
    """What the field says now on so many of the cards."""

    value: str
    cards: int


class OutlookOut(BaseModel):
    """What the field would say, on how many cards it would change, what it says on them now, and how many say it."""

    becomes: str
    changing: int
    before: list[SaidOut]
    unchanged: int


class BulkDoneOut(BaseModel):
    """How many cards changed, and the moment to take it back by."""

    changed: int
    at: datetime


class BulkUndoIn(BaseModel):
    """The change of `field` at the moment its answer gave as `at`."""

    at: When
    field: Word
    reason: Annotated[Word, Field(min_length=1)]


@router.post("")
def preview(who: Manager, session: ReadSession, asked: ChangeIn) -> OutlookOut:
    """What the change would do; nothing is changed yet."""
    outlook = foresee(session, who.school, asked.cards(session, who.school), asked.field, asked.value)
    return OutlookOut(
        becomes=outlook.becomes,
        changing=outlook.changing,
        before=[SaidOut(value=value, cards=count) for value, count in outlook.before],
        unchanged=outlook.unchanged,
    )


@router.post("/apply")
def apply(who: Manager, reading: ReadSession, session: WriteSession, asked: ChangeNowIn) -> BulkDoneOut:
    """Changes the cards, all or none; 409 if other than the expected number would change."""
    why, cards = Why(who.name, datetime.now(UTC), asked.reason.strip()), asked.cards(reading, who.school)
    changed = change_many(session, who.school, cards, asked.field, asked.value, expected=asked.expected, why=why)
    return BulkDoneOut(changed=changed, at=why.at)


@router.post("/undo")
def undo(who: Manager, session: WriteSession, asked: BulkUndoIn) -> BulkDoneOut:
    """Writes back what stood there before on cards nobody has changed since; what somebody else did stays."""
    why = Why(who.name, datetime.now(UTC), asked.reason.strip())
    return BulkDoneOut(changed=take_back(session, who.school, asked.at, asked.field, why), at=why.at)
