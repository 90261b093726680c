"""Accounts that an administrator gives: each begins with a password that is shown once and works once."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from inventory.access import Role
from inventory.actions.school.accounts import create_account, disable_account, has_administrator, reset_password
from inventory.errors import InventoryError
from inventory.store.engine import Database
from service.access import Who
from service.credentials import hash_password, one_time_password


class OneselfShutOut(InventoryError):
    """Who ends the own account could leave a school without an administrator."""

    text = "Nobody can end their own account. Another administrator can do it."


class LastAdministrator(InventoryError):
    """A program, or two who end each other, would leave a school without an administrator."""

    text = "Nobody could give access any more. Let another administrator in first."


@dataclass(frozen=True, slots=True)
class WayIn:
    """A user name, and the password that works once."""

    username: str
    password: str = field(repr=False)  # so that no secret reaches a log by accident


def give_account(database: Database, who: Who, username: str, role: Role) -> WayIn:
    """A way in for one more person. Raises `UsernameTaken`."""
    way, at = WayIn(username, one_time_password()), datetime.now(UTC)
    hashed = hash_password(way.password)  # takes long on purpose: before the database is held
    with database.write() as session:
        create_account(
            session, who.school, username=username, password_hash=hashed, role=role, one_time=True, by=who.name, at=at
        )
    return way


def give_password(database: Database, who: Who, username: str) -> WayIn:
    """A new way in for somebody who lost theirs; every browser of the account is signed out. Raises `NotFound`."""
    way, at = WayIn(username, one_time_password()), datetime.now(UTC)
    hashed = hash_password(way.password)
    with database.write() as session:
        reset_password(session, who.school, username, hashed, by=who.name, at=at)
    return way


def end_account(database: Database, who: Who, username: str) -> None:
    """Lets somebody in no more, and signs their browsers out.

    Raises `NotFound`, `OneselfShutOut` or `LastAdministrator`.
    """
    if who.account is not None and username == who.name:
        raise OneselfShutOut
    with database.write() as session:
        had = has_administrator(session, who.school)
        disable_account(session, who.school, username, by=who.name, at=datetime.now(UTC))
        # Asked once the log is written: from then on the school is locked, and whoever was quicker is seen.
        if had and not has_administrator(session, who.school):
            raise LastAdministrator
