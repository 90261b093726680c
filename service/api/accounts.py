"""Accounts for programs: who can sign in, who each is among those who keep things, and the way in for one more."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, StringConstraints

from inventory.access import role_of
from inventory.actions.documents.takers import name_person, person_named, persons_of_accounts
from service.access import Admin
from service.accounts import WayIn, end_account, give_account, give_password
from service.database import ReadSession, WriteSession, database_of
from service.route_forms import RoleWord
from service.wire import Word

router = APIRouter(prefix="/accounts")


class AccountOut(BaseModel):
    """An account that can sign in, its role, and the name of the person it is; "" for nobody."""

    username: str
    role: str
    person: str


class AccountsOut(BaseModel):
    """Every account, by user name."""

    accounts: list[AccountOut]


class PersonIn(BaseModel):
    """The name of a person; "" for nobody."""

    person: Word


class NewAccountIn(BaseModel):
    """The user name of a new account, and what it may do."""

    username: Annotated[Word, StringConstraints(strip_whitespace=True, min_length=1)]
    role: RoleWord


class WayInOut(BaseModel):
    """A user name and its password, which works once and is told nowhere else."""

    username: str
    password: str


@router.get("")
def get_accounts(who: Admin, session: ReadSession) -> AccountsOut:
    """Everybody who can sign in."""
    return AccountsOut(
        accounts=[
            AccountOut(username=account.username, role=account.role, person=person.name if person else "")
            for account, person in persons_of_accounts(session, who.school)
        ]
    )


@router.put("/{username}/person", status_code=204)
def put_person(who: Admin, session: WriteSession, username: Word, body: PersonIn) -> None:
    """Says who the account is."""
    name = body.person.strip()
    person = person_named(session, who.school, name) if name else None
    name_person(session, who.school, username, person, by=who.name, at=datetime.now(UTC))


@router.post("", status_code=201)
def post_account(request: Request, who: Admin, body: NewAccountIn) -> WayInOut:
    """Lets somebody in."""
    return _told(give_account(database_of(request), who, body.username, role_of(body.role)))


@router.post("/{username}/password")
def post_password(request: Request, who: Admin, username: Word) -> WayInOut:
    """A new way in for somebody who lost theirs; their browsers are signed out."""
    return _told(give_password(database_of(request), who, username))


@router.post("/{username}/end", status_code=204)
def post_end(request: Request, who: Admin, username: Word) -> None:
    """The account lets nobody in any more."""
    end_account(database_of(request), who, username)


def _told(way: WayIn) -> WayInOut:
    return WayInOut(username=way.username, password=way.password)
