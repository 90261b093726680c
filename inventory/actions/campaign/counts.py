"""What closed stock-takes found of a thing, each as its last closing froze it."""

from collections.abc import Iterator

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.cards import HistoryLine
from inventory.ids import ItemId, SchoolId
from inventory.store.stocktakes import ExpectedItem, FindingRow, StockTake

COUNTED = "{stocktake}: counted as “{finding}”"
COUNTED_ELSEWHERE = "{stocktake}: counted as “{finding}”, seen in {room}"


def counted(session: Session, school: SchoolId, item: ItemId) -> Iterator[HistoryLine]:
    """A line for each stock-take that expected the thing and is closed."""
    expected = and_(ExpectedItem.school_id == StockTake.school_id, ExpectedItem.stocktake_id == StockTake.id)
    last = and_(
        FindingRow.school_id == StockTake.school_id,
        FindingRow.stocktake_id == StockTake.id,
        FindingRow.closing == StockTake.closing,
        FindingRow.line["item"].as_string() == str(item),
    )
    rows = session.execute(
        select(StockTake, FindingRow.kind, FindingRow.line)
        .join(ExpectedItem, expected)
        .join(FindingRow, last)
        .where(StockTake.school_id == school, ExpectedItem.item_id == item, StockTake.closed_at.is_not(None))
    )
    for stocktake, kind, line in rows:
        elsewhere = line["seen_room"] not in (None, line["booked_room"])
        facts = {"stocktake": stocktake.name, "finding": kind, "room": line["seen_room"] or ""}
        if stocktake.closed_at is not None:
            at, by = stocktake.closed_at, stocktake.closed_by or ""
            yield HistoryLine(at, by, COUNTED_ELSEWHERE if elsewhere else COUNTED, facts)
