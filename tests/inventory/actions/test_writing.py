"""Slips in people's words: numbers and tags understood, done at once, rooms that go along, later days."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.documents.cancelling import cancel, step_back
from inventory.actions.documents.choosing import (
    UnknownThings,
    all_understood,
    found_in_room,
    found_with_keeper,
    understand,
)
from inventory.actions.documents.renewing import NoRenewal, NotLater, due_now, renew
from inventory.actions.documents.routes import add_route
from inventory.actions.documents.slip_reading import slip_id, the_slip
from inventory.actions.documents.staging import Taker
from inventory.actions.documents.writing import Draft, write
from inventory.approvals import Level, Route
from inventory.errors import NotFound
from inventory.ids import ItemId, SlipId, new_id
from inventory.register import ItemState
from inventory.slips import SlipStatus
from inventory.store.journal import Entry
from inventory.store.places import Room
from inventory.store.schools import Person
from inventory.store.slips import SlipRow
from tests.inventory.actions.slips import BY_ADA, MANAGER, asked, stands, status, taken, thing
from tests.people import NOW, School

COUNTER = Taker(Role.COUNTER)


@pytest.fixture
def projector(session: Session, school: School) -> ItemId:
    return thing(session, school)


def transfer(item: ItemId) -> Draft:
    return Draft("transfer", [item], "202", "李强", at_once=True)


def keeper(session: Session, school: School, code: str) -> str:
    named = select(Person.name).join(Room, (Room.school_id == Person.school_id) & (Room.keeper_id == Person.id))
    return session.scalars(named.where(Room.school_id == school.id, Room.code == code)).one()


def test_numbers_tags_and_ids_are_understood_each_mention_of_a_card_as_one_piece(
    session: Session, school: School, projector: ItemId
) -> None:
    texts = ["ZC-2024-00003", "zc-2024-00003", "E28011606000020464A1B2C1", str(projector), "ZC-9999"]

    found = understand(session, school.id, texts)

    assert [1, 2, 1, 1] == [piece.position for piece in found.pieces]
    assert projector == found.pieces[3].item
    assert ("ZC-9999",) == found.unknown


def test_programs_are_told_all_that_is_unknown(session: Session, school: School) -> None:
    with pytest.raises(UnknownThings, match="ZC-9999, 白板"):
        all_understood(session, school.id, ["ZC-2024-00001", "ZC-9999", "白板"])


def test_everything_of_a_room_or_a_keeper_that_can_be_asked_for(session: Session, school: School) -> None:
    takes = {ItemState.IN_USE}

    of_room, left = found_in_room(session, school.id, "202", takes)
    of_keeper, _ = found_with_keeper(session, school.id, "李强", takes)

    assert (4, 1) == (len(of_room), left)
    assert {piece.item for piece in of_room} == {piece.item for piece in of_keeper}
    with pytest.raises(NotFound, match="王芳"):
        found_with_keeper(session, school.id, "王芳", takes)


def test_what_needs_no_signature_is_done_with_the_click_that_writes_it(
    session: Session, school: School, projector: ItemId
) -> None:
    slip = write(session, school.id, transfer(projector), BY_ADA, MANAGER)

    assert ("202", "李强", "in use") == stands(session, school, projector)
    assert SlipStatus.DONE == status(session, school, slip)


def test_what_is_lent_at_once_is_not_returned_at_once(session: Session, school: School, projector: ItemId) -> None:
    draft = Draft("loan", [projector], person="陈强", due_on=date(2027, 1, 8), at_once=True)

    slip = write(session, school.id, draft, BY_ADA, MANAGER)

    assert "lent" == stands(session, school, projector)[2]
    assert SlipStatus.UNDER_WAY == status(session, school, slip)


@pytest.mark.parametrize("needed", [True, False])
def test_nothing_is_done_at_once_that_has_to_be_signed_or_is_not_theirs_to_do(
    session: Session, school: School, projector: ItemId, needed: bool
) -> None:
    if needed:
        head = Route("transfer", Decimal(0), (), date(2026, 1, 1), None, (Level("Head", role=Role.ADMIN),))
        add_route(session, school.id, head, by="Ada", at=NOW)

    slip = write(session, school.id, transfer(projector), BY_ADA, MANAGER if needed else COUNTER)

    assert "in use" == stands(session, school, projector)[2]
    assert (SlipStatus.ASKED if needed else SlipStatus.READY) == status(session, school, slip)


def test_a_slip_that_is_sent_twice_is_written_once(session: Session, school: School, projector: ItemId) -> None:
    draft = transfer(projector)

    first, second = (write(session, school.id, draft, BY_ADA, MANAGER) for _ in range(2))

    assert draft.id == first == second
    assert 1 == len(session.scalars(select(SlipRow)).all())


def test_a_borrower_may_be_new_and_a_custodian_may_not(session: Session, school: School, projector: ItemId) -> None:
    loan = Draft("loan", [projector], person="陈强", due_on=date(2027, 1, 8))

    assert "陈强" == the_slip(session, school.id, write(session, school.id, loan, BY_ADA, COUNTER)).person
    with pytest.raises(NotFound, match="赵丽"):
        write(session, school.id, replace(transfer(projector), person="赵丽"), BY_ADA, COUNTER)


def test_a_room_goes_by_its_code_or_by_a_name_no_other_has(
    session: Session, school: School, projector: ItemId
) -> None:
    for code, name in (("201", "三年级一班"), ("202", "计算机教室")):
        session.scalars(select(Room).where(Room.code == code)).one().name = name

    slip = write(session, school.id, replace(transfer(projector), room="计算机教室"), BY_ADA, COUNTER)

    assert "202" == the_slip(session, school.id, slip).room
    session.scalars(select(Room).where(Room.code == "201")).one().name = "计算机教室"
    with pytest.raises(NotFound, match="计算机教室"):
        write(
            session, school.id, replace(transfer(projector), room="计算机教室", id=SlipId(new_id())), BY_ADA, COUNTER
        )


def test_rooms_go_along_with_a_handover_and_come_back_when_it_is_cancelled(session: Session, school: School) -> None:
    giver = session.scalars(select(Person.id).where(Person.school_id == school.id, Person.name == "李强")).one()
    for code in ("201", "202"):
        session.scalars(select(Room).where(Room.code == code)).one().keeper_id = giver
    desks = [piece.item for piece in found_in_room(session, school.id, "202", {ItemState.IN_USE})[0]]
    draft = Draft("handover", desks, person="周敏", rooms=True, at_once=True)

    slip = write(session, school.id, draft, BY_ADA, MANAGER)
    assert ("李强", "周敏") == (keeper(session, school, "201"), keeper(session, school, "202"))
    assert ("202",) == the_slip(session, school.id, slip).done[0].rooms
    cancel(session, school.id, slip, BY_ADA)

    assert "李强" == keeper(session, school, "202")
    told = session.scalars(select(Entry.facts).where(Entry.what == "rooms handed over")).all()
    assert ["202", "202"] == [facts["rooms"] for facts in told]


def test_a_room_somebody_else_keeps_by_now_does_not_go_along(session: Session, school: School) -> None:
    people = dict(session.execute(select(Person.name, Person.id).where(Person.school_id == school.id)).all())
    room = session.scalars(select(Room).where(Room.code == "202")).one()
    room.keeper_id = people["李强"]
    desk = found_in_room(session, school.id, "202", {ItemState.IN_USE})[0][0].item
    slip = write(session, school.id, Draft("handover", [desk], person="周敏", rooms=True), BY_ADA, MANAGER)
    room.keeper_id = people["张敏"]

    taken(session, school, slip, "take over")

    assert "张敏" == keeper(session, school, "202")


def test_a_loan_is_renewed_and_its_first_day_stays_readable(
    session: Session, school: School, projector: ItemId
) -> None:
    slip = asked(session, school, "loan", projector)
    taken(session, school, slip, "lend")

    renew(session, school.id, slip, date(2027, 6, 1), replace(BY_ADA, reason="the course goes on"))
    session.flush()
    paper = the_slip(session, school.id, slip)

    assert (date(2027, 5, 1), date(2027, 6, 1)) == (paper.due_first, paper.due_on)
    assert (0, 3) == (paper.days_late(date(2027, 6, 1)), paper.days_late(date(2027, 6, 4)))
    assert date(2027, 6, 1) == session.scalar(select(due_now()).where(SlipRow.id == slip))
    with pytest.raises(NotLater, match="2027-06-01"):
        renew(session, school.id, slip, date(2027, 6, 1), BY_ADA)


def test_what_has_no_day_or_is_over_is_not_renewed(session: Session, school: School, projector: ItemId) -> None:
    transferred = write(session, school.id, transfer(projector), BY_ADA, MANAGER)
    lent = asked(session, school, "loan", projector)
    taken(session, school, lent, "lend")
    taken(session, school, lent, "return")

    for slip in (transferred, lent):
        with pytest.raises(NoRenewal):
            renew(session, school.id, slip, date(2028, 1, 1), BY_ADA)


def test_a_slip_is_read_with_what_was_done_and_taken_back_and_where_its_things_are(
    session: Session, school: School, projector: ItemId
) -> None:
    slip = asked(session, school, "transfer", projector)
    taken(session, school, slip, "send")
    taken(session, school, slip, "receive")
    step_back(session, school.id, slip, BY_ADA)

    paper = the_slip(session, school.id, slip)

    assert [("send", False), ("receive", True)] == [(each.stage.word, bool(each.undone)) for each in paper.done]
    assert ["receive"] == [stage.word for stage in paper.waiting]
    (line,) = paper.lines
    assert ("201", "202", "201", 1, False) == (
        line.before.room,
        line.after.room,
        line.now.room,
        line.taken,
        line.went,
    )


def test_a_thing_that_another_slip_moved_first_is_seen_to_be_elsewhere(
    session: Session, school: School, projector: ItemId
) -> None:
    slip = asked(session, school, "loan", projector)
    write(session, school.id, transfer(projector), BY_ADA, MANAGER)

    (line,) = the_slip(session, school.id, slip).lines

    assert line.went


def test_a_slip_goes_by_its_id_its_number_and_every_part_of_it(
    session: Session, school: School, projector: ItemId
) -> None:
    slip = asked(session, school, "transfer", projector)
    sent = taken(session, school, slip, "send")

    names = (str(slip), "2026-transfer-1", "2026-transfer-0001", str(sent.id), "2026-transfer-2", "transfer")

    expected: list[SlipId | None] = [slip, slip, slip, slip, None, None]
    assert expected == [slip_id(session, school.id, name) for name in names]
