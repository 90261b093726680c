"""The life of a thing for programs."""

from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from tests.inventory.actions.slips import asked, taken, thing
from tests.people import School


def test_the_newest_step_comes_first_with_both_sides(client: TestClient, school: School, database: Database) -> None:
    with database.write() as session:
        projector = thing(session, school)
        taken(session, school, asked(session, school, "loan", projector), "lend")

    life = client.get(f"/api/v1/items/{projector}/history", headers=school.bearer(Role.VIEWER)).json()

    step = life["steps"][0]
    assert ("document", "Ada", "for the lesson") == (step["about"], step["by"], step["reason"])
    assert step["what"].startswith("2026-Loan-0001/1: lent; Borrower: 李强")
    assert ("in use", "lent") == (step["from"]["state"], step["to"]["state"])
    assert "entered" == life["steps"][-1]["about"]
