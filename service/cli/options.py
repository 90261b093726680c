"""What the commands share: which database, which school, which language, and how errors are told."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from sqlalchemy.exc import OperationalError

from inventory.errors import InventoryError
from inventory.register import Doubt
from inventory.store.engine import Database
from inventory.store.migrate import migrate
from service.language import key, words
from service.settings import read_settings

P = ParamSpec("P")
R = TypeVar("R")

BY = key("command line")
"""Who the audit log says did it."""

database_option = click.option(
    "--database",
    metavar="URL",
    help="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME; else ROLLCALL_DATABASE, else sqlite:///rollcall.db",
)
school_option = click.option("--school", metavar="NAME", help="Which school; not needed while there is only one.")


def mends(command: Callable[P, R]) -> Callable[P, R]:
    """Tells an error that a person can mend in one line of their language, with exit code 1."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except InventoryError as error:
            raise click.ClickException(told(error.text, error.facts)) from error
        except OperationalError as error:
            raise click.ClickException(f"The database cannot be used: {error.orig}") from error

    return wrapped


@contextmanager
def opened(url: str | None) -> Iterator[Database]:
    """The database at `url` or of the settings, created or upgraded if need be, closed afterwards."""
    database = Database(read_settings(database=url).database)
    try:
        migrate(database)
        yield database
    finally:
        database.close()


def told(text: str, facts: object) -> str:
    """A sentence of the catalogues in the language of this terminal (LC_ALL, LANG)."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG", "")
    said = words("zh")(text) if locale.startswith("zh") else text
    return said.format(**facts) if isinstance(facts, dict) else said


def doubt_line(doubt: Doubt) -> str:
    """One doubt as one line: its place in the file, then what it is."""
    place = " ".join(
        part for part in (doubt.sheet, f"line {doubt.line}" if doubt.line else None, doubt.column) if part is not None
    )
    return f"{place}: {told(doubt.text, dict(doubt.facts))}" if place else told(doubt.text, dict(doubt.facts))
