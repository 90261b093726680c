"""An answer of success means stored: the write session commits before the answer is sent."""

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from inventory.ids import new_id
from inventory.store.engine import Database
from inventory.store.schools import Department, School
from service.database import WriteSession
from tests.people import NOW

pytestmark = pytest.mark.both_databases


@pytest.fixture
def app(database: Database) -> FastAPI:
    """Three endpoints that write: well, in a way that only the commit notices to be wrong, and with a refusal."""
    made = FastAPI()
    made.state.database = database

    @made.post("/good")
    def good(session: WriteSession) -> None:
        session.add(School(id=new_id(), name="good", created_at=NOW, chain_length=0, chain_head=""))

    @made.post("/wrong")
    def wrong(session: WriteSession) -> None:
        session.add(Department(school_id=new_id(), id=new_id(), name="of no school"))

    @made.post("/refused")
    def refused(session: WriteSession) -> None:
        session.add(School(id=new_id(), name="refused", created_at=NOW, chain_length=0, chain_head=""))
        session.flush()
        raise HTTPException(409)

    return made


def schools(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(School)) or 0


def test_what_was_answered_for_is_stored(app: FastAPI, database: Database) -> None:
    with TestClient(app) as client:
        answer = client.post("/good")

    assert (200, 1) == (answer.status_code, schools(database))


def test_a_commit_that_fails_is_never_answered_with_success(app: FastAPI) -> None:
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.post("/wrong")

    assert 500 == answer.status_code


def test_a_refusal_undoes_what_was_written_before_it(app: FastAPI, database: Database) -> None:
    with TestClient(app) as client:
        answer = client.post("/refused")

    assert (409, 0) == (answer.status_code, schools(database))


def test_what_fails_is_told_without_the_values_it_was_given(database: Database) -> None:
    with database.read() as session, pytest.raises(DBAPIError) as failed:
        session.execute(text("SELECT * FROM nowhere WHERE secret = :secret"), {"secret": "correct horse"})

    assert "correct horse" not in str(failed.value)
