"""The first start: a school to begin with, and one administrator with a password to be used once."""

from dataclasses import dataclass
from datetime import UTC, datetime

from inventory.access import Role
from inventory.actions.accounts import create_account, has_accounts
from inventory.actions.schools import all_schools, create_school
from inventory.ids import SchoolId
from inventory.store.engine import Database
from service.credentials import hash_password, one_time_password
from service.language import key

SCHOOL = "学校"
USERNAME = "admin"


@dataclass(frozen=True, slots=True)
class FirstAdmin:
    """The first administrator, with the password as it must be told now or never."""

    username: str
    password: str


def prepare(database: Database) -> FirstAdmin | None:
    """Makes a school if there is none, and its administrator if nobody can sign in; None if somebody can.

    With several schools nothing is made: whose administrator it would be is for a person to say.
    """
    now = datetime.now(UTC)
    password = one_time_password()
    with database.write() as session:
        schools = all_schools(session)
        school = SchoolId(schools[0].id) if schools else create_school(session, SCHOOL, at=now)
        if len(schools) > 1 or has_accounts(session, school):
            return None
        create_account(
            session,
            school,
            username=USERNAME,
            password_hash=hash_password(password),
            role=Role.ADMIN,
            one_time=True,
            by=key("first start"),
            at=now,
        )
    return FirstAdmin(USERNAME, password)
