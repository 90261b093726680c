"""What stands before every endpoint: how much it lets in, and from whom, before a byte of the body is read."""

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from service.guard import LARGEST_BODY, largest
from tests.people import School


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/imports", True),
        ("/api/v1/imports", True),
        ("/rooms/apply", True),
        ("/api/v1/sightings", True),
        ("/api/v1/stocktakes/0193f6a9/rooms/教学楼/201/passes", True),
        ("/api/v1/stocktakes", True),
        ("/api/v1/stocktakes/0193f6a9/close", False),
        ("/api/v1/imports/0193f6a9/apply", False),
        ("/sign-in", False),
        ("/", False),
    ],
)
def test_only_files_batches_and_walks_may_be_large(path: str, more: bool) -> None:
    assert more == (largest(path) > LARGEST_BODY)


def test_a_large_body_without_a_credential_is_refused_unread(client: TestClient) -> None:
    answer = client.post("/api/v1/stations", content=b"[" * 60_000_000)

    assert 401 == answer.status_code


def test_a_large_body_for_a_small_question_is_refused_even_with_a_credential(
    client: TestClient, school: School
) -> None:
    answer = client.post("/api/v1/stations", content=b"[" * 1_000_000, headers=school.bearer(Role.ADMIN))

    assert 413 == answer.status_code


@pytest.mark.parametrize("path", ["/assets?q=%00", "/api/v1/stocktakes/%00", "/%00"])
def test_a_nul_in_an_address_reaches_nothing(client: TestClient, school: School, path: str) -> None:
    assert 400 == client.get(path, headers=school.bearer(Role.ADMIN)).status_code


def test_pages_are_not_kept_and_built_files_are(client: TestClient) -> None:
    page, file = client.get("/sign-in"), client.get("/static/app.js")

    assert "no-store" == page.headers["Cache-Control"]
    assert "immutable" in file.headers["Cache-Control"]
