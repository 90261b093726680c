"""What the books put in each room, and the lists of the register somebody keeps under a name, for programs."""

from decimal import Decimal
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, StringConstraints

from inventory.actions.cards.ledgers import books_of_rooms
from inventory.actions.cards.saved_views import drop_view, keep_view, views_of
from inventory.books import Held, RoomBook
from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.printing import turns_of
from service.wire import Word

router = APIRouter()


class HeldOut(BaseModel):
    """Pieces of one card in the room, and what they cost together in yuan."""

    asset: UUID | None
    asset_no: str
    name: str
    model: str
    unit: str
    pieces: int
    cost: Decimal | None
    keepers: list[str]

    @classmethod
    def of(cls, held: Held) -> "HeldOut":
        """The pieces as JSON has them."""
        card = held.card
        told = {"asset": card.card, "asset_no": card.asset_no, "name": card.name, "model": card.model}
        return cls(**told, unit=card.unit, pieces=held.pieces, cost=held.cost, keepers=list(held.keepers))


class LedgerOut(BaseModel):
    """A room and what the books put there; room "" is for what is booked in none."""

    room: str
    name: str
    building: str
    keeper: str
    held: list[HeldOut]

    @classmethod
    def of(cls, book: RoomBook) -> "LedgerOut":
        """The ledger as JSON has it."""
        room = book.room
        held = [HeldOut.of(each) for each in book.held]
        return cls(room=room.code, name=room.name, building=room.building, keeper=room.keeper, held=held)


class ViewIn(BaseModel):
    """A list to keep: its name, and its filters as they stand in the address of the list."""

    name: Annotated[Word, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    query: Annotated[Word, StringConstraints(max_length=2_000)] = ""


class ViewOut(BaseModel):
    """A list that is kept."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    query: str


@router.get("/rooms/{room}/ledger")
def ledger(request: Request, who: Viewer, session: ReadSession, room: Word) -> LedgerOut:
    """The ledger of one room."""
    refuse_register_if_blind(session, who)
    with turns_of(request).turn():
        return LedgerOut.of(books_of_rooms(session, who.school, room)[0])


@router.get("/views")
def views(who: Viewer, session: ReadSession) -> list[ViewOut]:
    """The lists whoever asks keeps, by name."""
    return [ViewOut.model_validate(view) for view in views_of(session, who.school, who.name)]


@router.put("/views", status_code=HTTPStatus.NO_CONTENT)
def keep(who: Viewer, session: WriteSession, view: ViewIn) -> None:
    """Keeps the list; one of the same name becomes this."""
    keep_view(session, who.school, who.name, view.name, view.query)


@router.delete("/views/{view}", status_code=HTTPStatus.NO_CONTENT)
def drop(who: Viewer, session: WriteSession, view: UUID) -> None:
    """Deletes the list."""
    drop_view(session, who.school, who.name, view)
