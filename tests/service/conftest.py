"""The real app over a real database, asked through Starlette's test client."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
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
def app(database: Database) -> FastAPI:
    """The app that the client asks."""
    return create_app(Settings(), database)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A stranger's browser or program: it has no credential of its own."""
    with TestClient(app, follow_redirects=False) as opened:
        yield opened
