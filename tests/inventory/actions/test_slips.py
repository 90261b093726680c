"""Slips: asked for, signed, taken stage by stage, withdrawn, cancelled; and what the register says each time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.documents.approving import AlreadySigned, NotAsked, WhyNot, sign, withdraw
from inventory.actions.documents.asking import MayNotAsk, NotNow, NotSaid, ask
from inventory.actions.documents.cancelling import cancel, step_back
from inventory.actions.documents.movements import move
from inventory.actions.documents.reversing import ThingWentOn
from inventory.actions.documents.routes import add_route
from inventory.actions.documents.staging import (
    NotLive,
    NotWaiting,
    NotYourStep,
    Step,
    Taker,
    WentElsewhere,
    take_stage,
)
from inventory.approvals import Level, OwnSlip, Route, Signer
from inventory.filling import BadEntry, EntryMissing
from inventory.ids import ItemId
from inventory.movements import Approval, MovementKind
from inventory.slips import Given, SlipStatus
from inventory.store.slips import SlipRow
from tests.inventory.actions.slips import BY_ADA, MANAGER, asked, room, stands, status, taken, thing, wish
from tests.people import NOW, School

HEAD, BUREAU = Signer("head", Role.ADMIN), Signer("bureau", Role.ADMIN)
TWO_LEVELS = (Level("Head of general affairs", role=Role.MANAGER), Level("Education office", role=Role.ADMIN))
PAPER = Approval("教财〔2026〕12号", date(2026, 11, 1))


@pytest.fixture
def projector(session: Session, school: School) -> ItemId:
    return thing(session, school)


def route(session: Session, school: School, kind: str = "", *, asker_may: bool = False) -> None:
    levels = Route(kind, Decimal(0), (), date(2026, 1, 1), None, TWO_LEVELS, asker_may)
    add_route(session, school.id, levels, by="Ada", at=NOW)


def test_a_transfer_is_on_its_way_first_and_then_in_the_new_room_with_its_new_keeper(
    session: Session, school: School, projector: ItemId
) -> None:
    slip = asked(session, school, "transfer", projector)

    taken(session, school, slip, "send")
    assert ("201", "张敏", "in transit") == stands(session, school, projector)
    assert SlipStatus.UNDER_WAY == status(session, school, slip)
    taken(session, school, slip, "receive")

    assert ("202", "李强", "in use") == stands(session, school, projector)
    assert SlipStatus.DONE == status(session, school, slip)


def test_a_loan_leaves_room_and_custodian_as_they_are(session: Session, school: School, projector: ItemId) -> None:
    slip = asked(session, school, "loan", projector)

    taken(session, school, slip, "lend")
    assert ("201", "张敏", "lent") == stands(session, school, projector)
    taken(session, school, slip, "return", condition="good")

    assert ("201", "张敏", "in use") == stands(session, school, projector)


def test_what_a_slip_does_bears_its_number_part_by_part(session: Session, school: School, projector: ItemId) -> None:
    slip = asked(session, school, "repair", projector, fault="no picture")

    out = taken(session, school, slip, "send")
    back = taken(session, school, slip, "take back", cost="120", solved="Yes")

    assert ["2026-repair-0001/1", "2026-repair-0001/2"] == [
        "{year}-{kind}-{number}".format(**each.facts() | {"kind": each.kind}) for each in (out, back)
    ]


def test_a_disposal_needs_the_approval_from_above(session: Session, school: School, projector: ItemId) -> None:
    fields = {"way": "Scrapping", "ground": "Technically obsolete or beyond repair"}
    slip = asked(session, school, "disposal", projector, **fields)

    taken(session, school, slip, "set aside")
    taken(session, school, slip, "write off", PAPER, proceeds="35.50")

    assert ("201", "张敏", "retired") == stands(session, school, projector)


def test_nothing_takes_effect_before_the_last_signature(session: Session, school: School, projector: ItemId) -> None:
    route(session, school)
    slip = asked(session, school, "transfer", projector)

    sign(session, school.id, slip, 0, approved=True, signer=HEAD, reason="", at=NOW)
    with pytest.raises(NotLive):
        taken(session, school, slip, "send")
    sign(session, school.id, slip, 1, approved=True, signer=BUREAU, reason="", at=NOW)

    taken(session, school, slip, "send")


def test_two_people_do_not_decide_the_same_level_twice(session: Session, school: School, projector: ItemId) -> None:
    route(session, school)
    slip = asked(session, school, "transfer", projector)
    sign(session, school.id, slip, 0, approved=True, signer=HEAD, reason="", at=NOW)

    with pytest.raises(AlreadySigned, match="head"):
        sign(session, school.id, slip, 0, approved=False, signer=BUREAU, reason="no", at=NOW)


def test_who_asks_signs_only_where_the_route_says_so(session: Session, school: School, projector: ItemId) -> None:
    ada = Signer("Ada", Role.ADMIN)
    route(session, school, "loan", asker_may=True)
    route(session, school, "transfer")

    loan, transfer = asked(session, school, "loan", projector), asked(session, school, "transfer", projector)

    assert SlipStatus.ASKED == sign(session, school.id, loan, 0, approved=True, signer=ada, reason="", at=NOW)
    with pytest.raises(OwnSlip):
        sign(session, school.id, transfer, 0, approved=True, signer=ada, reason="", at=NOW)


def test_a_no_has_a_reason_and_ends_the_slip(session: Session, school: School, projector: ItemId) -> None:
    route(session, school)
    slip = asked(session, school, "transfer", projector)

    with pytest.raises(WhyNot):
        sign(session, school.id, slip, 0, approved=False, signer=HEAD, reason=" ", at=NOW)
    sign(session, school.id, slip, 0, approved=False, signer=HEAD, reason="room 202 is full", at=NOW)

    assert SlipStatus.REJECTED == status(session, school, slip)
    with pytest.raises(NotAsked):
        sign(session, school.id, slip, 1, approved=True, signer=BUREAU, reason="", at=NOW)


def test_a_slip_does_not_move_what_another_moved_first_and_says_both(
    session: Session, school: School, projector: ItemId
) -> None:
    first, second = asked(session, school, "transfer", projector), asked(session, school, "loan", projector)
    taken(session, school, first, "send")
    taken(session, school, first, "receive")

    with pytest.raises(WentElsewhere, match=r"room 201, “in use”; .* room 202, “in use”, since 2026-Transfer-0001"):
        taken(session, school, second, "lend")


def test_cancelling_puts_everything_back_by_opposite_entries(
    session: Session, school: School, projector: ItemId
) -> None:
    slip = asked(session, school, "transfer", projector)
    taken(session, school, slip, "send")
    taken(session, school, slip, "receive")

    documents = cancel(session, school.id, slip, BY_ADA)

    assert ("201", "张敏", "in use") == stands(session, school, projector)
    assert SlipStatus.CANCELLED == status(session, school, slip)
    assert [1, 2] == [each.number for each in documents]


def test_cancelling_is_refused_when_the_thing_went_on(session: Session, school: School, projector: ItemId) -> None:
    slip = asked(session, school, "transfer", projector)
    taken(session, school, slip, "send")
    taken(session, school, slip, "receive")
    taken(session, school, asked(session, school, "loan", projector), "lend")

    with pytest.raises(ThingWentOn):
        cancel(session, school.id, slip, BY_ADA)


def test_the_last_step_can_be_taken_back_and_taken_again(session: Session, school: School, projector: ItemId) -> None:
    slip = asked(session, school, "transfer", projector)
    taken(session, school, slip, "send")
    taken(session, school, slip, "receive")

    step_back(session, school.id, slip, BY_ADA)
    assert ("201", "张敏", "in transit") == stands(session, school, projector)
    again = taken(session, school, slip, "receive")

    assert 3 == again.part
    assert SlipStatus.DONE == status(session, school, slip)


def test_things_of_one_slip_come_back_one_by_one(session: Session, school: School) -> None:
    one, other = thing(session, school), thing(session, school, "ZC-2024-00002")
    both = replace(wish(session, school, "loan", one), items=[one, other])
    slip = ask(session, school.id, both, BY_ADA, Role.MANAGER)
    taken(session, school, slip, "lend")

    take_stage(session, school.id, slip, Step("return", [one]), BY_ADA, MANAGER)
    assert SlipStatus.UNDER_WAY == status(session, school, slip)
    with pytest.raises(NotWaiting):
        take_stage(session, school.id, slip, Step("return", [one]), BY_ADA, MANAGER)
    take_stage(session, school.id, slip, Step("return", [other]), BY_ADA, MANAGER)

    assert SlipStatus.DONE == status(session, school, slip)


def test_the_receiver_confirms_and_no_other_counter(session: Session, school: School, projector: ItemId) -> None:
    slip = asked(session, school, "transfer", projector)
    taken(session, school, slip, "send")
    receiver = wish(session, school, "transfer", projector).given.person

    with pytest.raises(NotYourStep):
        take_stage(session, school.id, slip, Step("receive"), BY_ADA, Taker(Role.COUNTER))
    take_stage(session, school.id, slip, Step("receive"), BY_ADA, Taker(Role.COUNTER, receiver))

    assert SlipStatus.DONE == status(session, school, slip)


def test_what_nobody_sees_is_left_out_of_a_field(session: Session, school: School, projector: ItemId) -> None:
    slip = asked(session, school, "repair", projector, fault="不亮\x00\x1b，\n灯　坏\x7f")

    assert "不亮，\n灯　坏" == session.get_one(SlipRow, (school.id, slip)).fields["fault"]


def test_a_slip_says_what_is_wrong_with_it(session: Session, school: School, projector: ItemId) -> None:
    camera = thing(session, school, "ZC-2024-00004")

    with pytest.raises(NotSaid, match="Borrower"):
        ask(session, school.id, replace(wish(session, school, "loan", projector), given=Given()), BY_ADA, Role.ADMIN)
    with pytest.raises(NotNow, match="数码相机"):
        asked(session, school, "transfer", camera)
    with pytest.raises(EntryMissing, match="What is wrong"):
        asked(session, school, "repair", projector)
    with pytest.raises(BadEntry, match="twelve"):
        asked(session, school, "compensation", projector, damage="cracked", amount="twelve")
    with pytest.raises(MayNotAsk):
        ask(session, school.id, wish(session, school, "receipt", projector), BY_ADA, Role.COUNTER)


def test_a_slip_of_which_nothing_happened_is_withdrawn(session: Session, school: School, projector: ItemId) -> None:
    slip = asked(session, school, "transfer", projector)

    withdraw(session, school.id, slip, by="Ada", role=Role.COUNTER, reason="wrong room", at=NOW)

    assert SlipStatus.WITHDRAWN == status(session, school, slip)
    with pytest.raises(NotLive):
        taken(session, school, slip, "send")


def test_slips_and_documents_of_a_kind_count_together(session: Session, school: School, projector: ItemId) -> None:
    to = room(session, school, "202")
    first = move(session, school.id, MovementKind.TRANSFER, [projector], BY_ADA, room=to)
    slip = asked(session, school, "transfer", projector)
    sent = taken(session, school, slip, "send")
    last = move(session, school.id, MovementKind.TRANSFER, [projector], BY_ADA, room=room(session, school, "201"))

    assert first
    assert last
    assert [1, 2, 3] == [first.number, sent.number, last.number]
