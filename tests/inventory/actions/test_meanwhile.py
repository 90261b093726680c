"""What documents did during a stock-take: told with each document, and the same for ever after the closing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from inventory.actions.campaign.closing import close_stocktake, reopen_stocktake
from inventory.actions.campaign.meanwhile import changed_meanwhile
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.cards.card_editing import edit_card
from inventory.actions.cards.entering import NewCard, enter_card
from inventory.campaign import Scope
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from inventory.transfer_log import LogLine
from tests.inventory.actions.cards import WHY, card_of
from tests.inventory.actions.slips import BY_ADA, asked, taken, thing
from tests.people import NOW, School

COMPUTER = "ZC-2024-00002"
SCANNER = NewCard({"name": "扫描仪", "asset_no": "ZC-2026-00009"}, 2, "202")


@pytest.fixture
def session(database: Database, school: School) -> Iterator[Session]:
    """The computer was sent to 202 before anybody counted."""
    with database.write() as session:
        taken(session, school, asked(session, school, "transfer", thing(session, school, COMPUTER)), "send")
        yield session


def opened(session: Session, school: School, scope: Scope | None = None) -> StockTakeId:
    return open_stocktake(session, school.id, name="2026", cutoff=NOW, by="Ada", at=NOW, scope=scope)


def lent(session: Session, school: School, number: str = "ZC-2024-00001") -> None:
    taken(session, school, asked(session, school, "loan", thing(session, school, number)), "lend")


def told(session: Session, school: School, stocktake: StockTakeId) -> list[tuple[str, str, str, str]]:
    return [_words(line) for line in changed_meanwhile(session, school.id, stocktake)]


def _words(line: LogLine) -> tuple[str, str, str, str]:
    kind = f"{line.deed.document.kind} {line.deed.past}".strip()
    return kind, line.moved.asset_no, line.moved.before.state, line.moved.after.state


LENT = ("loan lent", "ZC-2024-00001", "in use", "lent")


def test_what_was_lent_or_received_since_the_opening_is_told_with_its_document(
    session: Session, school: School
) -> None:
    stocktake = opened(session, school)
    lent(session, school)
    enter_card(session, school.id, SCANNER, BY_ADA)

    loan, receipt = changed_meanwhile(session, school.id, stocktake)

    assert (LENT, "0001/1", "Ada", NOW) == (
        _words(loan),
        loan.deed.document.facts()["number"],
        loan.deed.by,
        loan.deed.at,
    )
    assert ("receipt", (1, 2)) == (receipt.deed.document.kind, receipt.moved.positions)
    assert (None, "202") == (receipt.moved.before.room, receipt.moved.after.room)


def test_what_comes_after_the_closing_is_not_told_and_the_closing_itself_neither(
    session: Session, school: School
) -> None:
    stocktake = opened(session, school)
    lent(session, school)
    close_stocktake(session, school.id, stocktake, by="Ada", at=NOW + timedelta(days=1))

    lent(session, school, "ZC-2024-00003")

    assert [LENT] == told(session, school, stocktake)


def test_a_document_between_two_closings_is_told_by_the_second(session: Session, school: School) -> None:
    stocktake = opened(session, school)
    close_stocktake(session, school.id, stocktake, by="Ada", at=NOW)
    lent(session, school)
    reopen_stocktake(session, school.id, stocktake, "forgotten", by="Ada", at=NOW)

    close_stocktake(session, school.id, stocktake, by="Ada", at=NOW)

    assert [LENT] == told(session, school, stocktake)


@pytest.mark.parametrize(
    ("scope", "found"),
    [(Scope(rooms=("201",)), 1), (Scope(rooms=("202",)), 0), (Scope(keepers=("李强",)), 0), (Scope(), 1)],
)
def test_only_what_the_stock_take_is_about_is_told(
    session: Session, school: School, scope: Scope, found: int
) -> None:
    stocktake = opened(session, school, scope)

    lent(session, school)

    assert found == len(told(session, school, stocktake))


def test_no_more_pieces_are_told_of_than_asked_for(session: Session, school: School) -> None:
    stocktake = opened(session, school)
    lent(session, school)
    lent(session, school, "ZC-2024-00003")

    assert [LENT] == [_words(line) for line in changed_meanwhile(session, school.id, stocktake, most=1)]


def test_a_card_is_called_what_it_was_called_at_the_opening(session: Session, school: School) -> None:
    stocktake = opened(session, school)
    lent(session, school)
    card = card_of(session, school, "ZC-2024-00001")

    edit_card(session, school.id, card.id, {"name": "激光投影仪", "model": "L2"}, revision=card.revision, why=WHY)

    (line,) = changed_meanwhile(session, school.id, stocktake)
    assert ("投影仪", "") == (line.moved.name, line.moved.model)
