"""Accounts of people and their signed-in browsers.

Secrets never come here: the service makes and checks them and hands over only their hashes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inventory.access import Role, role_of
from inventory.actions.proof.journal import record
from inventory.errors import InventoryError, NotFound
from inventory.ids import AccountId, SchoolId, new_id
from inventory.store.schools import Account, BrowserSession, School


class UsernameTaken(InventoryError):
    """Two people of one school cannot have the same user name."""

    text = "The user name {username} is taken. Choose another."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whom a browser session stands for. `sample`: the school is there to be tried out."""

    account: AccountId
    username: str
    role: Role
    school_name: str
    one_time: bool
    secret_hash: str
    expires_at: datetime
    sample: bool


def create_account(
    session: Session,
    school: SchoolId,
    *,
    username: str,
    password_hash: str,
    role: Role,
    one_time: bool,
    by: str,
    at: datetime,
) -> AccountId:
    """A way in for one person. Raises `UsernameTaken`."""
    account = Account(
        school_id=school,
        id=new_id(),
        username=username,
        password_hash=password_hash,
        one_time=one_time,
        role=role.word,
        created_at=at,
        disabled_at=None,
    )
    session.add(account)
    try:
        session.flush()
    except IntegrityError as error:
        raise UsernameTaken(username=username) from error
    facts = {"username": username, "role": role.word}
    record(session, school, at=at, by=by, what="account created", subject=account.id, facts=facts)
    return AccountId(account.id)


def accounts_named(session: Session, username: str) -> list[Account]:
    """The enabled accounts of that user name, at most one a school."""
    enabled = select(Account).where(Account.username == username, Account.disabled_at.is_(None))
    return list(session.scalars(enabled.order_by(Account.school_id)))


def has_accounts(session: Session, school: SchoolId) -> bool:
    """Whether anybody can sign in at all."""
    return session.scalar(select(Account.id).where(Account.school_id == school).limit(1)) is not None


def has_administrator(session: Session, school: SchoolId) -> bool:
    """Whether anybody can sign in who gives access."""
    enabled = (Account.school_id == school, Account.disabled_at.is_(None))
    found = select(Account.id).where(*enabled, Account.role == Role.ADMIN.word).limit(1)
    return session.scalar(found) is not None


def list_accounts(session: Session, school: SchoolId) -> Sequence[Account]:
    """Every account in order of its user name, disabled ones too."""
    return session.scalars(select(Account).where(Account.school_id == school).order_by(Account.username)).all()


def change_password(session: Session, account: Account, password_hash: str, *, by: str, at: datetime) -> bool:
    """Replaces the password by one its owner chose, and signs every browser of the account out.

    False, and nothing is done, if the account was disabled or given another password since it was looked up.
    """
    present = _unchanged(session, account)
    if present is None:
        return False
    present.password_hash, present.one_time = password_hash, False
    _sign_out_everywhere(session, present)
    record(session, SchoolId(present.school_id), at=at, by=by, what="password changed", subject=present.id)
    return True


def reset_password(
    session: Session, school: SchoolId, username: str, password_hash: str, *, by: str, at: datetime
) -> None:
    """Replaces a lost password by one that must be changed at first use, and signs every browser out.

    Raises `NotFound` if no enabled account has that name.
    """
    account = _enabled(session, school, username)
    account.password_hash, account.one_time = password_hash, True
    _sign_out_everywhere(session, account)
    facts = {"username": username}
    record(session, school, at=at, by=by, what="password reset", subject=account.id, facts=facts)


def disable_account(session: Session, school: SchoolId, username: str, *, by: str, at: datetime) -> None:
    """Nobody signs in with the account any more, and its browsers are signed out. Raises `NotFound`."""
    account = _enabled(session, school, username)
    account.disabled_at = at
    _sign_out_everywhere(session, account)
    facts = {"username": username}
    record(session, school, at=at, by=by, what="account disabled", subject=account.id, facts=facts)


def _enabled(session: Session, school: SchoolId, username: str) -> Account:
    named = select(Account).where(Account.school_id == school, Account.username == username)
    account = session.scalar(named.where(Account.disabled_at.is_(None)).with_for_update())
    if account is None:
        raise NotFound(kind="active user", name=username)
    return account


def _unchanged(session: Session, account: Account) -> Account | None:
    """The row as it is now, kept from others until the commit; None if it does not admit any more as it did."""
    this = (Account.school_id == account.school_id, Account.id == account.id)
    as_before = (Account.password_hash == account.password_hash, Account.disabled_at.is_(None))
    return session.scalar(select(Account).where(*this, *as_before).with_for_update())


def _sign_out_everywhere(session: Session, account: Account) -> None:
    of_account = (BrowserSession.school_id == account.school_id, BrowserSession.account_id == account.id)
    session.execute(delete(BrowserSession).where(*of_account))


def start_session(
    session: Session, account: Account, secret_hash: str, *, at: datetime, until: datetime
) -> UUID | None:
    """Remembers a signed-in browser until the given time; forgets those of the school that have expired.

    None, and nothing is done, if the account was disabled or given another password since it was looked up.
    """
    present = _unchanged(session, account)
    if present is None:
        return None
    school = present.school_id
    session.execute(delete(BrowserSession).where(BrowserSession.school_id == school, BrowserSession.expires_at < at))
    browser = BrowserSession(
        school_id=school,
        id=new_id(),
        account_id=present.id,
        secret_hash=secret_hash,
        started_at=at,
        expires_at=until,
    )
    session.add(browser)
    return browser.id


def end_session(session: Session, school: SchoolId, browser: UUID) -> None:
    """Forgets a signed-in browser."""
    session.execute(delete(BrowserSession).where(BrowserSession.school_id == school, BrowserSession.id == browser))


def signed_in(session: Session, school: SchoolId, browser: UUID) -> SignedIn | None:
    """Whom the browser session stands for, expired or not; None if there is none or the account is disabled."""
    row = session.execute(
        select(Account, BrowserSession.secret_hash, BrowserSession.expires_at, School.name, School.sample_of)
        .join(
            Account,
            (Account.school_id == BrowserSession.school_id) & (Account.id == BrowserSession.account_id),
        )
        .join(School, School.id == BrowserSession.school_id)
        .where(BrowserSession.school_id == school, BrowserSession.id == browser, Account.disabled_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    account, secret_hash, expires_at, school_name, sample_of = row
    return SignedIn(
        AccountId(account.id),
        account.username,
        role_of(account.role),
        school_name,
        account.one_time,
        secret_hash,
        expires_at,
        sample_of is not None,
    )
