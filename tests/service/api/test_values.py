"""What the register is worth, for programs."""

from decimal import Decimal

from starlette.testclient import TestClient

from inventory.access import Role
from tests.people import School


def test_balances_and_changes_of_a_period_are_given_by_group(client: TestClient, school: School) -> None:
    ask = {"first": "2026-01-01", "last": "2026-12-31", "by": "department"}
    values = client.get("/api/v1/values", params=ask, headers=school.bearer(Role.VIEWER)).json()

    assert (Decimal(14204), 5, 7) == (
        Decimal(values["held"]["cost"]),
        values["held"]["cards"],
        values["held"]["pieces"],
    )
    assert [""] == [row["group"] for row in values["balances"]]
    assert values["held"] == values["balances"][0]["held"] == values["changed"]["closing"]
    assert ("2026-01-01", "2026-12-31") == (values["first"], values["last"])
