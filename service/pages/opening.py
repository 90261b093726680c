"""Opening a stock-take: the form, how much its scope comes to while it is filled in, and the opening itself."""

from datetime import UTC, date, datetime
from decimal import Decimal
from http import HTTPStatus
from itertools import groupby
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, BeforeValidator, Field
from sqlalchemy.orm import Session

from inventory.actions.campaign.extents import extent
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.campaign.scoping import choices
from inventory.actions.counting.teams import assign
from inventory.actions.counting.working import RoomLine, list_rooms
from inventory.campaign import Scope, end_of_day
from inventory.ids import SchoolId
from inventory.reading_order import by_reading
from service.access import Manager, Who
from service.database import ReadSession, WriteSession
from service.language import key
from service.pages.errors import NAMELESS
from service.pages.rendering import answer, speech_of
from service.sought import Typed
from service.wire import FIRST_DAY, LAST_DAY, Day, Word

router = APIRouter(prefix="/stocktakes")

# A box sends one field for each room that is ticked, and no school has as many.
MOST_FIELDS = 20_000

SHOWN_AT_ONCE = 100
"""Of more rooms the buildings are shown, and the rooms of each when somebody opens it."""

NO_ROOM_CHOSEN = key("Please tick at least one room.")
SO_MUCH = key("That is {rooms} rooms and {things} things.")
VERY_MUCH = key("That is at most {rooms} rooms, and too many things to count them now.")


class Wanted(BaseModel):
    """The scope as the form says it."""

    rooms: tuple[Word, ...] = ()
    buildings: tuple[Word, ...] = ()
    departments: tuple[Word, ...] = ()
    keepers: tuple[Word, ...] = ()
    categories: tuple[Word, ...] = ()
    value_from: Annotated[
        Decimal | None, BeforeValidator(lambda typed: typed or None), Field(ge=0, le=10**12, decimal_places=2)
    ] = None

    @property
    def narrowed(self) -> bool:
        """Whether anything but rooms is chosen."""
        chosen = (self.buildings, self.departments, self.keepers, self.categories)
        return any(chosen) or self.value_from is not None

    def scope(self, session: Session, school: SchoolId) -> Scope:
        """The same as the trade has it: every room ticked says nothing of rooms."""
        every = {room.code for room in list_rooms(session, school)} <= set(self.rooms)
        rooms = () if every else self.rooms
        return Scope(rooms, self.buildings, self.departments, self.keepers, self.categories, self.value_from)


class Asked(Wanted):
    """The whole form; `crew_*` are the rows of a table: a building ("" for rooms in none), its team, its last day."""

    name: Word
    cutoff: Day
    blind: bool = False
    crew_building: tuple[Word, ...] = ()
    crew_team: tuple[Word, ...] = ()
    crew_due: tuple[Typed[Day], ...] = ()

    def crews(self) -> dict[str, tuple[str, date | None]]:
        """Team and last day of each building for which either is said."""
        rows = zip(self.crew_building, self.crew_team, self.crew_due, strict=False)
        return {building: (team.strip(), due) for building, team, due in rows if team.strip() or due}


@router.get("/new")
def new_page(request: Request, who: Manager, session: ReadSession) -> Response:
    """The form to open a stock-take, filled in with this year, today and every room."""
    speech = speech_of(request)
    today = datetime.now(speech.zone).date()
    rooms = list_rooms(session, who.school)
    asked = Asked(
        name=speech.say("Stock-take of fixed assets {year}", year=today.year),
        cutoff=today,
        rooms=tuple(room.code for room in rooms),
    )
    return _form(request, who, session, asked, rooms)


def _form(
    request: Request, who: Who, session: Session, asked: Asked, rooms: list[RoomLine], problem: str | None = None
) -> Response:
    """The form as it was filled in, with what is wrong."""
    return answer(
        HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        request,
        "stocktake_new.html",
        who,
        asked=asked,
        rooms=rooms,
        buildings=_by_building(rooms),
        ticked=frozenset(asked.rooms),
        folded=len(rooms) > SHOWN_AT_ONCE,
        choices=choices(session, who.school),
        first=FIRST_DAY,
        last=LAST_DAY,
        problem=problem,
    )


def _by_building(rooms: list[RoomLine]) -> list[tuple[str, list[RoomLine]]]:
    """The rooms under the names of their buildings; those of no building last."""
    named_first = sorted(rooms, key=lambda room: (not room.building, by_reading(room.building)))
    return [(name, list(its)) for name, its in groupby(named_first, key=lambda room: room.building)]


@router.post("/preview", form_limits={"max_fields": MOST_FIELDS})
def preview(request: Request, who: Manager, session: ReadSession, wanted: Annotated[Wanted, Form()]) -> Response:
    """How many rooms and things that is, as a sentence for the form."""
    if not wanted.rooms:
        return HTMLResponse(speech_of(request).say(NO_ROOM_CHOSEN))
    much = extent(session, who.school, wanted.scope(session, who.school))
    return HTMLResponse(
        speech_of(request).say(
            SO_MUCH if much.things is not None else VERY_MUCH, rooms=much.rooms, things=much.things
        )
    )


@router.post("", form_limits={"max_fields": MOST_FIELDS})
def open_one(request: Request, who: Manager, session: WriteSession, asked: Annotated[Asked, Form()]) -> Response:
    """Freezes the books and leads to the board."""
    problem = NO_ROOM_CHOSEN if not asked.rooms else NAMELESS if not asked.name.strip() else None
    if problem:
        rooms = list_rooms(session, who.school)
        return _form(request, who, session, asked, rooms, speech_of(request).say(problem))
    opened = open_stocktake(
        session,
        who.school,
        name=asked.name.strip(),
        cutoff=end_of_day(asked.cutoff, ZoneInfo(request.app.state.settings.zone)),
        by=who.name,
        at=datetime.now(UTC),
        scope=asked.scope(session, who.school),
        blind=asked.blind,
    )
    for building, (team, due) in asked.crews().items():
        assign(
            *(session, who.school, opened),
            rooms=(),
            buildings=(building,),
            team=team,
            due=due,
            by=who.name,
            at=datetime.now(UTC),
        )
    return RedirectResponse(f"/stocktakes/{opened}", HTTPStatus.SEE_OTHER)
