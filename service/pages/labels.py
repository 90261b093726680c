"""Labels: choose things, see a label, print; what was printed before, to print it again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlalchemy.orm import Session

from inventory.actions.cards.rooms import room_ids
from inventory.actions.tagging.label_prints import (
    NothingToLabel,
    PrintId,
    keep_print,
    last_printed,
    prints,
    the_print,
    writes_tags,
)
from inventory.actions.tagging.label_templates import templates, the_template
from inventory.actions.tagging.labelled import MOST_LABELS, Wanted, card_of, labelled, wanted_things
from inventory.actions.tagging.untagged import untagged_of
from inventory.errors import NotFound
from inventory.exchange.label_drawing import left_out
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.labels.face import Face
from inventory.labels.layout import Content, Field
from inventory.labels.media import Roll
from inventory.labels.zpl import can_encode
from service.access import Manager, Viewer, Who
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.labelling import address_of, faces_of, pdf_answer, sample, zpl_answer, zpl_text
from service.pages.cards import AT_ONCE
from service.pages.rendering import answer, page, say_error, speech_of
from service.sought import Typed
from service.wire import Word

router = APIRouter()

PRINTS_SHOWN = 20
SINGLY = 300
"""So many things can be chosen one by one; of more, all are printed."""
NUMBERS_NAMED = 20

Start = Annotated[int, Query(ge=1, le=5000)]


class WantedIn(BaseModel):
    """Which things get labels; a field left empty says nothing."""

    asset: list[UUID] = []
    room: Word = ""
    text: Word = ""
    imported: Typed[UUID] = None
    unlabelled: bool = False

    def wanted(self) -> Wanted:
        """The value the trade works with."""
        cards = tuple(map(AssetId, self.asset))
        return Wanted(cards, self.room.strip(), self.text.strip(), self.imported, self.unlabelled)


class PrintIn(WantedIn):
    """Which of them are printed, in which template: those named, or all that are wanted.

    With `numbers`, things without a tag are given one first, if the printer writes tags.
    """

    template: Word
    item: list[UUID] = []
    every: bool = False
    numbers: bool = False

    def items(self, session: Session, school: SchoolId) -> list[ItemId]:
        """The things, in order."""
        return wanted_things(session, school, self.wanted()) if self.every else [ItemId(each) for each in self.item]


@router.get("/labels")
def labels_page(
    request: Request, who: Manager, session: ReadSession, asked: Annotated[WantedIn, Query()]
) -> Response:
    """Which things there are to label, the templates, and what was printed last."""
    return _page(request, who, session, asked)


@router.post("/labels")
def labels_of_cards(
    request: Request, who: Manager, session: ReadSession, asked: Annotated[WantedIn, Form()]
) -> Response:
    """The same for cards that were chosen elsewhere, more than an address can hold."""
    return _page(request, who, session, asked)


@router.post("/labels/prints")
def print_labels(
    request: Request, who: Manager, session: WriteSession, asked: Annotated[PrintIn, Form()]
) -> Response:
    """Notes what is printed and leads to its files."""
    template = the_template(session, who.school, asked.template)
    try:
        items, now = asked.items(session, who.school), datetime.now(UTC)
        made = keep_print(session, who.school, template, items, by=who.name, at=now, numbers=asked.numbers)
    except NothingToLabel as error:
        return _page(request, who, session, asked, problem=say_error(speech_of(request), error))
    return RedirectResponse(f"/labels/prints/{made}", HTTPStatus.SEE_OTHER)


@router.get("/labels/prints/{print_id}")
def print_page(request: Request, who: Manager, session: ReadSession, print_id: UUID) -> Response:
    """What was printed: its files, a label of it, what no label could carry, and the things to print again."""
    again = the_print(session, who.school, PrintId(print_id))
    faces = faces_of(request, session, who, again.items, again.layout)
    medium = again.layout.medium
    roll = medium if isinstance(medium, Roll) else None
    return page(
        request,
        "label_print.html",
        who,
        again=again,
        roll=roll,
        things=labelled(session, who.school, again.items, address_of(request)),
        templates=templates(session, who.school),
        picture=sample(request, session, who, again.items, again.layout),
        zpl=zpl_text(request, faces[:1], again.layout) if roll else "",
        left_out=left_out(faces, again.layout),
        empty=[each.called for each in faces if again.layout.code and not each.code],
        unwritten=_unwritten(faces) if writes_tags(again.layout) else [],
        numbering=bool(untagged_of(session, who.school, again.items)),
        address=address_of(request) if again.layout.code is Content.ADDRESS else "",
        named=NUMBERS_NAMED,
        singly=SINGLY,
        fields=Field,
    )


@router.get("/labels/prints/{print_id}/labels.pdf")
def print_pdf(request: Request, who: Manager, session: ReadSession, print_id: UUID, start: Start = 1) -> Response:
    """The labels as PDF, beginning at the `start`-th label of a sheet that was used in part."""
    return pdf_answer(request, session, who, the_print(session, who.school, PrintId(print_id)), start)


@router.get("/labels/prints/{print_id}/labels.zpl")
def print_zpl(request: Request, who: Manager, session: ReadSession, print_id: UUID) -> Response:
    """The labels of a roll as ZPL."""
    return zpl_answer(request, session, who, the_print(session, who.school, PrintId(print_id)))


@router.get("/things/{item}")
def thing(who: Viewer, session: ReadSession, item: UUID) -> Response:
    """Where the code on a label leads: to the thing on its card."""
    refuse_register_if_blind(session, who)
    found = card_of(session, who.school, ItemId(item))
    if found is None:
        raise NotFound(kind="thing", name=item)
    asset, position = found
    turned = f"?page={(position - 1) // AT_ONCE + 1}" if position > AT_ONCE else ""
    return RedirectResponse(f"/assets/{asset}{turned}#piece-{position}", HTTPStatus.SEE_OTHER)


def _unwritten(faces: Sequence[Face]) -> list[str]:
    """The things whose tag no printer can write, each once."""
    return list(dict.fromkeys(each.called for each in faces if not can_encode(each.epc)))


def _page(request: Request, who: Who, session: Session, asked: WantedIn, problem: str = "") -> Response:
    items = wanted_things(session, who.school, asked.wanted())
    shown = items[:SINGLY]
    offered = templates(session, who.school)
    return answer(
        HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        request,
        "labels.html",
        who,
        asked=asked,
        asks=asked.wanted().anything,
        things=labelled(session, who.school, shown, address_of(request)),
        count=len(items),
        printed=last_printed(session, who.school, shown),
        full=len(items) == MOST_LABELS,
        rooms=sorted(room_ids(session, who.school)),
        templates=offered,
        numbering=any(writes_tags(each.layout) for each in offered) and untagged_of(session, who.school, items),
        prints=prints(session, who.school, limit=PRINTS_SHOWN),
        singly=SINGLY,
        fields=Field,
        problem=problem,
    )
