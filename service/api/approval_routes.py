"""Approval routes for programs: whose signatures documents need."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from inventory.access import role_of
from inventory.actions.documents.routes import add_route, end_route, route_rows
from inventory.approvals import Level, Route
from service.access import Admin, Viewer
from service.database import ReadSession, WriteSession
from service.route_forms import LEVELS, RoleWord
from service.sought import Yuan
from service.wire import Day, Word

router = APIRouter(prefix="/approval-routes")

Words = Annotated[list[Word], Field(max_length=100)]


class LevelBody(BaseModel):
    """One signature: what it is called, and who may give it, these accounts or anybody of the role or above."""

    name: Annotated[Word, Field(min_length=1)]
    accounts: Words = []
    role: RoleWord | None = None

    def level(self) -> Level:
        """The value the trade works with."""
        return Level(self.name, tuple(self.accounts), role_of(self.role) if self.role else None)


class RouteBody(BaseModel):
    """Documents of this `kind` ("": any) that cost at least `worth` yuan, of categories that begin with these codes.

    It holds for documents written from `since` until `until`, both included. With `asker_may` who writes it may sign.
    """

    kind: Word = ""
    worth: Yuan = Decimal(0)
    categories: Words = []
    since: Day
    until: Day | None = None
    levels: Annotated[list[LevelBody], Field(min_length=1, max_length=LEVELS)]
    asker_may: bool = False

    def route(self) -> Route:
        """The value the trade works with."""
        levels = tuple(level.level() for level in self.levels)
        codes = tuple(self.categories)
        return Route(self.kind, self.worth, codes, self.since, self.until, levels, self.asker_may)


class RouteOut(RouteBody):
    """A route with its id."""

    id: UUID

    @classmethod
    def of(cls, its: UUID, route: Route) -> Self:
        """The same."""
        return cls(
            id=its,
            kind=route.kind,
            worth=route.worth,
            categories=list(route.categories),
            since=route.since,
            until=route.until,
            levels=[LevelBody.model_validate(level.plain() | {"role": _word(level)}) for level in route.levels],
            asker_may=route.asker_may,
        )


class RoutesOut(BaseModel):
    """Every route, the newest first."""

    routes: list[RouteOut]


class LastDay(BaseModel):
    """The last day of a route."""

    last: Day


@router.get("")
def get_routes(who: Viewer, session: ReadSession) -> RoutesOut:
    """Every route there ever was."""
    return RoutesOut(routes=[RouteOut.of(its, route) for its, route in route_rows(session, who.school)])


@router.post("", status_code=201)
def post_route(who: Admin, session: WriteSession, body: RouteBody) -> RouteOut:
    """Documents written from its first day on need its signatures."""
    its = add_route(session, who.school, body.route(), by=who.name, at=datetime.now(UTC))
    return RouteOut.of(its, body.route())


@router.post("/{route}/end", status_code=204)
def post_end(who: Admin, session: WriteSession, route: UUID, body: LastDay) -> None:
    """It holds for documents written up to that day."""
    end_route(session, who.school, route, body.last, by=who.name, at=datetime.now(UTC))


def _word(level: Level) -> str | None:
    return level.role.word if level.role is not None else None
