"""The real app over a real database, asked through Starlette's test client."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from inventory.store.engine import Database
from service.app import create_app
from service.settings import Settings
from tests.people import School, a_school


@pytest.fixture
def school(database: Database) -> School:
    """Riverside, ready to count."""
    return a_school(database)


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """A stranger's browser or program: it has no credential of its own."""
    app = create_app(Settings(), database)
    with TestClient(app, follow_redirects=False) as opened:
        yield opened
