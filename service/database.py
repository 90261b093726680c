"""A database session for one request: given to an endpoint by naming `ReadSession` or `WriteSession`.

The write session commits before the answer is sent (`scope="function"`): an answer of success means stored.
With FastAPI's default scope the commit would come after the answer, and a failed one would go unnoticed.
"""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from inventory.store.engine import Database


def database_of(request: Request) -> Database:
    """The database the app was made with."""
    database: Database = request.app.state.database
    return database


def _reading(request: Request) -> Iterator[Session]:
    with database_of(request).read() as session:
        yield session


def _writing(request: Request) -> Iterator[Session]:
    with database_of(request).write() as session:
        yield session


ReadSession = Annotated[Session, Depends(_reading, scope="function")]
WriteSession = Annotated[Session, Depends(_writing, scope="function")]
