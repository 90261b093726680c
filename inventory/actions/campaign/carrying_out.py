"""Carrying out what was decided in a stock-take when it is closed, and taking that back when it is reopened."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import TypedDict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.documents.movements import Occasion, move
from inventory.actions.documents.receiving import receive
from inventory.actions.documents.reversing import reverse_all
from inventory.actions.documents.under_way import left_to_slips
from inventory.actions.proof.journal import record
from inventory.actions.school.schools import lock_school
from inventory.actions.tagging.labels import Label, claimants, relabel
from inventory.consequences import Consequences, Destination, consequences
from inventory.decisions import Choice
from inventory.ids import RoomId, SchoolId, StockTakeId
from inventory.movements import Document, MovementKind
from inventory.register import ItemState
from inventory.standing import Line
from inventory.store.movements import MovementRow
from inventory.store.places import Room
from inventory.store.stocktakes import RoomCount


def carry_out(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    closing: int,
    lines: Iterable[Line],
    *,
    by: str,
    at: datetime,
    zone: tzinfo = UTC,
) -> list[Document]:
    """Makes the documents the decisions told with these findings come to, and changes the register by them.

    One transfer for each room things go to, one for each room things were found again in (two where only some of
    them go to its custodian as well), one shortage, one receipt, one for all labels. What was decided upon a
    finding that is another one now is not carried out, nor is what a transfer under way does already.
    """
    lines = tuple(lines)
    lock_school(session, school)
    todo = consequences(lines, left_to_slips(session, school, lines))
    rooms = _rooms(session, school, stocktake)
    keepers = _keepers(session, school)

    def to(destination: Destination) -> _Whither:
        room = rooms[destination.room]
        return {"room": room, "keeper": keepers.get(room) if destination.hands_over else None}

    def on(choice: Choice) -> Occasion:
        """This closing as the occasion of a document, with every reason given for the choice that leads to it."""
        return Occasion(todo.reasons.get(choice, ""), by, at, stocktake, zone)

    made = [
        *(
            move(session, school, MovementKind.TRANSFER, items, on(Choice.TRANSFER), **to(destination))
            for destination, items in todo.transfers.items()
        ),
        *(
            move(
                *(session, school, MovementKind.FOUND_AGAIN, items, on(Choice.FOUND_AGAIN)),
                **to(destination),
                state=ItemState.IN_USE,
            )
            for destination, items in todo.found_again.items()
        ),
        move(
            *(session, school, MovementKind.SHORTAGE, todo.shortages, on(Choice.CONFIRM_SHORTAGE)),
            state=ItemState.SHORTAGE,
        ),
        receive(session, school, todo.receipts, rooms, on(Choice.REGISTER)),
        relabel(session, school, _labels(session, school, todo), on(Choice.BIND)),
    ]
    documents = [document for document in made if document is not None]
    facts = {"closing": str(closing), "documents": str(len(documents)), "overtaken": str(todo.overtaken)}
    record(session, school, at=at, by=by, what="decisions carried out", subject=stocktake, facts=facts)
    return documents


class _Whither(TypedDict):
    """Where a document takes things; no keeper leaves it as it is."""

    room: RoomId
    keeper: UUID | None


def take_back(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    closing: int,
    *,
    by: str,
    at: datetime,
    reason: str,
    zone: tzinfo = UTC,
) -> list[Document]:
    """Reverses every document the closing made. Raises `ThingWentOn` if one of its things has moved on since."""
    its = MovementRow.stocktake_id == stocktake
    documents = reverse_all(session, school, its, Occasion(reason, by, at, stocktake, zone))
    facts = {"closing": str(closing), "documents": str(len(documents))}
    record(session, school, at=at, by=by, what="decisions taken back", subject=stocktake, facts=facts, reason=reason)
    return documents


def _rooms(session: Session, school: SchoolId, stocktake: StockTakeId) -> dict[str, RoomId]:
    """Every room by the code it had at the opening."""
    of_this = (RoomCount.school_id == school, RoomCount.stocktake_id == stocktake)
    rows = session.execute(select(RoomCount.code, RoomCount.room_id).where(*of_this))
    return {code: RoomId(room) for code, room in rows}


def _keepers(session: Session, school: SchoolId) -> dict[RoomId, UUID]:
    """Who keeps each room now, where somebody does."""
    kept = (Room.school_id == school, Room.keeper_id.is_not(None))
    return {
        RoomId(room): keeper
        for room, keeper in session.execute(select(Room.id, Room.keeper_id).where(*kept))
        if keeper
    }


def _labels(session: Session, school: SchoolId, todo: Consequences) -> Sequence[Label]:
    """The tags to put on and to take off, but for what is so already."""
    tags = [tag for tag, _ in todo.bindings] + [each.tag for each in todo.rebindings]
    bound = claimants(session, school, tags)
    labels = [Label(item, tag, True) for tag, item in todo.bindings if item not in bound.get(tag, ())]
    for ruling in todo.rebindings:
        losers = [item for item in bound.get(ruling.tag, ()) if item != ruling.keeper]
        labels += [Label(item, ruling.tag, False) for item in losers]
        if ruling.fresh and len(losers) == 1:
            labels.append(Label(losers[0], ruling.fresh, True))
    return labels
