"""Errands ticked off: who said so and when, undone again, and only while there is such an errand."""

import pytest
from sqlalchemy import func, select

from inventory.actions.campaign.errands import NoTask, mark_task, marked_tasks
from inventory.actions.proof.journal import verify
from inventory.decisions import Choice
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from inventory.store.tasks import TaskMark
from inventory.tasks import Marked
from tests.inventory.actions.decided import a_counted_school, close, decide_on
from tests.people import NOW, School

Counted = tuple[School, StockTakeId]


@pytest.fixture
def counted(database: Database) -> Counted:
    """A school that was counted, and its stock-take."""
    return a_counted_school(database)


def mark(database: Database, counted: Counted, subject: str, *, done: bool = True) -> None:
    with database.write() as session:
        mark_task(session, counted[0].id, counted[1], subject, done=done, by="Ben", at=NOW)


def marked(database: Database, counted: Counted) -> dict[str, Marked]:
    with database.read() as session:
        return dict(marked_tasks(session, counted[0].id, counted[1]))


def test_a_tick_says_who_and_when_and_is_kept_once(database: Database, counted: Counted) -> None:
    subject = decide_on(database, *counted, "A-COMPUTER", Choice.BRING_BACK)

    for _ in range(2):
        mark(database, counted, subject)

    with database.read() as session:
        kept, unbroken = session.scalar(select(func.count()).select_from(TaskMark)), verify(session, counted[0].id)
    assert {subject: Marked("Ben", NOW)} == marked(database, counted)
    assert (1, None) == (kept, unbroken)


def test_a_tick_is_undone_and_made_again(database: Database, counted: Counted) -> None:
    subject = decide_on(database, *counted, "A-COMPUTER", Choice.BRING_BACK)

    seen = []
    for done in (True, False, True):
        mark(database, counted, subject, done=done)
        seen.append(subject in marked(database, counted))

    assert [True, False, True] == seen


def test_a_new_decision_is_a_new_errand(database: Database, counted: Counted) -> None:
    subject = decide_on(database, *counted, "A-COMPUTER", Choice.BRING_BACK)
    mark(database, counted, subject)

    decide_on(database, *counted, "A-COMPUTER", Choice.BRING_BACK)

    assert {} == marked(database, counted)


def test_things_are_still_carried_back_after_the_closing_but_not_looked_for(
    database: Database, counted: Counted
) -> None:
    carried = decide_on(database, *counted, "A-COMPUTER", Choice.BRING_BACK)
    sought = decide_on(database, *counted, "A-CAMERA", Choice.LOOK_AGAIN)
    close(database, *counted)

    mark(database, counted, carried)

    with pytest.raises(NoTask):
        mark(database, counted, sought)
    assert [carried] == list(marked(database, counted))


def test_what_nobody_has_to_do_cannot_be_done(database: Database, counted: Counted) -> None:
    subject = decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)

    with pytest.raises(NoTask):
        mark(database, counted, subject)
