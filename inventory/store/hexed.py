"""Ids as texts of 32 hexadecimal digits from the database, where a UUID made of each would take too long."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class hexed(FunctionElement[str]):
    """The id as text; texts are in the same order as the ids."""

    type = String()
    inherit_cache = True
    name = "hexed"


@compiles(hexed)
def _of_uuid(element: hexed, compiler: SQLCompiler, **kw: Any) -> str:
    return f"replace(CAST({compiler.process(element.clauses, **kw)} AS TEXT), '-', '')"


@compiles(hexed, "sqlite")
def _as_kept(element: hexed, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)
