"""The list of documents for programs: filtered, the newest first, page by page."""

from datetime import UTC, date, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from inventory.actions.documents.document_list import count_documents, list_documents
from inventory.document_list import ListedDocument, State
from inventory.slips import SlipStatus
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.document_filters import DocumentsIn
from service.zone import Zone

router = APIRouter(prefix="/documents")


class PageIn(DocumentsIn):
    """The documents asked for, at most `limit` of them."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50


class ListedOut(BaseModel):
    """A document in the list: `thing` names one of its `things`, `level` the signature it waits for.

    `days_late` is how many days its things are out too long.
    """

    id: UUID
    number: str
    kind: str
    status: SlipStatus
    by: str
    at: datetime
    reason: str
    thing: str
    things: int
    room: str
    person: str
    due_on: date | None
    days_late: int
    level: str

    @classmethod
    def of(cls, listed: ListedDocument) -> Self:
        """The same."""
        same = ("id", "kind", "status", "by", "at", "reason", "thing", "things", "room", "person", "due_on", "level")
        return cls(number=listed.name, days_late=listed.late, **{name: getattr(listed, name) for name in same})


class DocumentsOut(BaseModel):
    """A page of documents, how many there are in each state, and what to ask for as `after` next; null at the end."""

    documents: list[ListedOut]
    counts: dict[State, int]
    next: UUID | None


@router.get("")
def get_documents(who: Viewer, session: ReadSession, zone: Zone, asked: Annotated[PageIn, Query()]) -> DocumentsOut:
    """Everything that was asked for or booked at once, by kind, state, room, person, days, number or thing."""
    refuse_register_if_blind(session, who)
    wanted, today = asked.wanted(zone), datetime.now(UTC).astimezone(zone).date()
    found = list_documents(session, who.school, wanted, today, after=asked.after, most=asked.limit)
    return DocumentsOut(
        documents=[ListedOut.of(each) for each in found.documents],
        counts=count_documents(session, who.school, wanted, today),
        next=found.documents[-1].id if found.more else None,
    )
