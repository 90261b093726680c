"""Who an account is among those who keep things, and so which stages of slips are theirs to take."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.staging import Taker
from inventory.ids import AccountId, SchoolId
from inventory.store.schools import Account


def taker_of(session: Session, school: SchoolId, account: AccountId | None, role: Role) -> Taker:
    """What the account may take; a program is no person."""
    its = select(Account.person_id).where(Account.school_id == school, Account.id == account)
    person: UUID | None = session.scalar(its) if account else None
    return Taker(role, person)
