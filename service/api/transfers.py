"""The transfer log for programs: every document with all its lines, the newest first."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from inventory.actions.documents.transfer_log import log_documents
from inventory.ids import ItemId, MovementId
from inventory.movements import Document
from inventory.transfer_log import LogFilter, MovedItem, WholeDeed
from service.access import Viewer
from service.api.slip_answers import SideOut
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.sought import Typed
from service.wire import CutOff, Word
from service.zone import Zone

router = APIRouter(prefix="/transfers")


class LogPageIn(BaseModel):
    """Documents with a line from or to this `room` (its code), of this `kind`, about this `item`.

    From `since` until `until`: moments, or days that are both included. At most `limit` documents after `cursor`,
    which is the `next` of the page before.
    """

    room: Word = ""
    kind: Word = ""
    since: Typed[CutOff] = None
    until: Typed[CutOff] = None
    item: Typed[UUID] = None
    cursor: Typed[UUID] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class LineOut(BaseModel):
    """What a document did with one piece."""

    item: UUID
    asset_no: str
    name: str
    before: Annotated[SideOut, Field(serialization_alias="from")]
    after: Annotated[SideOut, Field(serialization_alias="to")]


class TransferOut(BaseModel):
    """A document: its number as people write it, who made it, when and why, and what it takes back, if it does."""

    id: UUID
    number: str
    kind: str
    stage: str
    at: datetime
    by: str
    reason: str
    reverses: UUID | None
    lines: list[LineOut]


class TransfersOut(BaseModel):
    """A page of the log, and what to ask for as `cursor` next; null where it ends."""

    transfers: list[TransferOut]
    next: UUID | None


@router.get("")
def get_transfers(
    who: Viewer, session: ReadSession, zone: Zone, asked: Annotated[LogPageIn, Query()]
) -> TransfersOut:
    """Every change of room, custodian, state or tags, by the documents that made it."""
    refuse_register_if_blind(session, who)
    wanted = LogFilter(
        asked.kind.strip(),
        asked.room.strip(),
        item=ItemId(asked.item) if asked.item else None,
        since=_moment(asked.since, zone) if asked.since else None,
        before=_end(asked.until, zone) if asked.until else None,
    )
    last = MovementId(asked.cursor) if asked.cursor else None
    documents, more = log_documents(session, who.school, wanted, after=last, most=asked.limit)
    found = [_out(each) for each in documents]
    return TransfersOut(transfers=found, next=found[-1].id if more else None)


def _moment(said: datetime | date, zone: ZoneInfo) -> datetime:
    here = said if isinstance(said, datetime) else datetime.combine(said, time(), zone)
    return here.astimezone(UTC)


def _end(said: datetime | date, zone: ZoneInfo) -> datetime:
    """What is before this moment is asked for; of a day, all of it."""
    step = timedelta(microseconds=1) if isinstance(said, datetime) else timedelta(days=1)
    return _moment(said + step, zone)


def _out(whole: WholeDeed) -> TransferOut:
    deed, document = whole.deed, whole.deed.document
    return TransferOut(
        id=document.id,
        number=number_text(document),
        kind=document.kind,
        stage=deed.stage,
        at=deed.at,
        by=deed.by,
        reason=deed.reason,
        reverses=deed.reverses,
        lines=[_line(each) for each in whole.moved],
    )


def number_text(document: Document) -> str:
    """The number as the addresses of documents have it, such as 2026-transfer-0001."""
    return "{year}-{kind}-{number}".format(**document.facts() | {"kind": document.kind})


def _line(moved: MovedItem) -> LineOut:
    before, after = SideOut.of(moved.before), SideOut.of(moved.after)
    return LineOut(item=moved.item, asset_no=moved.asset_no, name=moved.name, before=before, after=after)
