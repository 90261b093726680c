"""Which things are on a slip that is not over yet, so that nobody writes a second one for the same."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.decisions import Choice
from inventory.ids import ItemId, MovementId, SchoolId, SlipId
from inventory.kinds import transfer
from inventory.lines import as_lines
from inventory.movements import Document
from inventory.slips import LIVE, SlipStatus
from inventory.standing import Line
from inventory.store.parts import in_parts
from inventory.store.slips import SlipLine, SlipRow


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A slip that is not over: its kind, its number as a document's, and where it stands."""

    slip: SlipId
    kind: str
    document: Document
    status: SlipStatus


def under_way(session: Session, school: SchoolId, items: Collection[ItemId]) -> dict[ItemId, UnderWay]:
    """Of these things those that are on such a slip, each with the newest."""
    found: dict[ItemId, UnderWay] = {}
    its = and_(SlipRow.school_id == SlipLine.school_id, SlipRow.id == SlipLine.slip_id)
    for some in in_parts(sorted(items)):
        rows = session.execute(
            select(SlipLine.item_id, SlipRow)
            .join(SlipRow, its)
            .where(SlipLine.school_id == school, SlipLine.item_id.in_(some), SlipRow.status.in_(LIVE))
            .order_by(SlipRow.id)
        )
        found |= {ItemId(item): _as_said(row) for item, row in rows}
    return found


def left_to_slips(session: Session, school: SchoolId, lines: Iterable[Line]) -> frozenset[ItemId]:
    """The things it was decided to transfer which a transfer that is not over takes away already."""
    decided = {line.item for line in as_lines(lines).touched() if line.item and line.decision == Choice.TRANSFER}
    live = under_way(session, school, decided)
    return frozenset(item for item, slip in live.items() if slip.kind == transfer.KIND.word)


def _as_said(row: SlipRow) -> UnderWay:
    number = Document(MovementId(row.id), row.kind, row.year, row.number)
    return UnderWay(SlipId(row.id), row.kind, number, SlipStatus(row.status))
