"""What the school says about values, each from a day on: how long classes of things last, how months are counted."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from inventory.store.base import OfSchool, Table


class ServiceLife(OfSchool, Table):
    """The life of the things of a class from a day on. `code` is the beginning of a code; `months` None: never."""

    __tablename__ = "service_life"
    __table_args__ = (UniqueConstraint("school_id", "scheme", "edition", "code", "valid_from"),)

    scheme: Mapped[str]
    edition: Mapped[str]
    code: Mapped[str]
    months: Mapped[int | None]
    valid_from: Mapped[date]
    said_by: Mapped[str]
    said_at: Mapped[datetime]


class MonthRule(OfSchool, Table):
    """How the months of adding and of removing count from a day on: as in public bodies, or as in enterprises."""

    __tablename__ = "month_rule"
    __table_args__ = (UniqueConstraint("school_id", "valid_from"),)

    rule: Mapped[str]
    valid_from: Mapped[date]
    said_by: Mapped[str]
    said_at: Mapped[datetime]
