"""What a stock-take was as a campaign: who opened it, what it is about, how it was gone about."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.recounts import recounts_of
from inventory.campaign import Campaign, scope_from_json
from inventory.ids import SchoolId, StockTakeId
from inventory.reading_order import by_reading
from inventory.standing import Line, RoomStanding
from inventory.store.base import Moment
from inventory.store.closings import Closing
from inventory.store.stocktakes import Pass, StockTake


def campaign_of(session: Session, found: StockTake, lines: Iterable[Line], rooms: Sequence[RoomStanding]) -> Campaign:
    """The campaign as it stands; `rooms` are all in scope. Walks that do not count are none of it."""
    walks = _walks(session, found)
    days = [room.due for room in rooms if room.due]
    return Campaign(
        opened_by=found.opened_by,
        opened_at=found.opened_at,
        scope=scope_from_json(found.scope),
        blind=found.blind,
        teams=_names(room.team for room in rooms),
        counters=_names(each.counted_by for each in walks),
        devices=_names(each.device for each in walks),
        passes=sum(room.passes for room in rooms),
        by_hand=sum(room.by_hand for room in rooms),
        first_pass=min((each.began for each in walks), default=None),
        last_pass=max((each.ended for each in walks if each.ended), default=None),
        due=max(days, default=None),
        recounts=recounts_of(session, SchoolId(found.school_id), StockTakeId(found.id), lines),
        closed_by=found.closed_by,
        closed_at=found.closed_at,
        closing=found.closing,
        digest=_digest(session, found),
    )


def _walks(session: Session, found: StockTake) -> Sequence[Any]:
    """With what and by whom rooms were walked, and from when to when."""
    said = (
        Pass.device,
        Pass.counted_by,
        func.min(Pass.started_at, type_=Moment).label("began"),
        func.max(Pass.ended_at, type_=Moment).label("ended"),
    )
    that_count = (Pass.school_id == found.school_id, Pass.stocktake_id == found.id, Pass.counts())
    return session.execute(select(*said).where(*that_count).group_by(Pass.device, Pass.counted_by)).all()


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}, key=by_reading))


def _digest(session: Session, found: StockTake) -> str | None:
    """That of the closing that holds now; one that was taken back does not."""
    this = (Closing.school_id == found.school_id, Closing.stocktake_id == found.id, Closing.number == found.closing)
    return session.scalar(select(Closing.digest).where(*this, Closing.reopened_at.is_(None)))
