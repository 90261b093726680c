"""Makes tokens: the text is given out once, the database keeps only what it takes to recognise it."""

from datetime import datetime

from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.presence.stations import create_station, list_stations
from inventory.actions.school.tokens import create_token, revoke_station_tokens
from inventory.errors import NotFound
from inventory.ids import SchoolId, StationId
from service.credentials import Credential, new_secret, secret_hash


def new_program_token(session: Session, school: SchoolId, name: str, role: Role, *, by: str, at: datetime) -> str:
    """A token with which a program acts in the role."""
    return _new_token(session, school, name, role, None, by, at)


def new_station(session: Session, school: SchoolId, name: str, *, by: str, at: datetime) -> tuple[StationId, str]:
    """A new station and its token. Raises `StationNameTaken`."""
    station = create_station(session, school, name, by=by, at=at)
    return station, _new_token(session, school, name, None, station, by, at)


def renew_station_token(session: Session, school: SchoolId, name: str, *, by: str, at: datetime) -> str:
    """A new token for the station of that name; its old ones are worth nothing any more. Raises `NotFound`."""
    for station in list_stations(session, school):
        if station.name == name:
            revoke_station_tokens(session, school, station.id, by=by, at=at)
            return _new_token(session, school, name, None, station.id, by, at)
    raise NotFound(kind="station", name=name)


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
