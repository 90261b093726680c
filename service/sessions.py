"""Signing in and out with a browser, and changing one's password.

A password takes tens of milliseconds to check, and on SQLite there is one writer at a time: passwords are
checked and hashed while no transaction is open, and only the outcome is written.
"""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy.orm import Session

from inventory.actions.school import accounts
from inventory.errors import InventoryError
from inventory.ids import AccountId, SchoolId
from inventory.store.engine import Database
from inventory.store.schools import Account
from service.credentials import (
    LEAST_PASSWORD,
    Credential,
    hash_password,
    matches,
    new_secret,
    password_matches,
    secret_hash,
)
from service.throttle import Turns

COOKIE = "rollcall_session"
HOME_COOKIE = "rollcall_home"
"""Where somebody who looks at the sample school keeps the session of their own school."""

SIGNED_IN_FOR = timedelta(hours=12)

_turns = Turns(at_once=2, waiting=8)
"""Argon2id takes 64 MiB and a core for each password; those who wait leave most threads to the boxes."""


@cache
def _nobodys_hash() -> str:
    return hash_password("no such account")


class WrongPassword(InventoryError):
    """User name or password is wrong; which of them is not said."""

    text = "The user name or the password is wrong."


class TooManyTries(InventoryError):
    """Too many passwords were tried for this name or from this address."""

    text = "Too many wrong passwords. Try again in {seconds} seconds."


class PasswordTooShort(InventoryError):
    """The new password is too easy to guess."""

    text = "A password needs at least {least} characters."


def sign_in(database: Database, username: str, password: str, at: datetime) -> str:
    """Starts a browser session and returns its cookie. Raises `WrongPassword` or `Crowded`.

    With several schools in one database a name may exist in more than one; the password tells which is meant.
    """
    account = _account_of(database, username, password)
    with database.write() as session:
        return start_browser(session, account, at)


def start_browser(session: Session, account: Account, at: datetime) -> str:
    """Starts a browser session of the account and returns its cookie.

    Raises `WrongPassword` if the account was disabled or given another password since it was looked up.
    """
    secret = new_secret()
    browser = accounts.start_session(session, account, secret_hash(secret), at=at, until=at + SIGNED_IN_FOR)
    if browser is None:
        raise WrongPassword
    return str(Credential(SchoolId(account.school_id), browser, secret))


def _account_of(database: Database, username: str, password: str) -> Account:
    with database.read() as session:
        candidates = accounts.accounts_named(session, username)
    with _turns.turn():
        for account in candidates:
            if password_matches(password, account.password_hash):
                return account
        if not candidates:
            password_matches(password, _nobodys_hash())  # an unknown name takes as long as a wrong password
    raise WrongPassword


def sign_out(database: Database, credential: Credential) -> None:
    """Ends the browser session, so that its cookie is worth nothing any more; a forged cookie ends nothing."""
    with database.read() as session:
        found = accounts.signed_in(session, credential.school, credential.id)
    if found is None or not matches(credential, found.secret_hash):
        return
    with database.write() as session:
        accounts.end_session(session, credential.school, credential.id)


def change_password(
    database: Database, school: SchoolId, account: AccountId, username: str, old: str, new: str, at: datetime
) -> None:
    """Replaces the password; every browser of the account has to sign in again.

    Raises `WrongPassword` if `old` is not the present one, `PasswordTooShort` for a short new one, `Crowded`.
    """
    present = _account_of(database, username, old)
    if (present.school_id, present.id) != (school, account):
        raise WrongPassword
    if len(new) < LEAST_PASSWORD or new == old:
        raise PasswordTooShort(least=LEAST_PASSWORD)
    with _turns.turn():
        hashed = hash_password(new)
    with database.write() as session:
        if not accounts.change_password(session, present, hashed, by=username, at=at):
            raise WrongPassword
