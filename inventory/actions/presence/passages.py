"""What gates heard of the things of a document."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from inventory.gates import Way
from inventory.ids import SchoolId, SlipId
from inventory.store.base import Moment
from inventory.store.presence import GateRow, VisitRow
from inventory.store.sightings import Station


@dataclass(frozen=True, slots=True)
class Passed:
    """So many things of a document passed a gate one way, the first and the last of them then."""

    gate: str
    way: Way
    things: int
    first: datetime
    last: datetime


def passages_of(session: Session, school: SchoolId, slip: SlipId) -> list[Passed]:
    """Where things passed with this document, in the order in which the first did."""
    first, last = (of(VisitRow.passed_at, type_=Moment) for of in (func.min, func.max))
    rows = session.execute(
        select(Station.name, VisitRow.way, func.count(VisitRow.item_id.distinct()), first, last)
        .join(GateRow, and_(GateRow.school_id == school, GateRow.id == VisitRow.gate_id))
        .join(Station, and_(Station.school_id == school, Station.id == GateRow.station_id))
        .where(VisitRow.school_id == school, VisitRow.slip_id == slip)
        .group_by(Station.name, VisitRow.way)
        .order_by(first)
    )
    return [
        Passed(gate, Way(way), things, began, ended) for gate, way, things, began, ended in rows if began and ended
    ]
