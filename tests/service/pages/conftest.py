"""Browsers of the school's staff, on the real app."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from service.app import create_app
from service.settings import Settings
from tests.people import School
from tests.service.pages.staff import PASSWORD, Staff, engage


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    """A browser nobody has signed in with; like every browser it says where its forms come from."""
    app = create_app(Settings(), database)
    with TestClient(app, headers={"Origin": "http://testserver"}, follow_redirects=False) as opened:
        yield opened


@pytest.fixture
def staff(database: Database, school: School) -> Iterator[Staff]:
    """Browsers of people of the school who are signed in, by their role."""
    app = create_app(Settings(), database)
    with ExitStack() as open_until_the_end:

        def signed_in(role: Role) -> TestClient:
            opened = TestClient(app, headers={"Origin": "http://testserver"}, follow_redirects=False)
            open_until_the_end.enter_context(opened)
            form = {"username": engage(database, school.id, role), "password": PASSWORD}
            assert opened.post("/sign-in", data=form).status_code == 303
            return opened

        yield signed_in
