"""Approval routes and delegations as data: kept, ended and read; never changed, so old slips stay explained."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from inventory.access import Role, role_of
from inventory.actions.proof.journal import record
from inventory.approvals import Delegation, Level, Route, Signer
from inventory.errors import InventoryError, NotFound
from inventory.ids import SchoolId, new_id
from inventory.kinds import KINDS
from inventory.store.schools import Account
from inventory.store.slips import ApprovalRoute, DelegationRow


class NobodySigns(InventoryError):
    """A route without a level, or a level nobody may sign: viewers only look."""

    text = "A route needs at least one signature, and each needs somebody who may give it."


class DaysReversed(InventoryError):
    """It ends before it begins."""

    text = "The last day is before the first."


def routes_of(session: Session, school: SchoolId) -> list[Route]:
    """Every route there ever was."""
    return [_route(row) for row in session.scalars(select(ApprovalRoute).where(ApprovalRoute.school_id == school))]


def route_rows(session: Session, school: SchoolId) -> list[tuple[UUID, Route]]:
    """The routes with their ids, the newest first."""
    rows = session.scalars(
        select(ApprovalRoute).where(ApprovalRoute.school_id == school).order_by(ApprovalRoute.id.desc())
    )
    return [(row.id, _route(row)) for row in rows]


def _route(row: ApprovalRoute) -> Route:
    levels = tuple(Level.of(each) for each in row.levels)
    return Route(row.kind, row.worth, tuple(row.categories), row.since, row.until, levels, row.asker_may)


def add_route(session: Session, school: SchoolId, route: Route, *, by: str, at: datetime) -> UUID:
    """Slips written while it holds need its signatures. Raises `NobodySigns`, `DaysReversed`, `NotFound`."""
    if not route.levels or not all(_can_be_signed(level) for level in route.levels):
        raise NobodySigns
    if route.until is not None and route.until < route.since:
        raise DaysReversed
    if route.kind and (route.kind not in KINDS or not KINDS[route.kind].stages):
        raise NotFound(kind="document", name=route.kind)
    for name in {name for level in route.levels for name in level.accounts}:
        _account(session, school, name)
    row = ApprovalRoute(
        school_id=school,
        id=new_id(),
        kind=route.kind,
        worth=route.worth,
        categories=list(route.categories),
        since=route.since,
        until=route.until,
        levels=[level.plain() for level in route.levels],
        asker_may=route.asker_may,
        made_by=by,
        made_at=at,
    )
    session.add(row)
    facts = {
        "kind": route.kind,
        "worth": str(route.worth),
        "levels": " → ".join(level.name for level in route.levels),
    }
    record(session, school, at=at, by=by, what="approval route made", subject=row.id, facts=facts)
    return row.id


def _can_be_signed(level: Level) -> bool:
    return bool(level.accounts) if level.role is None else level.role > Role.VIEWER


def end_route(session: Session, school: SchoolId, route: UUID, last: date, *, by: str, at: datetime) -> None:
    """The route holds for slips written up to that day. Raises `NotFound`, `DaysReversed`."""
    row = session.get(ApprovalRoute, (school, route))
    if row is None:
        raise NotFound(kind="route", name=route)
    if last < row.since:
        raise DaysReversed
    row.until = last
    facts = {"until": str(last)}
    record(session, school, at=at, by=by, what="approval route ended", subject=route, facts=facts)


def delegations_of(session: Session, school: SchoolId) -> list[Delegation]:
    """Who signs for whom from when to when, where the giver can still sign in."""
    rows = session.execute(
        select(DelegationRow, Account.role)
        .join(Account, (Account.school_id == DelegationRow.school_id) & (Account.username == DelegationRow.giver))
        .where(DelegationRow.school_id == school, DelegationRow.ended_at.is_(None), Account.disabled_at.is_(None))
        .order_by(DelegationRow.id)
    )
    return [Delegation(Signer(row.giver, role_of(role)), row.taker, row.since, row.until) for row, role in rows]


def delegate(
    session: Session, school: SchoolId, giver: str, taker: str, days: tuple[date, date], *, by: str, at: datetime
) -> UUID:
    """`taker` may sign in the name of `giver` from the first day to the last. Raises `NotFound`, `DaysReversed`."""
    for name in (giver, taker):
        _account(session, school, name)
    since, until = days
    if until < since:
        raise DaysReversed
    row = DelegationRow(
        school_id=school,
        id=new_id(),
        giver=giver,
        taker=taker,
        since=since,
        until=until,
        made_by=by,
        made_at=at,
        ended_at=None,
    )
    session.add(row)
    facts = {"giver": giver, "taker": taker, "since": str(since), "until": str(until)}
    record(session, school, at=at, by=by, what="signing delegated", subject=row.id, facts=facts)
    return row.id


def delegation_rows(session: Session, school: SchoolId, today: date, of: str | None = None) -> list[DelegationRow]:
    """Those that hold today or later, by their first day: all, or those `of` this account, given or taken."""
    kept = select(DelegationRow).where(DelegationRow.school_id == school, DelegationRow.ended_at.is_(None))
    if of is not None:
        kept = kept.where(or_(DelegationRow.giver == of, DelegationRow.taker == of))
    rows = kept.where(DelegationRow.until >= today).order_by(DelegationRow.since, DelegationRow.id)
    return list(session.scalars(rows))


def end_delegation(
    session: Session, school: SchoolId, delegation: UUID, *, by: str, at: datetime, of: str | None = None
) -> None:
    """It holds no longer. Ending it again changes nothing.

    Raises `NotFound`, also if it is not `of` this account where one is named.
    """
    row = session.get(DelegationRow, (school, delegation), with_for_update=True)
    if row is None or of not in (None, row.giver):
        raise NotFound(kind="delegation", name=delegation)
    if row.ended_at is not None:
        return
    row.ended_at = at
    record(session, school, at=at, by=by, what="delegation ended", subject=delegation)


def _account(session: Session, school: SchoolId, name: str) -> None:
    enabled = (Account.school_id == school, Account.username == name, Account.disabled_at.is_(None))
    if session.scalar(select(Account.id).where(*enabled)) is None:
        raise NotFound(kind="account", name=name)
