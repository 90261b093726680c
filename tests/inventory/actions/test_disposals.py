"""How pieces of a card left the books: by which paper, on which day, for how much."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from inventory.actions.cards.card import pieces_of
from inventory.actions.cards.disposals import disposals_of
from inventory.actions.documents.movements import Occasion, move
from inventory.disposals import Disposal
from inventory.ids import AssetId
from inventory.movements import Approval, MovementKind
from inventory.register import ItemState
from inventory.store.engine import Database
from inventory.store.movements import MovementRow
from tests.inventory.actions.cards import card_of
from tests.people import NOW, School, a_school

TODAY = Occasion("", "Ada", NOW, zone=ZoneInfo("Asia/Shanghai"))
APPROVAL = Approval("教资〔2026〕12号", date(2026, 11, 18))


@pytest.fixture
def desks(session: Session, school: School) -> AssetId:
    """A card of three pieces."""
    return card_of(session, school, "ZC-2024-00003").id


def dispose(session: Session, school: School, card: AssetId, count: int, proceeds: str = "") -> None:
    """Writes off the next so many pieces, and notes what they brought."""
    left = [piece.id for piece in pieces_of(session, school.id, card) if piece.state is not ItemState.RETIRED]
    document = move(
        session,
        school.id,
        MovementKind.WRITE_OFF,
        left[:count],
        TODAY,
        state=ItemState.RETIRED,
        approval=APPROVAL,
    )
    assert document
    session.get_one(MovementRow, (school.id, document.id)).fields = {"proceeds": proceeds} if proceeds else {}


def test_pieces_written_off_together_are_told_together(session: Session, school: School, desks: AssetId) -> None:
    dispose(session, school, desks, 2, proceeds="120.50")

    (disposal,) = disposals_of(session, school.id, desks)

    assert ((1, 2), date(2026, 11, 20), APPROVAL) == (disposal.positions, disposal.day, disposal.approval)
    assert ("120.50", ("Write-off",)) == (str(disposal.proceeds), disposal.ways)


def test_each_document_is_told_by_itself(session: Session, school: School, desks: AssetId) -> None:
    dispose(session, school, desks, 2)
    dispose(session, school, desks, 1)

    told = disposals_of(session, school.id, desks)

    assert [((1, 2), 1), ((3,), 2)] == [(each.positions, each.document and each.document.number) for each in told]


def test_what_came_written_off_has_no_paper(database: Database) -> None:
    old = a_school(database, "Hilltop", "asset_no,name,room,quantity,state\nA1,旧桌,201,1,已处置\n")

    with database.read() as session:
        told = disposals_of(session, old.id, card_of(session, old, "A1").id)

    assert [Disposal((1,), None)] == told


def test_what_is_on_the_books_was_not_disposed_of(session: Session, school: School, desks: AssetId) -> None:
    assert [] == disposals_of(session, school.id, desks)
