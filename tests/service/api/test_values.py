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


def test_a_program_says_how_long_things_last_and_how_months_count(client: TestClient, school: School) -> None:
    ada = school.bearer(Role.MANAGER)
    life = {"code": "A0201", "months": 96, "valid_from": "2026-01-01"}
    rule = {"rule": "enterprise", "valid_from": "2027-01-01"}

    said = [
        client.post(f"/api/v1/values/rules/{what}", json=new, headers=ada).status_code
        for what, new in (("lives", life), ("months", rule), ("months", rule))
    ]
    rules = client.get("/api/v1/values/rules", headers=ada).json()

    assert [204, 204, 409] == said
    assert [("A0201", 96)] == [(each["code"], each["months"]) for each in rules["lives"]]
    assert ["enterprise"] == [each["rule"] for each in rules["months"]]
