"""Accounts for programs: who each is among those who keep things."""

from datetime import UTC, datetime

from fastapi import APIRouter
from pydantic import BaseModel

from inventory.actions.takers import name_person, person_named, persons_of_accounts
from service.access import Admin
from service.database import ReadSession, WriteSession
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
