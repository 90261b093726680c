"""The register as a list, for programs."""

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from tests.people import School


def numbers(client: TestClient, school: School, **asked: str) -> list[str]:
    answer = client.get("/api/v1/register", params=asked, headers=school.bearer(Role.VIEWER)).json()
    return [card["asset_no"][-1] for card in answer["cards"]]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "kezhuo"}, "3"),
        ({"room": "202", "state": "lent"}, "4"),
        ({"keeper": "张敏", "sort": "cost", "down": "true"}, "12"),
        ({"lacks": "tag", "cost_to": "", "state": ""}, "5"),
    ],
)
def test_cards_are_filtered_and_sorted(client: TestClient, school: School, asked: dict[str, str], found: str) -> None:
    assert list(found) == numbers(client, school, **asked)


def test_pages_follow_one_another(client: TestClient, school: School) -> None:
    ask = {"limit": "3"}
    first = client.get("/api/v1/register", params=ask, headers=school.bearer(Role.VIEWER)).json()
    second = numbers(client, school, **ask, after=first["next"])

    assert (5, 3) == (first["total"], len(first["cards"]))
    assert ["4", "5"] == second


def test_what_is_no_amount_is_refused_by_its_name(client: TestClient, school: School) -> None:
    answer = client.get("/api/v1/register?cost_from=much", headers=school.bearer(Role.VIEWER))

    assert 422 == answer.status_code
    assert "cost_from" in answer.text


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_cards_of_a_filter_are_taken_along_as_a_file(client: TestClient, school: School, form: str) -> None:
    ask = {"format": form, "room": "201"}
    answer = client.get("/api/v1/register/export", params=ask, headers=school.bearer(Role.VIEWER))

    assert answer.headers["Content-Type"].split(";")[0].endswith(form)
    assert [True, True, False] == [f"ZC-2024-0000{n}" in answer.text for n in (1, 2, 3)]
