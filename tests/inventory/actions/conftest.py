"""What nearly every test of an action begins with: a school with a register, and a session that writes."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from inventory.store.engine import Database
from tests.people import School, a_school


@pytest.fixture
def school(database: Database) -> School:
    """Riverside, ready to count."""
    return a_school(database)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Committed when the test is over."""
    with database.write() as session:
        yield session
