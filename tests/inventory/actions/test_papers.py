"""Documents to read: found by id and number, with what goes from where to where, and what took them back."""

from decimal import Decimal

import pytest

from inventory.actions.campaign.closing import reopen_stocktake
from inventory.actions.campaign.shortages import approve_shortage
from inventory.actions.documents.papers import papers_of, the_paper
from inventory.decisions import Choice
from inventory.details import Details
from inventory.errors import NotFound
from inventory.ids import StockTakeId
from inventory.movements import Approval, MovementKind
from inventory.papers import Paper
from inventory.store.engine import Database
from tests.inventory.actions.decided import STRANGER, a_counted_school, close, decide_on, give_room, item_of
from tests.people import NOW, School, a_school

Counted = tuple[School, StockTakeId]


@pytest.fixture
def closed(database: Database) -> Counted:
    """A school whose stock-take is closed, with a transfer, a shortage and a receipt."""
    counted = a_counted_school(database)
    give_room(database, counted[0], "202", "王芳")
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)
    decide_on(database, *counted, "A-CAMERA", Choice.CONFIRM_SHORTAGE)
    decide_on(database, *counted, STRANGER, Choice.REGISTER, Details(name="饮水机"))
    close(database, *counted)
    return counted


def paper(database: Database, school: School, name: str) -> Paper:
    with database.read() as session:
        return the_paper(session, school.id, name)


def test_a_transfer_says_what_goes_from_which_room_and_custodian_to_which(
    database: Database, closed: Counted
) -> None:
    (line,) = paper(database, closed[0], "2026-transfer-1").lines

    assert ("A-COMPUTER", Decimal(4200)) == (line.asset_no, line.cost)
    assert ("201", "张敏", "202", "王芳") == (
        line.before.room,
        line.before.keeper,
        line.after.room,
        line.after.keeper,
    )


def test_a_receipt_names_the_tag_that_was_put_on(database: Database, closed: Counted) -> None:
    (line,) = paper(database, closed[0], "2026-receipt-0001").lines

    assert ((STRANGER,), ()) == (line.put_on, line.taken_off)


def test_a_stock_take_names_its_documents_and_each_is_found_by_its_id(database: Database, closed: Counted) -> None:
    with database.read() as session:
        found = papers_of(session, closed[0].id, closed[1])

    shown = [paper(database, closed[0], str(each.document.id)) for each in found]
    assert {MovementKind.TRANSFER, MovementKind.SHORTAGE, MovementKind.RECEIPT} == {
        each.document.kind for each in shown
    }
    assert [1, 1, 1] == [each.pieces for each in found]
    assert {"2026"} == {each.stocktake_name for each in shown}


def test_a_write_off_names_its_approval(database: Database, closed: Counted) -> None:
    approval = Approval("教财〔2027〕3号", NOW.date())
    with database.write() as session:
        camera = [item_of(database, closed[0], "A-CAMERA")]
        approve_shortage(session, closed[0].id, camera, approval, by="Ada", at=NOW)

    assert approval == paper(database, closed[0], "2026-write-off-1").approval


def test_a_document_and_the_one_that_takes_it_back_name_each_other(database: Database, closed: Counted) -> None:
    with database.write() as session:
        reopen_stocktake(session, *(closed[0].id, closed[1]), "漏盘", by="Ada", at=NOW)

    transfer = paper(database, closed[0], "2026-transfer-1")
    assert transfer.reversed_by is not None
    assert transfer.document == paper(database, closed[0], str(transfer.reversed_by.id)).reverses


@pytest.mark.parametrize("name", ["2026-transfer-9", "2026-nothing-1", "x", "", "-", "9" * 40 + "-transfer-1"])
def test_a_document_nobody_made_is_not_found(database: Database, closed: Counted, name: str) -> None:
    with pytest.raises(NotFound):
        paper(database, closed[0], name)


def test_another_school_sees_none_of_them(database: Database, closed: Counted) -> None:
    del closed
    hilltop = a_school(database, "Hilltop")

    with pytest.raises(NotFound):
        paper(database, hilltop, "2026-transfer-1")
