"""Accounts for the people of a school, and what it takes several clicks to do."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from httpx2 import Response
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.school.accounts import create_account
from inventory.ids import SchoolId
from inventory.store.engine import Database
from tests.passwords import hashed

PASSWORD = "correct horse battery"

Staff = Callable[[Role], TestClient]


def engage(database: Database, school: SchoolId, role: Role, *, one_time: bool = False) -> str:
    """Gives somebody of the role an account, named after the role; returns the user name."""
    now = datetime.now(UTC)
    with database.write() as session:
        create_account(
            session,
            school,
            username=role.word,
            password_hash=hashed(PASSWORD),
            role=role,
            one_time=one_time,
            by="Ada",
            at=now,
        )
    return role.word


def read_and_close(browser: TestClient, url: str) -> Response:
    """Reads on the page of the stock-take (`url`) what closing does, and says yes to it."""
    read = re.search(r'name="read" value="(\w+)"', browser.get(f"{url}/close").text)
    return browser.post(f"{url}/close", data={"read": read[1] if read else ""})
