"""Rows as they come from the database, a piece at a time: all of them at once take ten times the room of columns."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session

_ROWS = 50_000


def in_pieces(session: Session, query: Executable) -> Iterator[Sequence[Any]]:
    """The rows of a query for columns, in the session's transaction; what the session has loaded is not looked at.

    SQLite finds each row when it is fetched. To be told to stream them is for databases that send all at once.
    """
    streams = session.get_bind().dialect.name != "sqlite"
    return session.connection().execute(query, execution_options={"stream_results": streams}).partitions(_ROWS)
