"""Delegations for programs: who signs in whose name."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from inventory.access import Role
from inventory.actions.documents.routes import delegate, delegation_rows, end_delegation
from service.access import Viewer
from service.database import ReadSession, WriteSession
from service.wire import Day, Word
from service.zone import Zone

router = APIRouter(prefix="/delegations")


class DelegationIn(BaseModel):
    """`taker` signs for `giver` from the `first` day to the `last`; an admin may name another giver."""

    taker: Annotated[Word, Field(min_length=1)]
    first: Day
    last: Day
    giver: Word = ""


class DelegationOut(BaseModel):
    """A delegation that holds now or later."""

    id: UUID
    giver: str
    taker: str
    first: date
    last: date


class DelegationsOut(BaseModel):
    """Those given or taken by whoever asks; an admin sees all."""

    delegations: list[DelegationOut]


@router.get("")
def get_delegations(who: Viewer, session: ReadSession, zone: Zone) -> DelegationsOut:
    """Who signs for whom, from today on."""
    today = datetime.now(UTC).astimezone(zone).date()
    rows = delegation_rows(session, who.school, today, None if who.role >= Role.ADMIN else who.name)
    return DelegationsOut(
        delegations=[
            DelegationOut(id=row.id, giver=row.giver, taker=row.taker, first=row.since, last=row.until)
            for row in rows
        ]
    )


@router.post("", status_code=201)
def post_delegation(who: Viewer, session: WriteSession, body: DelegationIn) -> DelegationOut:
    """Lets somebody sign for somebody else."""
    giver = body.giver if body.giver and who.role >= Role.ADMIN else who.name
    days, at = (body.first, body.last), datetime.now(UTC)
    its = delegate(session, who.school, giver, body.taker, days, by=who.name, at=at)
    return DelegationOut(id=its, giver=giver, taker=body.taker, first=body.first, last=body.last)


@router.post("/{delegation}/end", status_code=204)
def post_end(who: Viewer, session: WriteSession, delegation: UUID) -> None:
    """Ends it now: the own one, or as an admin anybody's."""
    of = None if who.role >= Role.ADMIN else who.name
    end_delegation(session, who.school, delegation, by=who.name, at=datetime.now(UTC), of=of)
