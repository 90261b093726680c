"""The life of a thing: every step is there with who, when, from, to and why."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.shortages import approve_shortage
from inventory.actions.cards.history import history_of, life_of
from inventory.actions.documents.approving import sign
from inventory.actions.documents.cancelling import step_back
from inventory.actions.documents.routes import add_route
from inventory.approvals import Level, Route, Signer
from inventory.cards import About
from inventory.decisions import Choice
from inventory.errors import NotFound
from inventory.forms.life import life_form, step_words
from inventory.forms.values import Table, shown
from inventory.ids import ItemId, new_id
from inventory.movements import Approval
from inventory.register import ItemState
from inventory.store.engine import Database
from tests.inventory.actions.decided import a_counted_school, close, decide_on, item_of
from tests.inventory.actions.slips import BY_ADA, asked, taken, thing
from tests.people import NOW, School

HEAD = Signer("head", Role.ADMIN)


def told(session: Session, school: School, item: ItemId) -> list[str]:
    """The steps in words, the first one first."""
    return [shown(step_words(step), str) for step in reversed(life_of(session, school.id, item).steps)]


def test_a_loan_and_a_repair_are_told_step_by_step(session: Session, school: School) -> None:
    projector = thing(session, school)
    levels = (Level("Head", role=Role.ADMIN),)
    add_route(session, school.id, Route("loan", Decimal(0), (), date(2026, 1, 1), None, levels), by="Ada", at=NOW)
    loan = asked(session, school, "loan", projector, purpose="film")
    sign(session, school.id, loan, 0, approved=True, signer=HEAD, reason="", at=NOW)
    taken(session, school, loan, "lend")
    taken(session, school, loan, "return", condition="good")
    repair = asked(session, school, "repair", projector, fault="no picture")
    taken(session, school, repair, "send")
    taken(session, school, repair, "take back", cause="lamp", cost="120", solved="Yes")

    steps = told(session, school, projector)

    assert "entered from the file register.csv" == steps[0]
    assert "tag 3474257BF40000000000162E bound" == steps[1]
    assert [
        "2026-Loan-0001: asked for; Borrower: 李强; Back by: 2027-05-01; Used for: film",
        "2026-Loan-0001: approved (Head)",
        "2026-Loan-0001/1: lent; Borrower: 李强; Back by: 2027-05-01",
        "2026-Loan-0001/2: returned; Condition: good",
    ] == steps[2:6]
    assert "2026-Repair-0001/2: repaired; Cause of the fault: lamp; Repair cost: 120.00; Solved: Yes" == steps[-1]


def test_each_step_of_a_document_names_both_sides_and_why(session: Session, school: School) -> None:
    projector = thing(session, school)
    taken(session, school, asked(session, school, "loan", projector), "lend")

    lent = life_of(session, school.id, projector).steps[0]

    assert lent.before is not None
    assert lent.after is not None
    assert (About.DOCUMENT, "Ada", "for the lesson") == (lent.about, lent.by, lent.reason)
    assert ("201", "张敏", ItemState.IN_USE) == (lent.before.room, lent.before.keeper, lent.before.state)
    assert ItemState.LENT == lent.after.state


def test_a_thing_that_is_missed_and_written_off_keeps_count_decision_and_approval(database: Database) -> None:
    school, stocktake = a_counted_school(database)
    decide_on(database, school, stocktake, "A-CAMERA", Choice.CONFIRM_SHORTAGE)
    close(database, school, stocktake)
    camera = item_of(database, school, "A-CAMERA")
    with database.write() as session:
        approve_shortage(session, school.id, [camera], Approval("2027-3", NOW.date()), by="Ada", at=NOW)

    with database.read() as session:
        steps = told(session, school, camera)

    assert "2026: counted as “missing”" in steps
    assert "2026-Write-off-0001: written off, approval 2027-3 of 2026-11-20" == steps[-1]


def test_the_history_of_the_card_tells_stages_by_their_words(session: Session, school: School) -> None:
    projector = thing(session, school)
    taken(session, school, asked(session, school, "loan", projector), "lend")
    card = life_of(session, school.id, projector).asset

    lines = [line for line in history_of(session, school.id, card) if line.document]

    assert ["lent"] == [line.facts["step"] for line in lines]


def test_the_printed_life_has_a_row_for_every_step(session: Session, school: School) -> None:
    life = life_of(session, school.id, thing(session, school))

    (table,) = (block for block in life_form(life).blocks if isinstance(block, Table))

    assert len(life.steps) == len(table.rows)


def test_what_was_taken_back_says_so(session: Session, school: School) -> None:
    projector = thing(session, school)
    loan = asked(session, school, "loan", projector)
    taken(session, school, loan, "lend")
    step_back(session, school.id, loan, BY_ADA)

    assert "2026-Reversal-0001; Takes back: 2026-Loan-0001/1" == told(session, school, projector)[-1]


def test_what_is_not_there_has_no_life(session: Session, school: School) -> None:
    with pytest.raises(NotFound):
        life_of(session, school.id, ItemId(new_id()))
