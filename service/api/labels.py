"""Labels for programs: the templates, what was printed, and the files."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from inventory.actions.tagging.label_prints import Print, PrintId, keep_print, prints, the_print
from inventory.actions.tagging.label_templates import (
    Template,
    add_template,
    change_template,
    drop_template,
    templates,
    the_template,
)
from inventory.actions.tagging.labelled import MOST_LABELS, wanted_things
from inventory.ids import ItemId
from inventory.labels.layout import Layout
from service.access import Manager
from service.database import ReadSession, WriteSession
from service.pages.labels import WantedIn, print_pdf, print_zpl
from service.wire import Word

router = APIRouter(prefix="/labels")

PRINTS_AT_ONCE = 100


class TemplateIn(BaseModel):
    """A template: lengths in millimetres, sizes of type in points."""

    name: Annotated[Word, Field(min_length=1)]
    layout: Layout


class TemplateOut(TemplateIn):
    """The same with its key; what is not the school's `own` comes along with the program."""

    key: str
    own: bool


class PrintIn(WantedIn):
    """Labels to print: those of these items, or else of all that are wanted, as in `GET /labels`.

    With `numbers`, things without a tag are given one first, if the printer writes tags.
    """

    template: Word
    numbers: bool = False
    items: Annotated[list[UUID], Field(max_length=MOST_LABELS, default_factory=list)]


class PrintOut(BaseModel):
    """Labels that were printed at one time."""

    id: UUID
    template: str
    by: str
    at: datetime
    labels: int


@router.get("")
def get_things(who: Manager, session: ReadSession, asked: Annotated[WantedIn, Query()]) -> list[UUID]:
    """The items that are wanted, in the order they would be printed, at most 1,000."""
    return list(wanted_things(session, who.school, asked.wanted()))


@router.get("/templates")
def get_templates(who: Manager, session: ReadSession) -> list[TemplateOut]:
    """Every template."""
    return [_template(each) for each in templates(session, who.school)]


@router.post("/templates", status_code=201)
def post_template(who: Manager, session: WriteSession, made: TemplateIn) -> dict[str, str]:
    """A new template; answers with its key."""
    now = datetime.now(UTC)
    return {"key": add_template(session, who.school, made.name, made.layout, by=who.name, at=now)}


@router.put("/templates/{template}", status_code=204)
def put_template(who: Manager, session: WriteSession, template: UUID, made: TemplateIn) -> None:
    """Another name and layout."""
    change_template(session, who.school, str(template), made.name, made.layout, by=who.name, at=datetime.now(UTC))


@router.delete("/templates/{template}", status_code=204)
def delete_template(who: Manager, session: WriteSession, template: UUID) -> None:
    """Takes the template away."""
    drop_template(session, who.school, str(template), by=who.name, at=datetime.now(UTC))


@router.get("/prints")
def get_prints(who: Manager, session: ReadSession) -> list[PrintOut]:
    """What was printed, newest first, at most 100."""
    return [_print(each) for each in prints(session, who.school, limit=PRINTS_AT_ONCE)]


@router.post("/prints", status_code=201)
def post_print(who: Manager, session: WriteSession, asked: PrintIn) -> PrintOut:
    """Notes what is printed; its files are then at `/prints/{id}/labels.pdf` and, of a roll, `labels.zpl`."""
    template = the_template(session, who.school, asked.template)
    items = [ItemId(each) for each in asked.items] or wanted_things(session, who.school, asked.wanted())
    now = datetime.now(UTC)
    made = keep_print(session, who.school, template, items, by=who.name, at=now, numbers=asked.numbers)
    return _print(the_print(session, who.school, made).about)


@router.get("/prints/{print_id}")
def get_print(who: Manager, session: ReadSession, print_id: UUID) -> list[UUID]:
    """The items of a print, in order."""
    return list(the_print(session, who.school, PrintId(print_id)).items)


router.add_api_route("/prints/{print_id}/labels.pdf", print_pdf, name="labels as PDF", response_class=Response)
router.add_api_route("/prints/{print_id}/labels.zpl", print_zpl, name="labels as ZPL", response_class=Response)


def _template(of: Template) -> TemplateOut:
    return TemplateOut(key=of.key, name=of.name, layout=of.layout, own=of.own)


def _print(of: Print) -> PrintOut:
    return PrintOut(id=of.id, template=of.template, by=of.by, at=of.at, labels=of.labels)
