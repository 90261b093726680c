"""The tasks of each as the database has them."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.documents.approving import sign
from inventory.actions.documents.cancelling import step_back
from inventory.actions.documents.my_tasks import duties_of, told_duties
from inventory.actions.documents.routes import add_route
from inventory.approvals import Level, Route, Signer
from inventory.my_tasks import Want
from inventory.store.engine import Database
from inventory.store.schools import Person
from tests.inventory.actions.slips import BY_ADA, asked, taken, thing
from tests.people import NOW, School

TODAY = NOW.date()
MANAGER = Signer("Ben", Role.MANAGER)
CY = Signer("Cy", Role.ADMIN)


def wants(
    session: Session, school: School, signer: Signer = MANAGER, today: date = TODAY
) -> list[tuple[Want, str, int]]:
    """What is wanted of them: of which sort, which step, of how many things."""
    found = duties_of(session, school.id, signer, None, today, NOW)
    return [(duty.want, duty.step, duty.things) for duty in found]


def test_a_task_moves_on_with_its_slip_and_comes_back_with_a_step_taken_back(
    database: Database, school: School
) -> None:
    with database.write() as session:
        slip = asked(session, school, "transfer", thing(session, school))
        seen = [wants(session, school)]
        for stage in ("send", "receive"):
            taken(session, school, slip, stage)
            seen.append(wants(session, school))
        step_back(session, school.id, slip, BY_ADA)
        seen.append(wants(session, school))

    arriving = [(Want.CARRY_OUT, "Confirm arrival", 1)]
    assert seen == [[(Want.CARRY_OUT, "Send off", 1)], arriving, [], arriving]


def test_each_level_is_asked_in_its_turn_and_a_rejection_is_told_to_who_asked(
    database: Database, school: School
) -> None:
    levels = (Level("主任", role=Role.MANAGER), Level("校长", role=Role.ADMIN))
    with database.write() as session:
        add_route(session, school.id, Route("", Decimal(0), (), TODAY, None, levels), by="Ada", at=NOW)
        slip = asked(session, school, "transfer", thing(session, school))
        first = wants(session, school)
        sign(session, school.id, slip, 0, approved=True, signer=MANAGER, reason="", at=NOW)
        second = wants(session, school), wants(session, school, CY)
        sign(session, school.id, slip, 1, approved=False, signer=CY, reason="太贵", at=NOW)

        (told,) = told_duties(
            session,
            school.id,
            duties_of(session, school.id, Signer("Ada", Role.COUNTER), None, TODAY, NOW),
            TODAY,
        )

    assert first == [(Want.APPROVE, "主任", 0)]
    assert second == ([], [(Want.APPROVE, "校长", 0)])
    assert (told.duty.want, told.duty.name, told.duty.reason) == (Want.REJECTED, "Cy", "太贵")
    assert told.document.thing == "投影仪"


def test_a_loan_is_a_task_of_its_borrower_and_once_late_of_every_manager(database: Database, school: School) -> None:
    late = date(2027, 5, 2)
    with database.write() as session:
        taken(session, school, asked(session, school, "loan", thing(session, school)), "lend")
        borrower = session.scalars(select(Person.id).where(Person.name == "李强")).one()

        mine = duties_of(session, school.id, Signer("li", Role.VIEWER), borrower, TODAY, NOW)
        managers = [wants(session, school, today=late - timedelta(days=1)), wants(session, school, today=late)]

    assert [duty.want for duty in mine] == [Want.BRING_BACK]
    assert managers == [[], [(Want.OVERDUE, "Take back", 1)]]
