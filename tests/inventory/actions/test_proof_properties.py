"""Whatever people do with documents, in any order: the chain holds, and the documents come to the register."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.documents.approving import sign, withdraw
from inventory.actions.documents.cancelling import cancel, step_back
from inventory.actions.documents.movements import move
from inventory.actions.documents.staging import courses_of
from inventory.actions.proof.proving import Proof, prove
from inventory.approvals import Signer
from inventory.errors import InventoryError
from inventory.ids import ItemId, SlipId
from inventory.kinds import ASKED_FOR
from inventory.movements import MovementKind
from inventory.register import ItemState
from inventory.store.engine import Database
from inventory.store.register import Item
from inventory.store.slips import SlipRow
from tests.inventory.actions.slips import BY_ADA, asked, room, taken
from tests.inventory.actions.test_slips import PAPER, route
from tests.people import NOW, School, a_school

FILLED = {
    "fault": "dark",
    "damage": "cracked",
    "amount": "10",
    "paid": "10",
    "way": "Scrapping",
    "ground": "Technically obsolete or beyond repair",
}
HEAD = Signer("head", Role.ADMIN)
Deed = tuple[str, int, int]
"""What is done, to which thing or document, and in which of several ways."""

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "sign", "stage", "stage", "stage", "back", "cancel", "withdraw", "move", "retire"]),
        st.integers(0, 2),
        st.integers(0, 9),
    ),
    min_size=6,
    max_size=20,
)


@pytest.fixture
def kept(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[Database, School]]:
    """A school in one file for all examples: what each does is undone at its end."""
    file = tmp_path / "rollcall.db"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    school = a_school(database)
    with database.write() as session:
        route(session, school, "loan")
    yield database, school
    database.close()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_any_sequence_of_deeds_keeps_the_chain_and_comes_to_the_register(
    kept: tuple[Database, School], deeds: list[Deed]
) -> None:
    database, school = kept
    with Session(database.engine) as session:
        for deed, which, how in [("ask", 0, 0), ("ask", 1, 6), ("ask", 2, 8), *deeds]:
            _attempt(session, partial(_do, session, school, deed, which, how))

        assert prove(session, school.id) == Proof("", 1)


def _attempt(session: Session, act: Callable[[], object]) -> None:
    """As over HTTP: what is refused leaves nothing behind."""
    point = session.begin_nested()
    try:
        act()
    except InventoryError:
        point.rollback()
    else:
        point.commit()


def _do(session: Session, school: School, deed: str, which: int, how: int) -> None:
    items = session.scalars(select(Item.id).where(Item.school_id == school.id).order_by(Item.id)).all()
    item = ItemId(items[which])
    match deed:
        case "ask":
            asked(session, school, ASKED_FOR[how % len(ASKED_FOR)].word, item, **FILLED)
        case "move":
            to = room(session, school, ("201", "202")[how % 2])
            move(session, school.id, MovementKind.TRANSFER, [item], BY_ADA, room=to)
        case "retire":
            move(session, school.id, MovementKind.WRITE_OFF, [item], BY_ADA, state=ItemState.RETIRED)
        case _:
            slips = session.scalars(select(SlipRow).where(SlipRow.school_id == school.id).order_by(SlipRow.id)).all()
            _on_slip(session, school, slips[which % len(slips)], deed, how)


def _on_slip(session: Session, school: School, row: SlipRow, deed: str, how: int) -> None:
    slip = SlipId(row.id)
    match deed:
        case "sign":
            sign(session, school.id, slip, how % 2, approved=how < 8, signer=HEAD, reason="so", at=NOW)
        case "stage":
            taken(session, school, slip, _next_stage(session, school, slip, row.kind), PAPER, **FILLED)
        case "back":
            step_back(session, school.id, slip, BY_ADA)
        case "cancel":
            cancel(session, school.id, slip, BY_ADA)
        case _:
            withdraw(session, school.id, slip, by="Ada", role=Role.ADMIN, reason="no", at=NOW)


def _next_stage(session: Session, school: School, slip: SlipId, kind: str) -> str:
    """The stage its things wait for, or the last one."""
    stages = {each.word: each for each in ASKED_FOR}[kind].stages
    done = min(course.taken for course in courses_of(session, school.id, slip))
    return stages[min(done, len(stages) - 1)].word
