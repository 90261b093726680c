"""Decisions: kept one after the other, in bulk the same as singly, and shown with what they were made upon."""

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.decisions import OneByOne, decide, decide_all, decided, decisions_about
from inventory.actions.campaign.hearing import last_heard, seen_by
from inventory.actions.campaign.standing import standing
from inventory.actions.cards.things import search_things
from inventory.decisions import ALLOWED, NEEDS, Choice, fitting
from inventory.details import Cause, Details
from inventory.findings import Kind
from inventory.ids import StockTakeId
from inventory.standing import Line
from inventory.store.engine import Database
from inventory.store.journal import Entry
from inventory.tags import Tag
from inventory.verdicts import subject_of
from tests.inventory.actions.decided import STRANGER, a_counted_school, decide_on, item_of, line_of, walk
from tests.people import NOW, School

Counted = tuple[School, StockTakeId]


@pytest.fixture
def counted(database: Database) -> Counted:
    """A school that was counted, and its stock-take."""
    return a_counted_school(database)


def lines_for(session: Session, counted: Counted, choice: Choice) -> list[Line]:
    """The findings that the decision fits."""
    lines = standing(session, counted[0].id, counted[1]).lines
    return [line for line in lines if choice in fitting(line.kind, line.notes)]


def test_deciding_in_bulk_is_deciding_singly_many_times(database: Database, counted: Counted) -> None:
    school, stocktake = a_counted_school(database, "Hilltop")
    for choice in (Choice.LOOK_AGAIN, Choice.CONFIRM_SHORTAGE, Choice.NOT_OURS):
        with database.write() as session:
            many = lines_for(session, counted, choice)
            decide_all(session, counted[0].id, counted[1], many, choice, "why", by="Ada", at=NOW)
            for line in lines_for(session, (school, stocktake), choice):
                decide(session, school.id, stocktake, line, choice, "why", by="Ada", at=NOW)

    with database.read() as session:
        in_bulk, singly = (said(session, each) for each in (counted, (school, stocktake)))

    assert in_bulk == singly


def said(session: Session, counted: Counted) -> list[tuple[str, str | None, str, str]]:
    """What is decided about every finding."""
    lines = standing(session, counted[0].id, counted[1]).lines
    return [(line.asset_no, line.decision, line.reason, str(line.details)) for line in lines]


def test_a_bulk_decision_is_one_entry_of_the_journal_and_one_statement(database: Database, counted: Counted) -> None:
    school, stocktake = counted
    statements: list[str] = []
    with database.write() as session:
        lines = lines_for(session, counted, Choice.LOOK_AGAIN)
        event.listen(session.connection(), "before_cursor_execute", lambda *said: statements.append(said[2]))
        decide_all(session, school.id, stocktake, lines, Choice.LOOK_AGAIN, "why", by="Ada", at=NOW)

    with database.read() as session:
        entries = session.scalars(select(Entry).where(Entry.what == "finding decided")).all()
    assert ["8"] == [entry.facts["count"] for entry in entries]
    assert 1 == sum("INSERT INTO decision" in statement for statement in statements)


def test_every_decision_is_kept_and_the_newest_counts_until_it_is_withdrawn(
    database: Database, counted: Counted
) -> None:
    school, stocktake = counted
    for choice in (Choice.LOOK_AGAIN, Choice.CONFIRM_SHORTAGE, Choice.WITHDRAWN):
        subject = decide_on(database, school, stocktake, "A-CAMERA", choice)

    with database.read() as session:
        kept = decisions_about(session, school.id, stocktake, subject)
        counts = decided(session, school.id, stocktake)

    assert [Choice.WITHDRAWN, Choice.CONFIRM_SHORTAGE, Choice.LOOK_AGAIN] == [each.choice for each in kept]
    assert {} == counts


def test_a_decision_upon_another_finding_does_not_count_and_is_told(database: Database, counted: Counted) -> None:
    school, stocktake = counted
    decide_on(database, school, stocktake, "A-CAMERA", Choice.CONFIRM_SHORTAGE, Details(cause=Cause.STOLEN))
    for _ in range(2):
        walk(database, school, stocktake, "202", "E28011606000020464A1B2E1")

    with database.read() as session:
        line = line_of(session, school, stocktake, "A-CAMERA")

    assert (Kind.VERIFIED, None) == (line.kind, line.decision)
    assert line.overtaken is not None
    assert (Kind.MISSING, Cause.STOLEN) == (line.overtaken.finding, line.overtaken.details.cause)


def test_what_goes_without_saying_is_filled_in(database: Database, counted: Counted) -> None:
    school, stocktake = counted
    decide_on(database, school, stocktake, "A-COMPUTER", Choice.BRING_BACK, Details(name="not of this decision"))
    decide_on(database, school, stocktake, STRANGER, Choice.REGISTER)
    decide_on(database, school, stocktake, "A-CAMERA", Choice.CONFIRM_SHORTAGE)

    with database.read() as session:
        said = {line.asset_no or line.tag: line.details for line in standing(session, school.id, stocktake).lines}

    assert {"person": "张敏"} == said["A-COMPUTER"]
    assert {"cost": "1.00", "room": "202"} == said[STRANGER]
    assert {"cause": "cause not known"} == said["A-CAMERA"]


def test_one_tag_is_not_bound_for_many_findings(database: Database, counted: Counted) -> None:
    with database.read() as session:
        lines = lines_for(session, counted, Choice.LOOK_AGAIN)

    with pytest.raises(OneByOne), database.write() as session:
        decide_all(session, counted[0].id, counted[1], lines, Choice.BIND, "why", by="Ada", at=NOW)


def test_every_decision_fits_some_finding_and_every_finding_has_one() -> None:
    possible = frozenset[Choice]().union(*ALLOWED.values())

    assert set(Choice) == possible
    assert set(Kind) == ALLOWED.keys()
    assert NEEDS.keys() <= set(Choice)


def test_the_last_reader_and_time_are_known_for_every_room(database: Database, counted: Counted) -> None:
    walk(database, *counted, "201", STRANGER)

    with database.read() as session:
        heard = last_heard(session, counted[0].id, counted[1], [STRANGER, Tag("E2801160600002040000CCCC")])

    assert {(STRANGER, "201"), (STRANGER, "202")} == heard.keys()
    assert {(NOW, "PDA-2", "Ben")} == {(each.at, each.device, each.by) for each in heard.values()}


def test_nobody_saw_what_nobody_ticked(database: Database, counted: Counted) -> None:
    shelf = item_of(database, counted[0], "A-SHELF")

    with database.read() as session:
        assert {} == seen_by(session, counted[0].id, counted[1], [shelf])


def test_a_thing_to_carry_a_tag_is_found_by_name_those_without_one_first(
    database: Database, counted: Counted
) -> None:
    with database.read() as session:
        found = search_things(session, counted[0].id, "202")
        retired = search_things(session, counted[0].id, "收音机")

    assert ("A-SHELF", 0) == (found[0].asset_no, found[0].tags)
    assert [] == retired


def test_a_subject_names_the_item_or_the_foreign_tag(database: Database, counted: Counted) -> None:
    with database.read() as session:
        camera, stranger = (line_of(session, *counted, name) for name in ("A-CAMERA", STRANGER))

    assert (item_of(database, counted[0], "A-CAMERA").hex, STRANGER) == (subject_of(camera), subject_of(stranger))
