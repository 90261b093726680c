"""The lending desk: the borrower, then the thing; the thing again; and what stands against it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from inventory.access import Role
from inventory.actions.documents.lendable import desk_rules, let_pupils_borrow, mark_lendable, mark_pupil
from inventory.actions.documents.lending import (
    Act,
    BorrowerUnsaid,
    Done,
    NotLent,
    Out,
    PupilAlone,
    ReadTwice,
    UnknownAtDesk,
    at_the_desk,
    out_now,
    undo,
)
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.routes import add_route
from inventory.actions.tagging.binding import Wish, bind_tag
from inventory.approvals import Level, Route
from inventory.store.engine import Database
from inventory.store.schools import Person
from inventory.tagging import Bearer, Bears
from inventory.tags import Tag
from tests.inventory.actions.slips import MANAGER, stands, thing
from tests.people import NOW, School, a_school

PROJECTOR, COMPUTER, LI = "3474257BF40000000000162E", "E28011606000020464A1B2C1", Tag("ABCD00112233445566770001")

TODAY = NOW.date()


class Desk:
    """A desk that lends the projector for a week; Li Qiang has a card."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.school: School = a_school(database)
        self.at = NOW
        with database.write() as session:
            self.li = session.scalars(select(Person.id).where(Person.name == "李强")).one()
            mark_lendable(session, self.school.id, ["ZC-2024-00001"], 7, self.now())
            wish = Wish(LI, Bearer(Bears.PERSON, self.li))
            bind_tag(session, self.school.id, wish, by="Ada", at=NOW)

    def now(self) -> Occasion:
        self.at += timedelta(minutes=1)
        return Occasion("at the desk", "Ada", self.at)

    def reads(self, text: str, borrower: bool = False, *, soon: bool = False) -> Done:
        occasion = Occasion("", "Ada", self.at + timedelta(seconds=1)) if soon else self.now()
        with self.database.write() as session:
            who = self.li if borrower else None
            return at_the_desk(session, self.school.id, text, who, occasion, MANAGER)

    def undoes(self, done: Done) -> None:
        assert done.slip is not None
        with self.database.write() as session:
            undo(session, self.school.id, done.slip, done.act, self.now(), Role.MANAGER)

    def projector(self) -> str:
        with self.database.read() as session:
            return stands(session, self.school, thing(session, self.school))[2]

    def out(self, today: date = TODAY) -> list[Out]:
        with self.database.read() as session:
            return out_now(session, self.school.id, today)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_a_card_and_then_the_thing_is_a_loan_and_the_thing_again_brings_it_back(desk: Desk) -> None:
    borrower = desk.reads(LI)
    lent = desk.reads(PROJECTOR, borrower=True)
    (out,) = desk.out()
    back = desk.reads(PROJECTOR)

    assert (Act.BORROWER, "李强") == (borrower.act, borrower.borrower)
    assert (Act.LENT, "投影仪", NOW.date() + timedelta(days=7)) == (lent.act, lent.name, lent.due)
    assert ("李强", lent.due, False) == (out.borrower, out.due, out.overdue)
    assert (Act.RETURNED, "李强", "in use", []) == (back.act, back.borrower, desk.projector(), desk.out())


def test_what_is_not_brought_back_in_time_is_overdue(desk: Desk) -> None:
    desk.reads("ZC-2024-00001", borrower=True)

    assert [False, True] == [desk.out(NOW.date() + timedelta(days=days))[0].overdue for days in (7, 8)]


def test_a_name_that_is_typed_does_for_a_card(desk: Desk) -> None:
    assert (Act.BORROWER, desk.li) == (desk.reads("李强").act, desk.reads("李强").person)


@pytest.mark.parametrize("act", [Act.LENT, Act.RETURNED])
def test_the_last_act_is_undone(desk: Desk, act: Act) -> None:
    last = desk.reads(PROJECTOR, borrower=True)
    if act is Act.RETURNED:
        last = desk.reads(PROJECTOR)

    desk.undoes(last)

    assert ("lent" if act is Act.RETURNED else "in use") == desk.projector()


def test_a_thing_read_twice_within_seconds_is_not_brought_back(desk: Desk) -> None:
    desk.reads(PROJECTOR, borrower=True)

    with pytest.raises(ReadTwice):
        desk.reads(PROJECTOR, soon=True)
    assert "lent" == desk.projector()


def test_where_a_route_wants_a_signature_the_loan_waits_for_it(desk: Desk) -> None:
    with desk.database.write() as session:
        route = Route("loan", Decimal(0), (), TODAY, None, (Level("head", role=Role.ADMIN),))
        add_route(session, desk.school.id, route, by="Ada", at=NOW)

    asked = desk.reads(PROJECTOR, borrower=True)

    assert (Act.ASKED, "in use") == (asked.act, desk.projector())


def test_pupils_borrow_alone_only_where_the_school_lets_them(desk: Desk) -> None:
    with desk.database.write() as session:
        mark_pupil(session, desk.school.id, "李强", True, desk.now())
        let_pupils_borrow(session, desk.school.id, False, desk.now())
        rules = desk_rules(session, desk.school.id)

    with pytest.raises(PupilAlone):
        desk.reads(PROJECTOR, borrower=True)
    assert (1, False, ("李强",)) == (rules.things, rules.pupils_borrow, rules.pupils)


def test_what_the_desk_cannot_do_is_said(desk: Desk) -> None:
    with pytest.raises(BorrowerUnsaid):
        desk.reads(PROJECTOR)
    with pytest.raises(NotLent):
        desk.reads(COMPUTER, borrower=True)
    with pytest.raises(UnknownAtDesk):
        desk.reads("nobody")
