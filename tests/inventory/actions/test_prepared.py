"""Transfers prepared from findings: one for each room, once for each thing, and nothing is moved twice."""

import pytest

from inventory.access import Role
from inventory.actions.campaign.prepared import NothingToPrepare, Prepared, prepare_transfers
from inventory.actions.campaign.standing import standing
from inventory.actions.documents.approving import withdraw
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.staging import Step, take_stage
from inventory.actions.documents.under_way import left_to_slips, under_way
from inventory.decisions import Choice
from inventory.findings import Kind, Note
from inventory.ids import StockTakeId
from inventory.slips import SlipStatus
from inventory.store.engine import Database
from inventory.store.slips import SlipRow
from tests.inventory.actions.decided import (
    a_counted_school,
    books,
    close,
    decide_on,
    give_room,
    item_of,
    line_of,
    walk,
)
from tests.inventory.actions.slips import MANAGER
from tests.people import NOW, School

Counted = tuple[School, StockTakeId]
PROJECTOR = "3474257BF40000000000162E"
SEEN = Occasion("Seen there", "Ada", NOW)


@pytest.fixture
def counted(database: Database) -> Counted:
    """A school that was counted: the computer of 201 stands in 202."""
    return a_counted_school(database)


def prepare(database: Database, counted: Counted) -> Prepared:
    school, stocktake = counted
    with database.write() as session:
        lines = standing(session, school.id, stocktake).lines
        return prepare_transfers(session, school.id, stocktake, lines, SEEN, Role.COUNTER)


def take(database: Database, school: School, prepared: Prepared, *stages: str) -> None:
    with database.write() as session:
        for stage in stages:
            take_stage(session, school.id, prepared.slips[0], Step(stage), SEEN, MANAGER)


def test_what_moved_gets_one_transfer_for_each_room_to_whoever_keeps_it(database: Database, counted: Counted) -> None:
    school, stocktake = counted
    give_room(database, school, "202", "王老师")

    prepared = prepare(database, counted)

    computer = item_of(database, school, "A-COMPUTER")
    with database.read() as session:
        (slip,) = (session.get_one(SlipRow, (school.id, each)) for each in prepared.slips)
        live = under_way(session, school.id, [computer])
    assert (1, 0, stocktake) == (prepared.things, prepared.left, slip.stocktake_id)
    assert (prepared.slips[0], SlipStatus.READY) == (live[computer].slip, live[computer].status)
    assert ("201", "in use") == books(database, school)["A-COMPUTER"][:2]
    take(database, school, prepared, "send", "receive")
    assert "202" == books(database, school)["A-COMPUTER"].room


def test_a_thing_on_a_document_that_is_not_over_gets_no_second_one(database: Database, counted: Counted) -> None:
    first = prepare(database, counted)

    with pytest.raises(NothingToPrepare):
        prepare(database, counted)

    with database.write() as session:
        school = counted[0].id
        withdraw(session, school, first.slips[0], by="Ada", role=Role.MANAGER, reason="no", at=NOW)
    assert 1 == prepare(database, counted).things


@pytest.mark.parametrize("stages", [(), ("send",)])
def test_closing_leaves_to_the_transfer_what_it_takes_there(
    database: Database, counted: Counted, stages: tuple[str, ...]
) -> None:
    prepared = prepare(database, counted)
    take(database, counted[0], prepared, *stages)
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)
    with database.read() as session:
        lines = standing(session, counted[0].id, counted[1]).lines
        assert 1 == len(left_to_slips(session, counted[0].id, lines))

    close(database, *counted)

    assert "201" == books(database, counted[0])["A-COMPUTER"].room
    take(database, counted[0], prepared, *(stage for stage in ("send", "receive") if stage not in stages))
    assert ("202", "in use") == books(database, counted[0])["A-COMPUTER"][:2]


def test_what_the_transfer_brought_there_is_accounted_for_and_not_moved_again(
    database: Database, counted: Counted
) -> None:
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)
    take(database, counted[0], prepare(database, counted), "send", "receive")

    with database.read() as session:
        found = line_of(session, counted[0], counted[1], "A-COMPUTER")
    close(database, *counted)

    assert (Kind.ACCOUNTED, None) == (found.kind, found.decision)
    assert Note.MOVED_BY_DOCUMENT in found.notes
    assert found.overtaken
    with database.read() as session:
        transfers = [row.kind for row in session.query(SlipRow)]
    assert ["transfer"] == transfers


def test_what_has_not_moved_is_not_prepared(database: Database, counted: Counted) -> None:
    for _ in range(8):
        walk(database, *counted, "201", PROJECTOR)
    with database.write() as session:
        school, stocktake = counted
        lines = [line_of(session, school, stocktake, "A-PROJECTOR")]
        with pytest.raises(NothingToPrepare):
            prepare_transfers(session, school.id, stocktake, lines, SEEN, Role.COUNTER)
