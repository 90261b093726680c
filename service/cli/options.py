"""What the commands share: which database, which school, which language, and how errors are told."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from sqlalchemy import URL, inspect, make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from inventory.access import Role
from inventory.actions.proof.editions import keep_sums
from inventory.actions.proof.sums import kept_since
from inventory.actions.school.schools import all_schools
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
role_option = click.option(
    "--role", type=click.Choice([role.word for role in Role]), default=Role.VIEWER.word, show_default=True
)


NOT_USABLE = (OperationalError, DatabaseError)
"""The database is away, busy, full, damaged or none at all (PEP 249). Their other kinds are mistakes of ours."""


class NothingThere(InventoryError):
    """The database is not there, or holds no school: most likely its address is mistyped."""

    text = "There is no school in the database {database}. Check its address: --database or ROLLCALL_DATABASE."


class NoFolder(InventoryError):
    """The database file cannot be made where it is to be."""

    text = "The folder {folder} does not exist. Create it first, or give another --database."


def mends(command: Callable[P, R]) -> Callable[P, R]:
    """Tells an error that a person can mend in one line of their language, with exit code 1."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except InventoryError as error:
            raise click.ClickException(told(error.text, error.facts)) from error
        except DatabaseError as error:
            if type(error) not in NOT_USABLE:
                raise
            raise click.ClickException(f"The database cannot be used: {error.orig}") from error

    return wrapped


@contextmanager
def opened(url: str | None, *, new: bool = False) -> Iterator[Database]:
    """The database at `url` or of the settings, upgraded if need be, closed afterwards.

    An SQLite file that is not there is made only if it may be `new`: else a mistyped address would quietly be
    another, empty school. Raises `NothingThere` or `NoFolder`.
    """
    address = make_url(read_settings(database=url).database)
    if _missing(address):
        if not new:
            raise NothingThere(database=shown(address))
        if not Path(address.database or "").parent.is_dir():
            raise NoFolder(folder=Path(address.database or "").parent)
    database = Database(address.render_as_string(hide_password=False))
    try:
        migrate(database)
        _keep_sums(database)
        yield database
    finally:
        database.close()


def _keep_sums(database: Database) -> None:
    """From now on the logs of schools that an earlier version set up keep sums as this one does."""
    with database.read() as session:
        without = [school.id for school in all_schools(session) if kept_since(session, school.id) is None]
    if without:
        click.echo("This version keeps wider sums in the log. All cards are summed once; please wait.", err=True)
    for school in without:
        with database.write() as session:
            keep_sums(session, school, at=datetime.now(UTC))


@contextmanager
def opened_as_it_is(url: str | None) -> Iterator[Database]:
    """The same, but neither created nor upgraded. Raises `NothingThere` if it is no database of this program."""
    address = make_url(read_settings(database=url).database)
    if _missing(address):
        raise NothingThere(database=shown(address))  # SQLite would make the file
    database = Database(address.render_as_string(hide_password=False))
    try:
        with database.read() as session:  # which waits for nobody who writes
            if not inspect(session.connection()).has_table("school"):
                raise NothingThere(database=shown(address))
        yield database
    finally:
        database.close()


def _missing(address: URL) -> bool:
    return address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file()


def shown(address: URL) -> str:
    """The address of a database without its password."""
    return address.set(drivername=address.get_backend_name()).render_as_string()


def listed(name: str, role: str, since: datetime, until: datetime | None) -> str:
    """One line of a list, its columns apart by tabs; times to the minute, as ISO 8601 writes them."""
    times = [at.isoformat(timespec="minutes") for at in (since, until) if at is not None]
    return "\t".join([name, role, *times])


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
