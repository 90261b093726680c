"""The log of changes of a period: who changed what on which card, from, to and why; to read, and as a file."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from inventory.actions.cards.card_log import ChangeLine, changes_between
from inventory.exchange.changes_csv import changes_csv
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession, database_of
from service.language import Speech, key
from service.pages.rendering import page, speech_of
from service.sought import Typed
from service.wire import Day
from service.zone import Zone

router = APIRouter(prefix="/assets")

USUAL_DAYS = 30
AT_ONCE = 500
"""Changes on the page; the file has them all."""

HEADS = (
    *(key("Time"), key("By"), key("Asset number"), key("Asset name"), key("Piece"), key("Field")),
    *(key("From"), key("To"), key("Reason")),
)

First = Annotated[Typed[Day], Query()]
Last = Annotated[Typed[Day], Query()]


@router.get("/changes")
def changes_page(
    request: Request, who: Viewer, session: ReadSession, zone: Zone, first: First = None, last: Last = None
) -> Response:
    """The changes of the period, the last thirty days if none is said."""
    refuse_register_if_blind(session, who)
    days = _period(zone, first, last)
    found = list(islice(changes_between(session, who.school, *_moments(zone, *days)), AT_ONCE + 1))
    return page(
        request,
        "card_changes.html",
        who,
        first=days[0],
        last=days[1],
        changes=found[:AT_ONCE],
        more=len(found) > AT_ONCE,
    )


@router.get("/changes.csv")
def changes_file(request: Request, who: Viewer, zone: Zone, first: First = None, last: Last = None) -> Response:
    """The same as a file, however many they are."""
    days = _period(zone, first, last)
    speech = speech_of(request)
    with database_of(request).read() as session:
        refuse_register_if_blind(session, who)

    def rows() -> Iterator[bytes]:
        with database_of(request).read() as session:
            lines = changes_between(session, who.school, *_moments(zone, *days))
            yield from changes_csv(map(speech.look_up, HEADS), (cells(speech, zone, line) for line in lines))

    name = f"changes_{days[0]}_{days[1]}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(rows(), media_type="text/csv; charset=utf-8", headers=headers)


def cells(speech: Speech, zone: ZoneInfo, line: ChangeLine) -> list[str]:
    """The change as a row under `HEADS`."""
    at = line.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    label = line.label if line.named_by_people else speech.look_up(line.label)
    piece = "" if line.item is None else str(line.item)
    return [at, line.by, line.asset_no, line.name, piece, label, line.before, line.after, line.reason]


def _period(zone: ZoneInfo, first: date | None, last: date | None) -> tuple[date, date]:
    until = last or datetime.now(UTC).astimezone(zone).date()
    return first or until - timedelta(days=USUAL_DAYS), until


def _moments(zone: ZoneInfo, first: date, last: date) -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last one, where the school is."""
    begin, end = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    return begin, end
