"""When a piece leaves the books: on the day of the document that says so, until another says otherwise."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.actions.cards.card import pieces_of
from inventory.actions.documents.movements import Occasion, move
from inventory.actions.documents.reversing import reverse_all
from inventory.actions.proof.proving import prove
from inventory.ids import ItemId
from inventory.movements import MovementKind
from inventory.register import ItemState
from inventory.store.movements import MovementRow
from inventory.store.register import Item
from tests.inventory.actions.cards import card_of
from tests.people import NOW, School

LATE_IN_THE_DAY = NOW.replace(hour=18)
TODAY = Occasion("", "Ada", LATE_IN_THE_DAY, zone=ZoneInfo("Asia/Shanghai"))
LATER = replace(TODAY, at=LATE_IN_THE_DAY + timedelta(days=40))


@pytest.fixture
def projector(session: Session, school: School) -> ItemId:
    return pieces_of(session, school.id, card_of(session, school, "ZC-2024-00001").id)[0].id


def left_on(session: Session, item: ItemId) -> date | None:
    return session.scalar(select(Item.removed_on).where(Item.id == item))


def test_a_piece_leaves_the_books_on_the_day_of_its_write_off_where_the_school_is(
    session: Session, school: School, projector: ItemId
) -> None:
    move(session, school.id, MovementKind.WRITE_OFF, [projector], TODAY, state=ItemState.RETIRED)

    assert date(2026, 11, 21) == left_on(session, projector)


def test_a_shortage_stays_on_the_books_until_its_write_off(
    session: Session, school: School, projector: ItemId
) -> None:
    move(session, school.id, MovementKind.SHORTAGE, [projector], TODAY, state=ItemState.SHORTAGE)
    short = left_on(session, projector)

    move(session, school.id, MovementKind.WRITE_OFF, [projector], LATER, state=ItemState.RETIRED)

    assert short is None
    assert date(2026, 12, 31) == left_on(session, projector)


def test_a_piece_found_again_has_not_left_the_books(session: Session, school: School, projector: ItemId) -> None:
    move(session, school.id, MovementKind.WRITE_OFF, [projector], TODAY, state=ItemState.RETIRED)

    move(session, school.id, MovementKind.FOUND_AGAIN, [projector], LATER, state=ItemState.IN_USE)

    assert left_on(session, projector) is None


def test_a_retirement_that_is_taken_back_never_left_the_books(
    session: Session, school: School, projector: ItemId
) -> None:
    retired = move(session, school.id, MovementKind.TRANSFER, [projector], TODAY, state=ItemState.RETIRED)
    assert retired is not None

    reverse_all(session, school.id, MovementRow.id == retired.id, LATER)

    assert left_on(session, projector) is None


def test_a_piece_that_was_not_found_again_after_all_left_the_books_when_it_was_written_off(
    session: Session, school: School, projector: ItemId
) -> None:
    move(session, school.id, MovementKind.WRITE_OFF, [projector], TODAY, state=ItemState.RETIRED)
    for days in (40, 50):
        found_at = replace(TODAY, at=LATE_IN_THE_DAY + timedelta(days=days))
        found = move(session, school.id, MovementKind.FOUND_AGAIN, [projector], found_at, state=ItemState.IN_USE)
        assert found is not None

        reverse_all(session, school.id, MovementRow.id == found.id, replace(found_at, at=found_at.at + timedelta(5)))

        assert date(2026, 11, 21) == left_on(session, projector)


def test_the_proof_holds_however_often_a_piece_leaves_and_comes_back(
    session: Session, school: School, projector: ItemId
) -> None:
    for _ in range(2):
        move(session, school.id, MovementKind.WRITE_OFF, [projector], TODAY, state=ItemState.RETIRED)
        found = move(session, school.id, MovementKind.FOUND_AGAIN, [projector], LATER, state=ItemState.IN_USE)
    assert found is not None
    reverse_all(session, school.id, MovementRow.id == found.id, LATER)

    assert prove(session, school.id).broken == ""
