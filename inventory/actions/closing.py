"""Closing a stock-take: every finding is frozen as it stands."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from inventory.actions.judging import findings
from inventory.actions.stocktakes import counting, mark_closed
from inventory.frozen import line_to_json
from inventory.ids import SchoolId, StockTakeId, new_id
from inventory.store.stocktakes import FindingRow


def close_stocktake(session: Session, school: SchoolId, stocktake: StockTakeId, *, by: str, at: datetime) -> None:
    """Freezes every finding as it stands and ends the counting. Raises `NotFound` or `StockTakeClosed`."""
    counting(session, school, stocktake)
    rows = [
        {
            "school_id": school,
            "id": new_id(),
            "stocktake_id": stocktake,
            "place": place,
            "kind": line.kind.value,
            "line": line_to_json(line),
        }
        for place, line in enumerate(findings(session, school, stocktake))
    ]
    if rows:
        session.execute(insert(FindingRow), rows)
    mark_closed(session, school, stocktake, by=by, at=at)
