"""The first start: while nobody can sign in, whoever has the code that the service printed sets the school up.

The code is shown where the service was started, and kept in memory only, as a hash: who can read it there runs the
machine. It is good for a day; a service that is started anew prints another.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.school.accounts import create_account, has_accounts
from inventory.actions.school.schools import all_schools, create_school, rename_school
from inventory.errors import InventoryError
from inventory.ids import SchoolId
from inventory.store.engine import Database
from service.credentials import LEAST_PASSWORD, hash_password, one_time_password
from service.language import key
from service.sessions import PasswordTooShort

GOOD_FOR = timedelta(hours=24)
BY = key("first start")


class WrongCode(InventoryError):
    """Not the code that was printed."""

    text = "This is not the code. It stands in the window or the log of the service, where it was started last."


class CodeExpired(InventoryError):
    """The code was printed too long ago."""

    text = "The code has expired. Start the service anew: it prints another."


class AlreadySetUp(InventoryError):
    """Somebody can sign in already, so nobody is let in by a code any more."""

    text = "Rollcall is set up already. Sign in."


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first person says: the school's name, and the user name and password to sign in with from then on."""

    school: str
    username: str
    password: str


class FirstStart:
    """The way in for the first person. Safe for threads."""

    def __init__(self, code: str, until: datetime) -> None:
        self._hash = _hash(code)
        self._until = until
        self._over = False
        self._lock = Lock()

    def waits(self, database: Database) -> bool:
        """Whether nobody can sign in yet; when somebody can, the code is worth nothing any more."""
        if not self._over:
            with database.read() as session:
                self._over = not _is_new(session)
        return not self._over

    def set_up(self, database: Database, code: str, said: Beginning, at: datetime) -> None:
        """Makes the school and its first administrator, once.

        A school that is there without anybody who can sign in is that school, under the name that is said now.
        Raises `WrongCode`, `CodeExpired`, `PasswordTooShort` or `AlreadySetUp`.
        """
        if not hmac.compare_digest(_hash(code), self._hash):
            raise WrongCode
        if at >= self._until:
            raise CodeExpired
        if len(said.password) < LEAST_PASSWORD:
            raise PasswordTooShort(least=LEAST_PASSWORD)
        hashed = hash_password(said.password)
        with self._lock, database.write() as session:
            if not _is_new(session):
                raise AlreadySetUp
            school = _school(session, said.school, at)
            facts = {"username": said.username, "password_hash": hashed}
            create_account(session, school, **facts, role=Role.ADMIN, one_time=False, by=BY, at=at)


def begin(database: Database, at: datetime) -> tuple[FirstStart, str] | None:
    """The way in for the first person and the code for it, to be told now or never; None if somebody can sign in.

    With several schools there is none: whose administrator it would let in is for a person to say.
    """
    with database.read() as session:
        if not _is_new(session):
            return None
    code = one_time_password(groups=3)
    return FirstStart(code, at + GOOD_FOR), code


def _is_new(session: Session) -> bool:
    schools = all_schools(session)
    return len(schools) <= 1 and not any(has_accounts(session, SchoolId(school.id)) for school in schools)


def _school(session: Session, name: str, at: datetime) -> SchoolId:
    for school in all_schools(session):
        if school.name != name:
            rename_school(session, SchoolId(school.id), name, by=BY, at=at)
        return SchoolId(school.id)
    return create_school(session, name, at=at)


def _hash(code: str) -> bytes:
    """Of the code as somebody types it: with or without its dashes, in letters of either size."""
    return sha256("".join(code.lower().replace("-", "").split()).encode()).digest()
