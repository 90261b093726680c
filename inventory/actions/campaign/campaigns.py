"""What a stock-take was as a campaign: who opened it, what it is about, how it was gone about."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.campaign.recounts import recounts_of
from inventory.campaign import Campaign, scope_from_json
from inventory.ids import SchoolId, StockTakeId
from inventory.reading_order import by_reading
from inventory.standing import Line, RoomStanding
from inventory.store.closings import Closing
from inventory.store.stocktakes import StockTake
from inventory.walked import Walkers


def campaign_of(
    session: Session, found: StockTake, lines: Iterable[Line], rooms: Sequence[RoomStanding], walkers: Walkers
) -> Campaign:
    """The campaign as it stands; `rooms` are all in scope."""
    days = [room.due for room in rooms if room.due]
    return Campaign(
        opened_by=found.opened_by,
        opened_at=found.opened_at,
        scope=scope_from_json(found.scope),
        blind=found.blind,
        teams=tuple(sorted({room.team for room in rooms} - {""}, key=by_reading)),
        counters=walkers.counters,
        devices=walkers.devices,
        passes=sum(room.passes for room in rooms),
        by_hand=sum(room.by_hand for room in rooms),
        first_pass=walkers.first,
        last_pass=walkers.last,
        due=max(days, default=None),
        recounts=recounts_of(session, SchoolId(found.school_id), StockTakeId(found.id), lines),
        closed_by=found.closed_by,
        closed_at=found.closed_at,
        closing=found.closing,
        digest=_digest(session, found),
    )


def _digest(session: Session, found: StockTake) -> str | None:
    """That of the closing that holds now; one that was taken back does not."""
    this = (Closing.school_id == found.school_id, Closing.stocktake_id == found.id, Closing.number == found.closing)
    return session.scalar(select(Closing.digest).where(*this, Closing.reopened_at.is_(None)))
