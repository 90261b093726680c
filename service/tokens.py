"""Makes tokens: the text is given out once, the database keeps only what it takes to recognise it."""

from datetime import datetime

from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.accounts import create_token
from inventory.actions.stations import create_station
from inventory.ids import SchoolId, StationId
from service.credentials import Credential, new_secret, secret_hash


def new_program_token(session: Session, school: SchoolId, name: str, role: Role, *, by: str, at: datetime) -> str:
    """A token with which a program acts in the role."""
    return _new_token(session, school, name, role, None, by, at)


def new_station(session: Session, school: SchoolId, name: str, *, by: str, at: datetime) -> tuple[StationId, str]:
    """A new station and its token. Raises `StationNameTaken`."""
    station = create_station(session, school, name, by=by, at=at)
    return station, _new_token(session, school, name, None, station, by, at)


def _new_token(
    session: Session,
    school: SchoolId,
    name: str,
    role: Role | None,
    station: StationId | None,
    by: str,
    at: datetime,
) -> str:
    secret = new_secret()
    token = create_token(
        session, school, name=name, secret_hash=secret_hash(secret), role=role, station=station, by=by, at=at
    )
    return str(Credential(school, token, secret))
