"""Who is asking, and whether they may: permissions are parameter types of the endpoints.

An endpoint that names `Viewer`, `Counter`, `Manager` or `Admin` lets in people (by session cookie) and programs
(by bearer token) of that role or a higher one; one that names `Box` lets in stations only. Every endpoint but
sign-in and the static files names one: a test walks them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.school.accounts import signed_in
from inventory.actions.school.tokens import token_bearer
from inventory.approvals import Signer
from inventory.ids import AccountId, SchoolId, StationId
from service.credentials import Credential, matches, parse_credential
from service.database import database_of
from service.first_start import FirstStart
from service.sessions import COOKIE


class NotSignedIn(Exception):
    """No credential, or none that is known and unexpired."""


class NotAllowed(Exception):
    """The credential is good, but not for this."""


class PasswordMustChange(Exception):
    """The account still has the one-time password it was made with."""


@dataclass(frozen=True, slots=True)
class Who:
    """A person or program, its school and its role. `account` is None for programs.

    `sample`: the school is there to be tried out, and may be removed.
    """

    school: SchoolId
    school_name: str
    name: str
    role: Role
    account: AccountId | None
    sample: bool = False

    @property
    def signer(self) -> Signer:
        """As whom this one signs documents."""
        return Signer(self.name, self.role, program=self.account is None)


@dataclass(frozen=True, slots=True)
class Posting:
    """The station that is posting."""

    school: SchoolId
    station: StationId
    name: str


def _bearer(request: Request) -> Credential | None:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    return parse_credential(text.strip()) if scheme.lower() == "bearer" else None


def cookie_of(request: Request, name: str = COOKIE) -> Credential | None:
    """The browser session's credential, unchecked."""
    return parse_credential(request.cookies.get(name, ""))


def first_start_of(request: Request) -> FirstStart | None:
    """The way in for the first person; None as soon as anybody can sign in."""
    first: FirstStart | None = request.app.state.first_start
    return first if first and first.waits(database_of(request)) else None


def _person(session: Session, cookie: Credential, path: str) -> Who:
    found = signed_in(session, cookie.school, cookie.id)
    if found is None or not matches(cookie, found.secret_hash) or found.expires_at <= datetime.now(UTC):
        raise NotSignedIn
    if found.one_time and path != "/password":
        raise PasswordMustChange
    return Who(cookie.school, found.school_name, found.username, found.role, found.account, found.sample)


def _program(session: Session, token: Credential) -> Who:
    found = token_bearer(session, token.school, token.id)
    if found is None or not matches(token, found.secret_hash):
        raise NotSignedIn
    if found.role is None:
        raise NotAllowed
    return Who(token.school, found.school_name, found.name, found.role, None)


def who_asks(request: Request) -> Who:
    """The person or program behind the request. Raises `NotSignedIn`, `NotAllowed` or `PasswordMustChange`."""
    with database_of(request).read() as session:
        if "Authorization" in request.headers:
            token = _bearer(request)
            if token is None:
                raise NotSignedIn
            return _program(session, token)
        cookie = cookie_of(request)
        if cookie is None:
            raise NotSignedIn
        return _person(session, cookie, request.url.path)


def _station(request: Request) -> Posting:
    token = _bearer(request)
    if token is None:
        raise NotSignedIn
    with database_of(request).read() as session:
        found = token_bearer(session, token.school, token.id)
    if found is None or not matches(token, found.secret_hash):
        raise NotSignedIn
    if found.station is None:
        raise NotAllowed
    return Posting(token.school, found.station, found.name)


def _at_least(role: Role) -> Callable[[Request], Who]:
    def admitted(request: Request) -> Who:
        who = who_asks(request)
        if who.role < role:
            raise NotAllowed
        return who

    return admitted


Viewer = Annotated[Who, Depends(_at_least(Role.VIEWER), scope="function")]
Counter = Annotated[Who, Depends(_at_least(Role.COUNTER), scope="function")]
Manager = Annotated[Who, Depends(_at_least(Role.MANAGER), scope="function")]
Admin = Annotated[Who, Depends(_at_least(Role.ADMIN), scope="function")]
Box = Annotated[Posting, Depends(_station, scope="function")]
