"""The names of a classification, for programs."""

from starlette.testclient import TestClient

from inventory.access import Role
from tests.people import School


def test_a_program_hands_in_codes_and_names(client: TestClient, school: School) -> None:
    codes = "code,name\nA02100301,光学显微镜\nA02100302,\n".encode()
    ada = school.bearer(Role.MANAGER)

    told = client.post("/api/v1/categories", files={"file": ("codes.csv", codes)}, headers=ada).json()

    assert (1, 0, 0) == (told["new"], told["named"], told["known"])
    assert ["no_category_name"] == [doubt["code"] for doubt in told["doubts"]]
