"""Who an account is among those who keep things, and so which stages of slips are theirs to take."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.documents.staging import Taker
from inventory.actions.proof.journal import record
from inventory.errors import NotFound
from inventory.ids import AccountId, SchoolId
from inventory.store.schools import Account, Person


def taker_of(session: Session, school: SchoolId, account: AccountId | None, role: Role) -> Taker:
    """What the account may take; a program is no person."""
    person = person_of(session, school, account)
    return Taker(role, person.id if person else None)


def person_of(session: Session, school: SchoolId, account: AccountId | None) -> Person | None:
    """Who the account is, if that is said; a program is nobody."""
    if account is None:
        return None
    its = and_(Account.school_id == school, Account.id == account, Account.person_id == Person.id)
    return session.scalar(select(Person).join(Account, its).where(Person.school_id == school))


def persons_of_accounts(session: Session, school: SchoolId) -> list[tuple[Account, Person | None]]:
    """Every account that can sign in, by its user name, with who that is."""
    its = and_(Person.school_id == school, Person.id == Account.person_id)
    enabled = select(Account, Person).outerjoin(Person, its).where(Account.school_id == school)
    rows = session.execute(enabled.where(Account.disabled_at.is_(None)).order_by(Account.username))
    return [(account, person) for account, person in rows]


def name_person(
    session: Session, school: SchoolId, username: str, person: UUID | None, *, by: str, at: datetime
) -> None:
    """Says who the account is; None: nobody who keeps things. Said again it changes nothing.

    Raises `NotFound` (account, person).
    """
    named = (Account.school_id == school, Account.username == username, Account.disabled_at.is_(None))
    account = session.scalar(select(Account).where(*named).with_for_update())
    if account is None:
        raise NotFound(kind="account", name=username)
    found = session.get(Person, (school, person)) if person is not None else None
    if person is not None and found is None:
        raise NotFound(kind="person", name=person)
    if account.person_id == person:
        return
    account.person_id = person
    facts = {"username": username, "person": found.name if found else ""}
    record(session, school, at=at, by=by, what="account named", subject=account.id, facts=facts)


def person_named(session: Session, school: SchoolId, name: str) -> UUID:
    """The person of this name; of several, the first that was entered. Raises `NotFound`."""
    known = select(Person.id).where(Person.school_id == school, Person.name == name).order_by(Person.id).limit(1)
    person = session.scalar(known)
    if person is None:
        raise NotFound(kind="person", name=name)
    return person
