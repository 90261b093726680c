"""Browsers of the school's staff, on the real app over a real SQLite file."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.accounts import create_account
from inventory.ids import SchoolId
from inventory.store.engine import Database
from service.app import create_app
from service.credentials import hash_password
from service.settings import Settings
from tests.people import School

PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)

Staff = Callable[[Role], TestClient]


def engage(database: Database, school: SchoolId, role: Role, *, one_time: bool = False) -> str:
    """Gives somebody of the role an account, named after the role; returns the user name."""
    now = datetime.now(UTC)
    with database.write() as session:
        create_account(
            session,
            school,
            username=role.word,
            password_hash=HASH,
            role=role,
            one_time=one_time,
            by="Ada",
            at=now,
        )
    return role.word


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Pages add nothing of their own to the database: SQLite alone is enough here."""
    file = tmp_path / "rollcall.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


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
