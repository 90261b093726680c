"""What each decision does to the register when the stock-take is closed, and what reopening undoes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from inventory.actions.campaign.closing import close_stocktake, reopen_stocktake
from inventory.actions.campaign.shortages import approve_shortage
from inventory.actions.documents.reversing import ThingWentOn
from inventory.actions.proof.journal import verify
from inventory.decisions import Choice
from inventory.details import Details, Keeper
from inventory.ids import StockTakeId
from inventory.movements import Approval
from inventory.store.engine import Database
from inventory.store.movements import MovementRow
from inventory.store.register import Asset
from inventory.tags import Tag
from tests.inventory.actions.decided import (
    STRANGER,
    TWICE,
    Piece,
    a_counted_school,
    books,
    close,
    decide_on,
    give_room,
    item_of,
    keeper_of,
    walk,
)
from tests.people import NOW, School

COMPUTER, RADIO = "E28011606000020464A1B2C1", "E28011606000020464A1B2F1"
FRESH = Tag("E2801160600002040000BBBB")
APPROVAL = Approval("教财〔2027〕3号", NOW.date())

Counted = tuple[School, StockTakeId]


@pytest.fixture
def counted(database: Database) -> Counted:
    """A school that was counted, and its stock-take."""
    return a_counted_school(database)


CAMERA = "E28011606000020464A1B2E1"

# About what, what is decided, which thing the books then speak of, and what they say. One table, one closing.
CASES = {
    "the books follow the things": [
        ("A-COMPUTER", Choice.TRANSFER, Details(), "A-COMPUTER", Piece("202", "in use", (COMPUTER,))),
        ("A-CAMERA", Choice.CONFIRM_SHORTAGE, Details(), "A-CAMERA", Piece("202", "shortage", (CAMERA,))),
        ("A-RADIO", Choice.FOUND_AGAIN, Details(), "A-RADIO", Piece("202", "in use", (RADIO,))),
        (STRANGER, Choice.REGISTER, Details(name="饮水机"), "饮水机", Piece("202", "in use", (STRANGER,))),
    ],
    "the things are seen to, the books stay": [
        ("A-COMPUTER", Choice.BRING_BACK, Details(), "A-COMPUTER", Piece("201", "in use", (COMPUTER,))),
        ("A-CAMERA", Choice.WAS_OUT, Details(place="修理店"), "A-CAMERA", Piece("202", "in use", (CAMERA,))),
        ("A-SHELF", Choice.SEEN_BY_HAND, Details(), "A-SHELF", Piece("202", "in use", ())),
        ("A-RADIO", Choice.NOT_OURS, Details(), "A-RADIO", Piece("202", "retired", (RADIO,))),
        (STRANGER, Choice.REGISTER, Details(asset_no="N-1", room="201"), "N-1", Piece("201", "in use", (STRANGER,))),
    ],
}


@pytest.mark.parametrize("cases", CASES.values(), ids=CASES)
def test_what_a_decision_does_to_the_books(
    database: Database, counted: Counted, cases: list[tuple[str, Choice, Details, str, Piece]]
) -> None:
    becomes = books(database, counted[0]) | {thing: piece for _, _, _, thing, piece in cases}
    for about, choice, details, _, _ in cases:
        decide_on(database, *counted, about, choice, details)

    close(database, *counted)

    assert becomes == books(database, counted[0])


@pytest.mark.parametrize(
    ("said", "keeper"),
    [(None, "王芳"), (Keeper.OF_THE_ROOM, "王芳"), (Keeper.STAYS, "张敏")],
)
def test_a_thing_goes_to_the_custodian_of_its_new_room_unless_it_is_said_to_stay(
    database: Database, counted: Counted, said: Keeper | None, keeper: str
) -> None:
    give_room(database, counted[0], "202", "王芳")
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER, Details(keeper=said))

    close(database, *counted)

    assert keeper == keeper_of(database, counted[0], "A-COMPUTER")


def test_a_room_without_a_custodian_leaves_a_thing_with_its_own(database: Database, counted: Counted) -> None:
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)

    close(database, *counted)

    assert "张敏" == keeper_of(database, counted[0], "A-COMPUTER")


def test_reopening_gives_a_thing_back_to_who_kept_it(database: Database, counted: Counted) -> None:
    give_room(database, counted[0], "202", "王芳")
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)
    close(database, *counted)

    with database.write() as session:
        reopen_stocktake(session, counted[0].id, counted[1], "漏盘", by="Ada", at=NOW)

    assert "张敏" == keeper_of(database, counted[0], "A-COMPUTER")


def test_a_tag_is_bound_to_the_thing_it_is_on(database: Database, counted: Counted) -> None:
    shelf = item_of(database, counted[0], "A-SHELF")
    decide_on(database, *counted, STRANGER, Choice.BIND, Details(item=shelf))

    close(database, *counted)

    assert Piece("202", "in use", (STRANGER,)) == books(database, counted[0])["A-SHELF"]


def test_of_two_claimants_one_keeps_the_tag_and_the_other_gets_a_fresh_one(
    database: Database, counted: Counted
) -> None:
    keeps = item_of(database, counted[0], "A-TWIN-1")
    for twin in ("A-TWIN-1", "A-TWIN-2"):
        decide_on(database, *counted, twin, Choice.REBIND, Details(item=keeps, tag=FRESH))

    close(database, *counted)

    after = books(database, counted[0])
    assert ((TWICE,), (FRESH,)) == (after["A-TWIN-1"].tags, after["A-TWIN-2"].tags)


def test_rulings_that_disagree_about_a_tag_change_nothing(database: Database, counted: Counted) -> None:
    before = books(database, counted[0])
    for twin in ("A-TWIN-1", "A-TWIN-2"):
        keeps = item_of(database, counted[0], twin)
        decide_on(database, *counted, twin, Choice.REBIND, Details(item=keeps))

    close(database, *counted)

    assert before == books(database, counted[0])


def test_a_decision_is_not_carried_out_when_the_finding_has_become_another(
    database: Database, counted: Counted
) -> None:
    school, stocktake = counted
    decide_on(database, school, stocktake, "A-CAMERA", Choice.CONFIRM_SHORTAGE)
    for _ in range(2):
        walk(database, school, stocktake, "202", "E28011606000020464A1B2E1")

    close(database, school, stocktake)

    assert "in use" == books(database, school)["A-CAMERA"].state


def test_a_thing_registered_without_a_cost_stands_at_one_yuan(database: Database, counted: Counted) -> None:
    decide_on(database, *counted, STRANGER, Choice.REGISTER, Details(name="饮水机"))

    close(database, *counted)

    with database.read() as session:
        cost = session.scalar(select(Asset.cost).where(Asset.name == "饮水机"))
    assert 1 == cost


def test_there_is_one_document_of_a_kind_and_room_numbered_without_gaps(database: Database, counted: Counted) -> None:
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)
    decide_on(database, *counted, "A-CAMERA", Choice.CONFIRM_SHORTAGE)
    decide_on(database, *counted, "A-SHELF", Choice.CONFIRM_SHORTAGE)
    decide_on(database, *counted, STRANGER, Choice.REGISTER, Details(name="饮水机"))

    close(database, *counted)

    with database.read() as session:
        made = session.execute(select(MovementRow.kind, MovementRow.year, MovementRow.number)).all()
        unbroken = verify(session, counted[0].id)
    assert [("receipt", 2026, 1), ("shortage", 2026, 1), ("transfer", 2026, 1)] == sorted(map(tuple, made))
    assert unbroken is None


DECISIONS = {
    "A-COMPUTER": [Choice.TRANSFER, Choice.BRING_BACK],
    "A-CAMERA": [Choice.CONFIRM_SHORTAGE, Choice.WAS_OUT],
    "A-RADIO": [Choice.FOUND_AGAIN],
    STRANGER: [Choice.REGISTER, Choice.BIND, Choice.NOT_OURS],
    "A-TWIN-1": [Choice.REBIND],
}


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.fixed_dictionaries({name: st.sampled_from([None, *some]) for name, some in DECISIONS.items()}))
def test_closing_and_reopening_leaves_the_books_as_they_were(
    database: Database, counted: Counted, made: dict[str, Choice | None]
) -> None:
    school, stocktake = counted
    before = books(database, school)
    item = {Choice.BIND: "A-SHELF", Choice.REBIND: "A-TWIN-2"}
    for name, choice in made.items():
        if choice is None:
            decide_on(database, school, stocktake, name, Choice.WITHDRAWN)
        else:
            thing = item_of(database, school, item[choice]) if choice in item else None
            decide_on(database, school, stocktake, name, choice, Details(name="饮水机", item=thing))

    close(database, school, stocktake)
    with database.write() as session:
        reopen_stocktake(session, school.id, stocktake, "forgot a room", by="Ada", at=NOW)

    assert before == books(database, school)


def test_what_was_taken_back_can_be_carried_out_again(database: Database, counted: Counted) -> None:
    school, stocktake = counted
    decide_on(database, school, stocktake, STRANGER, Choice.REGISTER, Details(name="饮水机"))
    close(database, school, stocktake)
    with database.write() as session:
        reopen_stocktake(session, school.id, stocktake, "wrong name", by="Ada", at=NOW)
    decide_on(database, school, stocktake, STRANGER, Choice.REGISTER, Details(name="开水器", room="201"))

    close(database, school, stocktake)

    after = books(database, school)
    assert ("饮水机" in after, after["开水器"]) == (False, Piece("201", "in use", (STRANGER,)))


def test_a_closing_is_not_taken_back_when_a_thing_of_it_went_on(database: Database, counted: Counted) -> None:
    school, stocktake = counted
    decide_on(database, school, stocktake, "A-CAMERA", Choice.CONFIRM_SHORTAGE)
    close(database, school, stocktake)
    with database.write() as session:
        approve_shortage(session, school.id, [item_of(database, school, "A-CAMERA")], APPROVAL, by="Ada", at=NOW)

    with pytest.raises(ThingWentOn, match="A-CAMERA"), database.write() as session:
        reopen_stocktake(session, school.id, stocktake, "found it", by="Ada", at=NOW)


def test_closing_without_decisions_makes_no_document(database: Database, counted: Counted) -> None:
    with database.write() as session:
        close_stocktake(session, counted[0].id, counted[1], by="Ada", at=NOW)

    with database.read() as session:
        assert [] == session.scalars(select(MovementRow)).all()
