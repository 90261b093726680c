"""Tokens of programs and stations.

Secrets never come here: the service makes and checks them and hands over only their hashes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.access import Role, role_of
from inventory.actions.proof.journal import record
from inventory.errors import InventoryError, NotFound
from inventory.ids import SchoolId, StationId, new_id
from inventory.store.schools import AccessToken, School


class TokenUnclear(InventoryError):
    """Several good tokens have the name by which one is to be revoked."""

    text = "Several tokens are named {name}. Say which one is meant by its id, as the list of tokens shows it."


@dataclass(frozen=True, slots=True)
class TokenBearer:
    """What a token stands for: a program with a role, or a station."""

    name: str
    role: Role | None
    station: StationId | None
    school_name: str
    secret_hash: str


def create_token(
    session: Session,
    school: SchoolId,
    *,
    name: str,
    secret_hash: str,
    role: Role | None,
    station: StationId | None,
    by: str,
    at: datetime,
) -> UUID:
    """A token for a program (a role) or for a station; exactly one of the two is given."""
    token = AccessToken(
        school_id=school,
        id=new_id(),
        name=name,
        secret_hash=secret_hash,
        role=role.word if role else None,
        station_id=station,
        created_at=at,
        revoked_at=None,
    )
    session.add(token)
    session.flush()
    facts = {"name": name, "role": role.word if role else "station"}
    record(session, school, at=at, by=by, what="token created", subject=token.id, facts=facts)
    return token.id


def token_bearer(session: Session, school: SchoolId, token: UUID) -> TokenBearer | None:
    """What an unrevoked token stands for."""
    row = session.execute(
        select(AccessToken, School.name)
        .join(School, School.id == AccessToken.school_id)
        .where(AccessToken.school_id == school, AccessToken.id == token, AccessToken.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    found, school_name = row
    station = StationId(found.station_id) if found.station_id else None
    return TokenBearer(
        found.name, role_of(found.role) if found.role else None, station, school_name, found.secret_hash
    )


def list_tokens(session: Session, school: SchoolId) -> Sequence[AccessToken]:
    """Every token, oldest first, revoked ones too."""
    return session.scalars(select(AccessToken).where(AccessToken.school_id == school).order_by(AccessToken.id)).all()


def revoke_token(session: Session, school: SchoolId, id_or_name: str, *, by: str, at: datetime) -> None:
    """The one token of that id or name lets nobody in any more. Raises `NotFound` or `TokenUnclear`."""
    good = _good_tokens(session, school)
    meant = [token for token in good if str(token.id) == id_or_name.lower()]
    meant = meant or [token for token in good if token.name == id_or_name]
    if not meant:
        raise NotFound(kind="token", name=id_or_name)
    if len(meant) > 1:
        raise TokenUnclear(name=id_or_name)
    _revoke(session, meant[0], by, at)


def revoke_station_tokens(session: Session, school: SchoolId, station: StationId, *, by: str, at: datetime) -> None:
    """None of the tokens the station has so far lets it in any more."""
    for token in _good_tokens(session, school):
        if token.station_id == station:
            _revoke(session, token, by, at)


def _good_tokens(session: Session, school: SchoolId) -> Sequence[AccessToken]:
    """The tokens not revoked, kept from others until the commit. A school has a handful."""
    good = select(AccessToken).where(AccessToken.school_id == school, AccessToken.revoked_at.is_(None))
    return session.scalars(good.with_for_update()).all()


def _revoke(session: Session, token: AccessToken, by: str, at: datetime) -> None:
    token.revoked_at = at
    facts = {"name": token.name}
    record(session, SchoolId(token.school_id), at=at, by=by, what="token revoked", subject=token.id, facts=facts)
