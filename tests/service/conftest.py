"""The real app over a real database, asked through Starlette's test client."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from inventory.store.engine import Database
from service.app import create_app
from service.settings import Settings
from tests.people import School, a_school


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Two runs of each test that is marked `both_databases`."""
    if metafunc.definition.get_closest_marker("both_databases") and "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """SQLite, unless a test is marked `both_databases`.

    What is said to a database is tried on both kinds below this, by the tests of the store and the actions. Here
    they are for what depends on the kind: requests that meet each other, what is committed before it is answered,
    commands that set a service up, and one way through every part.
    """
    return str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url"))


@pytest.fixture
def school(database: Database) -> School:
    """Riverside, ready to count."""
    return a_school(database)


@pytest.fixture
def app(database: Database) -> FastAPI:
    """The app that the client asks."""
    return create_app(Settings(), database)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A stranger's browser or program: it has no credential of its own."""
    with TestClient(app, follow_redirects=False) as opened:
        yield opened
