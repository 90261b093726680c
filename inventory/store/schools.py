"""The school itself and its people: departments, persons, and who may sign in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from inventory.ids import SchoolId, new_id
from inventory.store.base import OfSchool, Table, within_school


class School(Table):
    """The unit that owns a register. `chain_*` are the head of its audit log (see journal).

    `epcs_given` is the last serial number it gave to a tag by our own scheme; it never goes back. `pupils_borrow`
    says whether pupils may borrow at a desk on their own. `sample_of` is the school whose administrator made this one
    to try things out; None for a school that is one.
    """

    __tablename__ = "school"

    id: Mapped[SchoolId] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    created_at: Mapped[datetime]
    chain_length: Mapped[int] = mapped_column(default=0)
    chain_head: Mapped[str] = mapped_column(default="")
    epcs_given: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    pupils_borrow: Mapped[bool] = mapped_column(default=True, server_default=true())
    sample_of: Mapped[SchoolId | None] = mapped_column(default=None)


class Department(OfSchool, Table):
    """Who keeps and uses things together; a class (班级) is a department."""

    __tablename__ = "department"
    __table_args__ = (UniqueConstraint("school_id", "name"),)

    name: Mapped[str]


class Person(OfSchool, Table):
    """Who keeps, uses, counts, approves. Names are not unique: two people may share one."""

    __tablename__ = "person"

    name: Mapped[str] = mapped_column(index=True)
    pupil: Mapped[bool] = mapped_column(default=False, server_default=false())


class Account(OfSchool, Table):
    """A person's way in: user name and password hash (argon2id). `one_time`: must be changed at first use.

    `person_id` is who that is among those who keep things, where it is said.
    """

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("school_id", "username"), within_school("person_id", "person"))

    username: Mapped[str] = mapped_column(index=True)
    password_hash: Mapped[str]
    one_time: Mapped[bool] = mapped_column(default=False)
    role: Mapped[str]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    person_id: Mapped[UUID | None] = mapped_column(default=None)


class BrowserSession(OfSchool, Table):
    """One signed-in browser. Only the hash of its secret is kept."""

    __tablename__ = "browser_session"
    __table_args__ = (within_school("account_id", "account"),)

    account_id: Mapped[UUID]
    secret_hash: Mapped[str]
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class AccessToken(OfSchool, Table):
    """A bearer token of a program (`role` set) or of a station (`station_id` set). Only the hash is kept."""

    __tablename__ = "access_token"
    __table_args__ = (within_school("station_id", "station"),)

    name: Mapped[str]
    secret_hash: Mapped[str]
    role: Mapped[str | None]
    station_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
