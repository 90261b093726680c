"""Sealing: the digests by which the audit log knows documents, what was asked for, and signatures again.

A document is sealed when it is made, with all its lines and tags; what was asked when it is written, without the
status, which follows from signatures and documents; a signature when it is given.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Label, Row, Uuid, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from inventory.digests import digest
from inventory.ids import SchoolId
from inventory.store.hexed import hexed
from inventory.store.movements import MovementLine, MovementRoom, MovementRow, MovementTag
from inventory.store.slips import Signature, SlipLine, SlipRow

# The columns are named one by one: one that is added later is not in the digests of before.
MOVEMENT = (
    *("id", "kind", "year", "number", "part", "reason", "stocktake_id", "import_id", "reverses", "approval_no"),
    *("approved_on", "made_by", "made_at", "slip_id", "stage", "fields"),
)
MOVEMENT_LINE = (
    *("movement_id", "item_id", "from_room_id", "to_room_id", "from_keeper_id", "to_keeper_id"),
    *("from_state", "to_state"),
)
MOVEMENT_TAG = ("movement_id", "item_id", "tag", "bound")
MOVEMENT_ROOM = ("movement_id", "room_id", "from_keeper_id", "to_keeper_id")
SLIP = (
    *("id", "kind", "year", "number", "asked_by", "asked_at", "reason", "room_id", "person_id", "due_on"),
    *("fields", "worth", "levels", "asker_may", "stocktake_id"),
)
SLIP_LINE = ("slip_id", "item_id", "room_id", "keeper_id", "state")
SIGNATURE = ("slip_id", "level", "approved", "by", "on_behalf_of", "at", "reason")

AT_ONCE = 5_000


class Sealed(NamedTuple):
    """A row and its digest now, together with everything that belongs to it."""

    row: Row[Any]
    digest: str


def sealed_documents(session: Session, school: SchoolId, only: UUID | None = None) -> Iterator[Sealed]:
    """Every document, or the one of this id, with its digest, by id; as they are read."""
    lines = (MovementLine.movement_id, MovementLine.item_id)
    tags = (MovementTag.movement_id, MovementTag.item_id, MovementTag.tag)
    return _with_parts(
        _rows(session, school, MovementRow, MOVEMENT, (MovementRow.id,), only),
        Following(_rows(session, school, MovementLine, MOVEMENT_LINE, lines, only)),
        Following(_rows(session, school, MovementTag, MOVEMENT_TAG, tags, only)),
    )


def sealed_slips(session: Session, school: SchoolId, only: UUID | None = None) -> Iterator[Sealed]:
    """Everything that was asked for, or what has this id, with its digest, by id; as they are read."""
    lines = (SlipLine.slip_id, SlipLine.item_id)
    return _with_parts(
        _rows(session, school, SlipRow, SLIP, (SlipRow.id,), only),
        Following(_rows(session, school, SlipLine, SLIP_LINE, lines, only)),
    )


def sealed_signatures(session: Session, school: SchoolId, only: UUID | None = None) -> Iterator[Sealed]:
    """Every signature, or those of one slip, with its digest, by slip and level; as they are read."""
    return _with_parts(
        _rows(session, school, Signature, SIGNATURE, (Signature.slip_id, Signature.level), only),
    )


def sealed_rooms(session: Session, school: SchoolId, only: UUID | None = None) -> Iterator[Sealed]:
    """The rooms that each document, or the one of this id, gave to another keeper, with their digest, by document."""
    order = (MovementRoom.movement_id, MovementRoom.room_id)
    rows = _rows(session, school, MovementRoom, MOVEMENT_ROOM, order, only)
    for _, given in groupby(rows, key=lambda row: row[0]):
        rooms = list(given)
        yield Sealed(rooms[0], digest(rooms))


class Following:
    """Rows in order of their owner, whose id is their first column, handed out owner by owner."""

    def __init__(self, rows: Iterable[Row[Any]]) -> None:
        self._runs = groupby(rows, key=lambda row: row[0])
        self._next = next(self._runs, None)

    def of(self, owner: str) -> list[Row[Any]]:
        """Those of this owner; what belongs to nobody that was asked for is passed over."""
        while self._next is not None and self._next[0] < owner:
            self._next = next(self._runs, None)
        if self._next is None or self._next[0] != owner:
            return []
        rows = list(self._next[1])
        self._next = next(self._runs, None)
        return rows


def _with_parts(rows: Iterable[Row[Any]], *parts: Following) -> Iterator[Sealed]:
    for row in rows:
        yield Sealed(row, digest([row, *(each for part in parts for each in part.of(row[0]))]))


def _rows(
    session: Session,
    school: SchoolId,
    table: type[Any],
    columns: Sequence[str],
    order: Sequence[InstrumentedAttribute[Any]],
    only: UUID | None,
) -> Iterable[Row[Any]]:
    """These columns of the rows in this order; of only one owner, the first of `order`, if one is named."""
    which: list[ColumnElement[bool]] = [table.school_id == school]
    if only is not None:
        which.append(order[0] == only)
    rows = select(*(_said(getattr(table, name)) for name in columns)).where(*which).order_by(*order)
    return session.execute(rows.execution_options(yield_per=AT_ONCE))


def _said(column: InstrumentedAttribute[Any]) -> Label[Any] | InstrumentedAttribute[Any]:
    """What goes into the digest: ids as texts, all else as it is."""
    return hexed(column).label(column.key) if isinstance(column.type, Uuid) else column
