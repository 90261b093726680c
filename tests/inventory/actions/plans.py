"""How SQLite goes about what is asked of it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from inventory.store.engine import Database


def plans_of(database: Database, work: Callable[[], object]) -> list[str]:
    """The plan of each SELECT that the work asks, in their order."""
    found: list[str] = []

    def explain(_connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.append("; ".join(row[3] for row in rows))

    event.listen(database.engine, "before_cursor_execute", explain)
    work()
    event.remove(database.engine, "before_cursor_execute", explain)
    return found
