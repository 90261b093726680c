"""The form of a card: to change what stands on it, or to enter a new one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from inventory.actions.cards.card import asset_card
from inventory.actions.cards.card_changes import Why
from inventory.actions.cards.card_editing import edit_card
from inventory.actions.cards.choices import choices_for
from inventory.actions.cards.entering import MOST_PIECES, NewCard, enter_card
from inventory.actions.cards.own_fields import own_fields
from inventory.actions.documents.movements import Occasion
from inventory.cards import AssetCard
from inventory.errors import InventoryError
from inventory.fields import CARD_FIELDS, BadValue, Block, CardField, from_text
from inventory.ids import AssetId, SchoolId, new_id
from service.access import Manager, Who
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.language import Speech, key
from service.pages.cards import BLOCK_NAME
from service.pages.rendering import answer, page, say_error, speech_of
from service.wire import Word
from service.zone import Zone

router = APIRouter(prefix="/assets")

OWN_BLOCK = key("Own fields")
WAS = "was:"
"""What the name of a hidden field begins with that says what stood in a field when the form was opened."""

NOT_COPIED = frozenset({"asset_no", "fiscal_no", "former_no", "census_no", "serial", "accumulated"})
"""What a new card like another one does not have from it."""


class CardIn(BaseModel):
    """What was typed: every field by its name, and under `WAS` what stood there before."""

    model_config = {"extra": "allow"}

    reason: Word = ""

    @property
    def filled(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {name: text for name, text in self._said.items() if not name.startswith(WAS)}

    @property
    def touched(self) -> dict[str, str]:
        """Only the fields somebody changed on this form."""
        return {name: text for name, text in self.filled.items() if text.strip() != self.was(name)}

    def was(self, name: str) -> str:
        """What stood in the field when the form was opened."""
        return self._said.get(f"{WAS}{name}", "")

    @property
    def _said(self) -> dict[str, str]:
        extra = self.model_extra or {}
        return {name: text for name, text in extra.items() if isinstance(text, str)}


class EditIn(CardIn):
    """A changed card; `revision` is that of the card when the form was opened."""

    revision: int


class EntryIn(CardIn):
    """A new card with its pieces."""

    pieces: Annotated[int, Field(ge=1)] = 1
    room: Word = ""
    keeper: Word = ""
    counted: bool = False
    card: Annotated[UUID, Field(default_factory=new_id)]
    """The id the card gets: sent twice, it is entered once."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field on the form: its label in the reader's language, what stands in it, and what stood in it."""

    field: CardField
    label: str
    text: str
    was: str

    @property
    def fits(self) -> bool:
        """Whether the field holds what stands in it; files and slips of the keys bring other things."""
        try:
            from_text(self.field, self.text)
        except BadValue:
            return False
        return True


@router.get("/new")
def entry_form(request: Request, who: Manager, session: ReadSession, like: UUID | None = None) -> Response:
    """An empty card, or one that begins like another."""
    texts = asset_card(session, who.school, AssetId(like)).texts if like else {}
    texts = {name: text for name, text in texts.items() if name not in NOT_COPIED}
    return _entry(request, who, session, texts, EntryIn(card=new_id()))


@router.post("/new")
def enter(
    request: Request, who: Manager, session: WriteSession, zone: Zone, typed: Annotated[EntryIn, Form()]
) -> Response:
    """Enters the card and shows it."""
    new = NewCard(
        typed.filled, typed.pieces, typed.room.strip(), typed.keeper.strip(), typed.counted, AssetId(typed.card)
    )
    occasion = Occasion(typed.reason.strip(), who.name, datetime.now(UTC), zone=zone)
    try:
        with session.begin_nested():
            made = enter_card(session, who.school, new, occasion)
    except InventoryError as error:
        return _entry(request, who, session, typed.filled, typed, error)
    return RedirectResponse(f"/assets/{made}", HTTPStatus.SEE_OTHER)


@router.get("/{asset}/edit")
def edit_form(request: Request, who: Manager, session: ReadSession, asset: UUID) -> Response:
    """What stands on the card, to be changed."""
    card = asset_card(session, who.school, AssetId(asset))
    return page(request, "card_edit.html", who, **_edit_values(request, who, session, card, card.texts, None))


@router.post("/{asset}/edit")
def edit(
    request: Request, who: Manager, session: WriteSession, asset: UUID, typed: Annotated[EditIn, Form()]
) -> Response:
    """Writes what was changed. If somebody else was faster, shows both."""
    why = Why(who.name, datetime.now(UTC), typed.reason.strip())
    try:
        with session.begin_nested():
            edit_card(session, who.school, AssetId(asset), typed.touched, revision=typed.revision, why=why)
    except InventoryError as error:
        card = asset_card(session, who.school, AssetId(asset))
        values = _edit_values(request, who, session, card, card.texts | typed.touched, typed)
        values["problem"] = say_error(speech_of(request), error)
        return answer(status_of(error), request, "card_edit.html", who, **values)
    return RedirectResponse(f"/assets/{asset}", HTTPStatus.SEE_OTHER)


def _blocks(
    speech: Speech, session: Session, school: SchoolId, texts: Mapping[str, str], was: Mapping[str, str]
) -> list[tuple[str, list[Line]]]:
    """The form by blocks, the school's own fields last."""

    def line(field: CardField, label: str) -> Line:
        return Line(field, label, texts.get(field.name, ""), was.get(field.name, ""))

    shown: dict[str, list[Line]] = {BLOCK_NAME[block]: [] for block in Block}
    for field in CARD_FIELDS:
        shown[BLOCK_NAME[field.block]].append(line(field, speech.say(field.label)))
    shown[OWN_BLOCK] = [line(own.field, own.field.label) for own in own_fields(session, school)]
    return [(name, lines) for name, lines in shown.items() if lines]


def _edit_values(
    request: Request, who: Who, session: Session, card: AssetCard, texts: Mapping[str, str], typed: EditIn | None
) -> dict[str, object]:
    speech = speech_of(request)
    was = card.texts
    return {
        "card": card,
        "blocks": _blocks(speech, session, who.school, texts, was),
        "choices": choices_for(session, who.school),
        "reason": typed.reason if typed else "",
        "theirs": _theirs(speech, session, who.school, was, typed) if typed else [],
        "problem": "",
    }


def _theirs(
    speech: Speech, session: Session, school: SchoolId, now: Mapping[str, str], typed: EditIn
) -> list[tuple[str, str, str]]:
    """(field, what it said when the form was opened, what it says now) of what somebody else changed meanwhile."""
    labels = {field.name: speech.say(field.label) for field in CARD_FIELDS}
    labels |= {own.field.name: own.field.label for own in own_fields(session, school)}
    return [
        (labels[name], typed.was(name), now.get(name, ""))
        for name in typed.filled
        if name in labels and typed.was(name) != now.get(name, "")
    ]


def _entry(
    request: Request,
    who: Who,
    session: Session,
    texts: Mapping[str, str],
    typed: EntryIn,
    error: InventoryError | None = None,
) -> Response:
    speech = speech_of(request)
    return answer(
        status_of(error) if error else HTTPStatus.OK,
        request,
        "card_new.html",
        who,
        blocks=_blocks(speech, session, who.school, texts, {}),
        choices=choices_for(session, who.school),
        typed=typed,
        problem=say_error(speech, error) if error else "",
        most=MOST_PIECES,
    )
