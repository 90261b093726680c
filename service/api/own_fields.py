"""The school's own fields of cards, for programs."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from inventory.actions.cards.own_fields import LONGEST, MOST_CHOICES, add_field, drop_field, own_fields, take_up_field
from service.access import Manager, Viewer
from service.database import ReadSession, WriteSession
from service.pages.own_fields import Kind
from service.wire import Word

router = APIRouter(prefix="/own-fields")


class FieldIn(BaseModel):
    """A field: text, number, day, or choice with its choices."""

    label: Annotated[Word, Field(min_length=1, max_length=LONGEST)]
    kind: Kind
    choices: Annotated[list[Word], Field(max_length=MOST_CHOICES)] = []


class FieldOut(FieldIn):
    """The same; `name` is how cards name it. A dropped one is not shown, and what cards hold in it is kept."""

    id: UUID
    name: str
    dropped: bool


class DropIn(BaseModel):
    """Whether the field is dropped."""

    dropped: bool


@router.get("")
def get_own_fields(who: Viewer, session: ReadSession) -> list[FieldOut]:
    """Every field in order, those dropped last."""
    return [
        FieldOut(
            id=each.id,
            name=each.field.name,
            label=each.field.label,
            kind=each.field.holds,
            choices=list(each.field.usual),
            dropped=each.dropped,
        )
        for each in own_fields(session, who.school, dropped=True)
    ]


@router.post("", status_code=201)
def post_own_field(who: Manager, session: WriteSession, made: FieldIn) -> dict[str, UUID]:
    """A new field."""
    at = datetime.now(UTC)
    return {"id": add_field(session, who.school, made.label, made.kind, made.choices, by=who.name, at=at)}


@router.patch("/{field}", status_code=204)
def patch_own_field(who: Manager, session: WriteSession, field: UUID, asked: DropIn) -> None:
    """Drops the field, or takes it up again."""
    change = drop_field if asked.dropped else take_up_field
    change(session, who.school, field, by=who.name, at=datetime.now(UTC))
