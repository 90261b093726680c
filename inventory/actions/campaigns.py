"""What a stock-take was as a campaign: who opened it, what it is about, how it was gone about."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.actions.recounts import recounts_of
from inventory.campaign import Campaign, scope_from_json
from inventory.ids import SchoolId, StockTakeId
from inventory.reading_order import by_reading
from inventory.standing import Line
from inventory.store.base import Moment
from inventory.store.closings import Closing
from inventory.store.stocktakes import Pass, RoomCount, StockTake
from inventory.ticking import BY_HAND

Where = tuple[ColumnElement[bool], ...]


def campaign_of(session: Session, found: StockTake, lines: Iterable[Line]) -> Campaign:
    """The campaign as it stands; walks that do not count are none of it."""
    walks: Where = (Pass.school_id == found.school_id, Pass.stocktake_id == found.id, Pass.counts())
    by_hand = Pass.device.startswith(BY_HAND, autoescape=True)
    first_pass, last_pass, passes, rooms_by_hand = session.execute(
        select(
            func.min(Pass.started_at, type_=Moment),
            func.max(Pass.ended_at, type_=Moment),
            func.count(case((~by_hand, 1))),
            func.count(case((by_hand, Pass.room_id)).distinct()),
        ).where(*walks)
    ).one()
    rooms: Where = (
        RoomCount.school_id == found.school_id,
        RoomCount.stocktake_id == found.id,
        RoomCount.in_scope.is_(True),
    )
    return Campaign(
        opened_by=found.opened_by,
        opened_at=found.opened_at,
        scope=scope_from_json(found.scope),
        blind=found.blind,
        teams=_names(session, RoomCount.team, rooms),
        counters=_names(session, Pass.counted_by, walks),
        devices=_names(session, Pass.device, walks),
        passes=passes,
        by_hand=rooms_by_hand,
        first_pass=first_pass,
        last_pass=last_pass,
        due=session.scalar(select(func.max(RoomCount.due)).where(*rooms)),
        recounts=recounts_of(session, SchoolId(found.school_id), StockTakeId(found.id), lines),
        closed_by=found.closed_by,
        closed_at=found.closed_at,
        closing=found.closing,
        digest=_digest(session, found),
    )


def _names(session: Session, column: InstrumentedAttribute[str], rows: Where) -> tuple[str, ...]:
    return tuple(sorted(session.scalars(select(column).where(*rows, column != "").distinct()), key=by_reading))


def _digest(session: Session, found: StockTake) -> str | None:
    """That of the closing that holds now; one that was taken back does not."""
    this = (Closing.school_id == found.school_id, Closing.stocktake_id == found.id, Closing.number == found.closing)
    return session.scalar(select(Closing.digest).where(*this, Closing.reopened_at.is_(None)))
