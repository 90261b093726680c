"""Accounts of people, their signed-in browsers, and the tokens of programs and stations.

Secrets never come here: the service makes and checks them and hands over only their hashes.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inventory.access import Role, role_of
from inventory.actions.journal import record
from inventory.errors import InventoryError
from inventory.ids import AccountId, SchoolId, StationId, new_id
from inventory.store.schools import AccessToken, Account, BrowserSession, School


class UsernameTaken(InventoryError):
    """Two people of one school cannot have the same user name."""

    text = "The user name {username} is taken. Choose another."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whom a browser session stands for."""

    account: AccountId
    username: str
    role: Role
    school_name: str
    one_time: bool
    secret_hash: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TokenBearer:
    """What a token stands for: a program with a role, or a station."""

    name: str
    role: Role | None
    station: StationId | None
    school_name: str
    secret_hash: str


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


def set_password(
    session: Session, school: SchoolId, account: AccountId, password_hash: str, *, by: str, at: datetime
) -> None:
    """Replaces the password and signs every browser of the account out."""
    this = (Account.school_id == school, Account.id == account)
    session.execute(update(Account).where(*this).values(password_hash=password_hash, one_time=False))
    session.execute(
        delete(BrowserSession).where(BrowserSession.school_id == school, BrowserSession.account_id == account)
    )
    record(session, school, at=at, by=by, what="password changed", subject=account)


def start_session(
    session: Session, school: SchoolId, account: UUID, secret_hash: str, *, at: datetime, until: datetime
) -> UUID:
    """Remembers a signed-in browser until the given time; forgets those that have expired."""
    session.execute(delete(BrowserSession).where(BrowserSession.school_id == school, BrowserSession.expires_at < at))
    browser = BrowserSession(
        school_id=school, id=new_id(), account_id=account, secret_hash=secret_hash, started_at=at, expires_at=until
    )
    session.add(browser)
    return browser.id


def end_session(session: Session, school: SchoolId, browser: UUID) -> None:
    """Forgets a signed-in browser."""
    session.execute(delete(BrowserSession).where(BrowserSession.school_id == school, BrowserSession.id == browser))


def signed_in(session: Session, school: SchoolId, browser: UUID) -> SignedIn | None:
    """Whom the browser session stands for, expired or not; None if there is none or the account is disabled."""
    row = session.execute(
        select(Account, BrowserSession.secret_hash, BrowserSession.expires_at, School.name)
        .join(
            Account,
            (Account.school_id == BrowserSession.school_id) & (Account.id == BrowserSession.account_id),
        )
        .join(School, School.id == BrowserSession.school_id)
        .where(BrowserSession.school_id == school, BrowserSession.id == browser, Account.disabled_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    account, secret_hash, expires_at, school_name = row
    return SignedIn(
        AccountId(account.id),
        account.username,
        role_of(account.role),
        school_name,
        account.one_time,
        secret_hash,
        expires_at,
    )


def create_token(
    session: Session,
    school: SchoolId,
    *,
    name: str,
    secret_hash: str,
    role: Role | None,
    station: StationId | None,
    by: str,
    at: datetime,
) -> UUID:
    """A token for a program (a role) or for a station; exactly one of the two is given."""
    token = AccessToken(
        school_id=school,
        id=new_id(),
        name=name,
        secret_hash=secret_hash,
        role=role.word if role else None,
        station_id=station,
        created_at=at,
        revoked_at=None,
    )
    session.add(token)
    session.flush()
    facts = {"name": name, "role": role.word if role else "station"}
    record(session, school, at=at, by=by, what="token created", subject=token.id, facts=facts)
    return token.id


def token_bearer(session: Session, school: SchoolId, token: UUID) -> TokenBearer | None:
    """What an unrevoked token stands for."""
    row = session.execute(
        select(AccessToken, School.name)
        .join(School, School.id == AccessToken.school_id)
        .where(AccessToken.school_id == school, AccessToken.id == token, AccessToken.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    found, school_name = row
    station = StationId(found.station_id) if found.station_id else None
    return TokenBearer(
        found.name, role_of(found.role) if found.role else None, station, school_name, found.secret_hash
    )
