"""Writing a document: what for, which things, where to, and why. Whatever is wrong, nothing typed is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from inventory.actions.counting.lists import ColumnsUnsaid
from inventory.actions.documents.arriving_cart import heard_since
from inventory.actions.documents.asking import MOST_ITEMS
from inventory.actions.documents.called import persons_offered, rooms_offered
from inventory.actions.documents.choosing import (
    TooManyNumbers,
    Understood,
    cards_named,
    found_by_text,
    found_in_room,
    found_with_keeper,
    pieces_by_card,
    understand,
)
from inventory.actions.documents.listed_things import ListedThings
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.takers import taker_of
from inventory.actions.documents.writing import Draft, may_do_at_once, write
from inventory.actions.presence.stations import list_stations
from inventory.choosing import Piece, lines, picked
from inventory.errors import InventoryError
from inventory.filling import BadEntry
from inventory.ids import AssetId, SlipId, StationId, new_id
from inventory.kinds import ASKED_FOR, KINDS
from inventory.register import ItemState
from inventory.scanned import texts_in
from inventory.slips import Kind
from service.access import Counter, Who
from service.blind import refuse_register_if_blind
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.guard import largest
from service.pages.imports import DOUBTS_SHOWN
from service.pages.lists import NOTHING_HANDED_IN
from service.pages.rendering import answer, page, say_error, speech_of
from service.pages.slip_words import place_of
from service.pages.slips_files import things_in_file
from service.slip_forms import MOST_FIELDS, BeginIn, SlipIn
from service.zone import Zone

router = APIRouter(prefix="/documents/new")

LARGEST = largest("/documents/new")

LINES = 300
"""Lines that can be changed one by one; more go along as they are."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said on the form beside what was typed: problems by field, what was found, what was left out.

    `heard` is what the reader has read that would come to the things, None while no reader reads; `file` is what the
    chosen file holds.
    """

    problems: dict[str, str]
    status: HTTPStatus = HTTPStatus.OK
    hits: Sequence[Piece] = ()
    unknown: tuple[str, ...] = ()
    left_out: int = 0
    heard: Sequence[Piece] | None = None
    file: ListedThings | None = None


@router.get("")
def begin(request: Request, who: Counter, session: ReadSession, asked: Annotated[BeginIn, Query()]) -> Response:
    """The kinds to choose from, or the form of the chosen one, perhaps with things already."""
    refuse_register_if_blind(session, who)
    kind = KINDS.get(asked.kind)
    if kind is None or not kind.stages or who.role < kind.asks:
        kinds = [each for each in ASKED_FOR if who.role >= each.asks]
        return page(request, "slip_kinds.html", who, kinds=kinds, query=asked.query())
    assets = [AssetId(each) for each in asked.asset]
    chosen = [piece for some in pieces_by_card(session, who.school, assets).values() for piece in some]
    chosen = [piece for piece in chosen if piece.state is not ItemState.RETIRED or piece.state in kind.takes]
    items = [str(item) for item in asked.item]
    chosen += understand(session, who.school, items, chosen={piece.item for piece in chosen}).pieces
    typed = SlipIn(kind=kind.word, id=new_id(), from_room=asked.room, from_keeper=asked.keeper)
    everything = "room" if asked.room else "keeper" if asked.keeper else ""
    chosen, told = _added(request, who, session, kind, typed, chosen, everything)
    return _form(request, who, session, typed, chosen, told)


@router.post("", form_limits={"max_fields": MOST_FIELDS, "max_part_size": LARGEST})
def fill_in(request: Request, who: Counter, session: ReadSession, typed: Annotated[SlipIn, Form()]) -> Response:
    """Adds things to the form, or takes some off it; nothing is written yet."""
    refuse_register_if_blind(session, who)
    kind = KINDS[typed.kind]
    chosen, told = _added(request, who, session, kind, typed, _chosen(session, who, typed), typed.do)
    if typed.do in ("listen", "heard") and not told.problems:
        typed.since = int(datetime.now(UTC).timestamp())
    return _form(request, who, session, typed, chosen, told)


@router.post("/write", form_limits={"max_fields": MOST_FIELDS, "max_part_size": LARGEST})
def write_document(
    request: Request, who: Counter, session: WriteSession, zone: Zone, typed: Annotated[SlipIn, Form()]
) -> Response:
    """Writes the document and shows it."""
    refuse_register_if_blind(session, who)
    kind, chosen = KINDS[typed.kind], _chosen(session, who, typed)
    try:
        with session.begin_nested():
            slip = _write(session, who, zone, kind, typed, chosen)
    except InventoryError as error:
        problems = {place_of(error, kind): say_error(speech_of(request), error)}
        return _form(request, who, session, typed, chosen, _Told(problems, status_of(error)))
    return RedirectResponse(f"/documents/{slip}", HTTPStatus.SEE_OTHER)


def _chosen(session: Session, who: Who, typed: SlipIn) -> list[Piece]:
    picks = typed.picks()
    return picked(picks, pieces_by_card(session, who.school, {each.asset for each in picks}))


def _write(session: Session, who: Who, zone: Zone, kind: Kind, typed: SlipIn, chosen: Sequence[Piece]) -> SlipId:
    draft = Draft(
        kind.word,
        [piece.item for piece in chosen],
        typed.room.strip(),
        typed.person.strip(),
        _day(kind, typed.due_on),
        typed.fields,
        rooms=typed.rooms,
        at_once=typed.at_once,
        id=SlipId(typed.id),
    )
    occasion = Occasion(typed.reason.strip(), who.name, datetime.now(UTC), zone=zone)
    return write(session, who.school, draft, occasion, taker_of(session, who.school, who.account, who.role))


def _day(kind: Kind, typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip()) if typed.strip() else None
    except ValueError:
        raise BadEntry(value=typed, field=kind.due.label if kind.due else "") from None


def _added(
    request: Request, who: Who, session: Session, kind: Kind, typed: SlipIn, chosen: list[Piece], do: str
) -> tuple[list[Piece], _Told]:
    """The chosen things with what was asked for, and what there is to say about it."""
    told, found = _Told({}), []
    try:
        match do:
            case "search":
                told = replace(told, hits=found_by_text(session, who.school, typed.q, kind.takes))
            case "list":
                meant = _meant(session, who, kind, texts_in(typed.listed), chosen)
                found, told = list(meant.pieces), replace(told, unknown=meant.unknown)
            case "file":
                found, told = _filed(request, who, session, kind, typed, chosen)
            case "listen":
                told = replace(told, heard=())
            case "hear" | "heard":
                heard = _heard(session, who, kind, typed, chosen)
                found, told = (heard, replace(told, heard=())) if do == "heard" else ([], replace(told, heard=heard))
            case "room":
                found, left = found_in_room(session, who.school, typed.from_room.strip(), kind.takes)
                told = replace(told, left_out=left)
            case "keeper":
                found, left = found_with_keeper(session, who.school, typed.from_keeper.strip(), kind.takes)
                told = replace(told, left_out=left)
    except InventoryError as error:
        told = _Told({f"from_{do}": say_error(speech_of(request), error)}, status_of(error))
    return list({piece.item: piece for piece in (*chosen, *found)}.values()), told


def _meant(session: Session, who: Who, kind: Kind, texts: Sequence[str], chosen: Sequence[Piece]) -> Understood:
    if len(texts) > MOST_ITEMS:
        raise TooManyNumbers(count=len(texts), most=MOST_ITEMS)
    return understand(session, who.school, texts, kind.takes, chosen={piece.item for piece in chosen})


def _filed(
    request: Request, who: Who, session: Session, kind: Kind, typed: SlipIn, chosen: Sequence[Piece]
) -> tuple[list[Piece], _Told]:
    """The things in the chosen file, and what there is to say about it; what is unknown joins the list."""
    file, speech = things_in_file(request, who, session, typed), speech_of(request)
    if file is None or file.column is None:
        unclear = say_error(speech, ColumnsUnsaid(filename=file.table.filename)) if file else ""
        problems = {"from_file": unclear or speech.say(NOTHING_HANDED_IN)}
        return [], _Told(problems, HTTPStatus.UNPROCESSABLE_ENTITY, file=file)
    meant = _meant(session, who, kind, file.texts, chosen)
    listed = typed.listed.strip().splitlines()
    known = set(listed)  # perhaps of the same file, chosen once more
    typed.listed = "\n".join([*listed, *(text for text in meant.unknown if text not in known)])
    return list(meant.pieces), _Told({}, unknown=meant.unknown, file=file)


def _heard(session: Session, who: Who, kind: Kind, typed: SlipIn, chosen: Sequence[Piece]) -> list[Piece]:
    """What the reader has read since it began, of which the document can be about."""
    if typed.station is None:
        return []
    texts = heard_since(session, who.school, StationId(typed.station), datetime.fromtimestamp(typed.since, UTC))
    have = {piece.item for piece in chosen}
    pieces = _meant(session, who, kind, texts, ()).pieces
    return [piece for piece in pieces if piece.item not in have and piece.state in kind.takes]


def _form(
    request: Request, who: Who, session: Session, typed: SlipIn, chosen: Sequence[Piece], told: _Told
) -> Response:
    kind = KINDS[typed.kind]
    assets = {piece.asset for piece in (*chosen, *told.hits, *(told.heard or ()))}
    pieces = pieces_by_card(session, who.school, assets)
    have = {piece.item for piece in chosen}
    return answer(
        told.status,
        request,
        "slip_new.html",
        who,
        kind=kind,
        typed=typed,
        told=told,
        lines=lines(chosen, pieces),
        most=LINES,
        heard=lines(told.heard or (), pieces),
        stations=list_stations(session, who.school),
        hits=lines([piece for piece in told.hits if piece.item not in have], pieces),
        cards=cards_named(session, who.school, assets),
        rooms=rooms_offered(session, who.school),
        persons=persons_offered(session, who.school),
        at_once=may_do_at_once(kind, who.role),
        doubts_shown=DOUBTS_SHOWN,
    )
