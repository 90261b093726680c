"""Labels over HTTP: the things of the school as labels in the reader's language, and the files made of them."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote
from uuid import UUID

from fastapi import HTTPException, Request, Response
from sqlalchemy.orm import Session

from inventory.actions.tagging.label_prints import PrintAgain
from inventory.actions.tagging.labelled import labelled
from inventory.exchange.label_files import Press, label_picture, labels_pdf, labels_zpl
from inventory.ids import ItemId
from inventory.labels.face import Face, Labelled, face
from inventory.labels.layout import Field, Layout
from inventory.labels.media import Roll
from inventory.tags import Tag
from service.access import Who
from service.language import key
from service.pages.rendering import speech_of
from service.printing import FONTS, turns_of

FIELD_NAME = {
    Field.SCHOOL: key("School"),
    Field.NAME: key("Name"),
    Field.NUMBER: key("Asset number"),
    Field.FISCAL_NUMBER: key("Fiscal asset number"),
    Field.PIECE: key("Piece"),
    Field.MODEL: key("Model"),
    Field.SERIAL: key("Serial number"),
    Field.DEPARTMENT: key("Using department"),
    Field.ROOM: key("Room"),
    Field.KEEPER: key("Custodian"),
    Field.ACQUIRED: key("Acquisition date"),
    Field.EPC: key("RFID tag"),
}

_SAMPLE_NUMBER, _SAMPLE_TAG = "ZC-2026-00001", Tag("E28011606000020464A1B2C1")


def address_of(request: Request) -> str:
    """The address of this service as the reader reached it; phones must reach it by the same."""
    return str(request.base_url)


def faces_of(request: Request, session: Session, who: Who, items: Sequence[ItemId], layout: Layout) -> list[Face]:
    """The labels of these things as they are now."""
    return [_face(request, thing, layout) for thing in labelled(session, who.school, items, address_of(request))]


def sample(request: Request, session: Session, who: Who, items: Sequence[ItemId], layout: Layout) -> str:
    """The picture of the first thing's label, of a made-up one if there is no thing: an address that holds it all."""
    made = faces_of(request, session, who, items[:1], layout) or [_face(request, _made_up(request, who), layout)]
    with turns_of(request).turn():
        picture = label_picture(made[0], layout, _press(request))
    return f"data:image/png;base64,{b64encode(picture).decode()}"


def pdf_answer(request: Request, session: Session, who: Who, again: PrintAgain, start: int) -> Response:
    """The labels as PDF, beginning at the `start`-th of the first sheet."""
    made = faces_of(request, session, who, again.items, again.layout)
    with turns_of(request).turn():
        content = labels_pdf(made, again.layout, _press(request), title=again.about.template, start=start)
    return _download(content, "application/pdf", f"{again.about.template}.pdf")


def zpl_answer(request: Request, session: Session, who: Who, again: PrintAgain) -> Response:
    """The labels for a label printer. A sheet has no such file: 404."""
    if not isinstance(again.layout.medium, Roll):
        raise HTTPException(HTTPStatus.NOT_FOUND, "These labels are on sheets: take the PDF.")
    content = zpl_text(request, faces_of(request, session, who, again.items, again.layout), again.layout)
    return _download(content.encode(), "application/octet-stream", f"{again.about.template}.zpl")


def zpl_text(request: Request, faces: Sequence[Face], layout: Layout) -> str:
    """The labels of a roll as ZPL."""
    with turns_of(request).turn():
        return labels_zpl(faces, layout, _press(request))


def _face(request: Request, thing: Labelled, layout: Layout) -> Face:
    look_up = speech_of(request).look_up
    return face(thing, layout, {field: look_up(name) for field, name in FIELD_NAME.items()})


def _made_up(request: Request, who: Who) -> Labelled:
    """A thing that says of every field what it is."""
    look_up = speech_of(request).look_up
    says = {field: look_up(name) for field, name in FIELD_NAME.items()}
    says |= {Field.SCHOOL: who.school_name, Field.NUMBER: _SAMPLE_NUMBER, Field.EPC: _SAMPLE_TAG}
    nothing = ItemId(UUID(int=0))
    return Labelled(nothing, says, _SAMPLE_TAG, f"{address_of(request)}things/{nothing}")


def _press(request: Request) -> Press:
    return Press(FONTS, speech_of(request).language, datetime.now(UTC))


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type=media_type, headers=headers)
