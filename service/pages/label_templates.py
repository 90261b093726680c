"""The templates of labels: the school's own, made on a form that shows the label as it is filled in."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.actions.tagging.label_templates import (
    TemplateNameTaken,
    add_template,
    change_template,
    drop_template,
    templates,
    the_template,
)
from inventory.actions.tagging.labelled import fullest_thing
from inventory.ids import ItemId
from inventory.labels.layout import Content, Layout, SizesOutOfRange
from inventory.labels.media import RESOLUTIONS, SHEETS, LabelsDoNotFit, LabelTooSmall
from service.access import Manager, Who
from service.database import ReadSession, WriteSession
from service.labelling import FIELD_NAME, sample
from service.language import key
from service.layouts import OWN_SHEET, ROLL, LayoutIn, filled_in
from service.pages.errors import NAMELESS
from service.pages.rendering import answer, page, say_error, speech_of
from service.wire import Word

router = APIRouter(prefix="/labels")

UNFIT = (LabelsDoNotFit, LabelTooSmall, SizesOutOfRange)

CONTENT_NAME = {
    Content.NOTHING: key("No QR code"),
    Content.NUMBER: key("The asset number"),
    Content.EPC: key("The number of its RFID tag"),
    Content.ADDRESS: key("The address of its card, which phones open"),
}


@router.get("/templates")
def templates_page(request: Request, who: Manager, session: ReadSession) -> Response:
    """Every template."""
    return page(request, "label_templates.html", who, templates=templates(session, who.school))


@router.get("/templates/new")
def new_template(request: Request, who: Manager, session: ReadSession, like: Annotated[Word, Query()]) -> Response:
    """The form for a template that begins as another one."""
    layout = the_template(session, who.school, like).layout
    return _form(request, who, session, filled_in("", layout), "")


@router.post("/templates")
def add(request: Request, who: Manager, session: WriteSession, typed: Annotated[LayoutIn, Form()]) -> Response:
    """Keeps a new template."""
    return _keep(request, who, session, typed, "")


@router.get("/templates/{template}")
def template_page(request: Request, who: Manager, session: ReadSession, template: UUID) -> Response:
    """The form of a template of the school's own."""
    kept = the_template(session, who.school, str(template))
    return _form(request, who, session, filled_in(kept.name, kept.layout), kept.key)


@router.post("/templates/{template}")
def change(
    request: Request, who: Manager, session: WriteSession, template: UUID, typed: Annotated[LayoutIn, Form()]
) -> Response:
    """Keeps the template as it is filled in."""
    return _keep(request, who, session, typed, str(template))


@router.post("/templates/{template}/drop")
def drop(who: Manager, session: WriteSession, template: UUID) -> Response:
    """Takes the template away."""
    drop_template(session, who.school, str(template), by=who.name, at=datetime.now(UTC))
    return RedirectResponse("/labels/templates", HTTPStatus.SEE_OTHER)


@router.get("/sample")
def sample_of_template(
    request: Request, who: Manager, session: ReadSession, template: Annotated[Word, Query()], item: UUID
) -> Response:
    """A thing's label in a template."""
    return _sample(request, who, session, the_template(session, who.school, template).layout, [ItemId(item)])


@router.get("/sample/typed")
def sample_of_typed(
    request: Request, who: Manager, session: ReadSession, typed: Annotated[LayoutIn, Query()]
) -> Response:
    """The label of the thing with the longest name, in the layout as it is filled in."""
    try:
        layout = typed.as_layout()
    except UNFIT as error:
        return page(
            request, "label_sample.html", who, picture="", layout=None, problem=say_error(speech_of(request), error)
        )
    return _sample(request, who, session, layout, fullest_thing(session, who.school))


def _sample(request: Request, who: Who, session: Session, layout: Layout, items: list[ItemId]) -> Response:
    picture = sample(request, session, who, items, layout)
    return page(request, "label_sample.html", who, picture=picture, layout=layout, problem="")


def _keep(request: Request, who: Who, session: Session, typed: LayoutIn, template: str) -> Response:
    """Back to the templates, or the form again with what is wrong."""
    now, name = datetime.now(UTC), typed.name.strip()
    if not name:
        return _form(request, who, session, typed, template, speech_of(request).say(NAMELESS))
    try:
        layout = typed.as_layout()
        if template:
            change_template(session, who.school, template, name, layout, by=who.name, at=now)
        else:
            add_template(session, who.school, name, layout, by=who.name, at=now)
    except (*UNFIT, TemplateNameTaken) as error:
        return _form(request, who, session, typed, template, say_error(speech_of(request), error))
    return RedirectResponse("/labels/templates", HTTPStatus.SEE_OTHER)


def _form(
    request: Request, who: Who, session: Session, typed: LayoutIn, template: str, problem: str = ""
) -> Response:
    return answer(
        HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        request,
        "label_template.html",
        who,
        typed=typed,
        template=template,
        rows=list(zip(typed.field, typed.place, typed.size, strict=True)),
        sheets=SHEETS,
        own_sheet=OWN_SHEET,
        roll=ROLL,
        resolutions=RESOLUTIONS,
        field_name=FIELD_NAME,
        content_name=CONTENT_NAME,
        picture="" if problem else _picture(request, who, session, typed),
        problem=problem,
    )


def _picture(request: Request, who: Who, session: Session, typed: LayoutIn) -> str:
    return sample(request, session, who, fullest_thing(session, who.school), typed.as_layout())
