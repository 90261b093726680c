"""Signing in and out with a browser, and changing one's password."""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy.orm import Session

from inventory.actions import accounts
from inventory.errors import InventoryError
from inventory.ids import AccountId, SchoolId
from inventory.store.schools import Account
from service.credentials import (
    LEAST_PASSWORD,
    Credential,
    hash_password,
    new_secret,
    password_matches,
    secret_hash,
)

COOKIE = "rollcall_session"
SIGNED_IN_FOR = timedelta(hours=12)


@cache
def _nobodys_hash() -> str:
    return hash_password("no such account")


class WrongPassword(InventoryError):
    """User name or password is wrong; which of them is not said."""

    text = "The user name or the password is wrong."


class TooManyTries(InventoryError):
    """Too many wrong passwords for this name."""

    text = "Too many wrong passwords. Try again in {seconds} seconds."


class PasswordTooShort(InventoryError):
    """The new password is too easy to guess."""

    text = "A password needs at least {least} characters."


def sign_in(session: Session, username: str, password: str, at: datetime) -> str:
    """Starts a browser session and returns its cookie. Raises `WrongPassword`.

    With several schools in one database a name may exist in more than one; the password tells which is meant.
    """
    account = _account_of(session, username, password)
    secret = new_secret()
    school = SchoolId(account.school_id)
    browser = accounts.start_session(
        session, school, account.id, secret_hash(secret), at=at, until=at + SIGNED_IN_FOR
    )
    return str(Credential(school, browser, secret))


def _account_of(session: Session, username: str, password: str) -> Account:
    candidates = accounts.accounts_named(session, username)
    for account in candidates:
        if password_matches(password, account.password_hash):
            return account
    if not candidates:
        password_matches(password, _nobodys_hash())  # an unknown name takes as long as a wrong password
    raise WrongPassword


def sign_out(session: Session, credential: Credential) -> None:
    """Ends the browser session, so that its cookie is worth nothing any more."""
    accounts.end_session(session, credential.school, credential.id)


def change_password(
    session: Session, school: SchoolId, account: AccountId, username: str, old: str, new: str, at: datetime
) -> None:
    """Replaces the password; every browser of the account has to sign in again.

    Raises `WrongPassword` if `old` is not the present one, `PasswordTooShort` for a short new one.
    """
    present = _account_of(session, username, old)
    if (present.school_id, present.id) != (school, account):
        raise WrongPassword
    if len(new) < LEAST_PASSWORD or new == old:
        raise PasswordTooShort(least=LEAST_PASSWORD)
    accounts.set_password(session, school, account, hash_password(new), by=username, at=at)
