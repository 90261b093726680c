"""The findings of a stock-take: looked through by filters, with their evidence, and decided singly or in bulk."""

from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field, StringConstraints
from sqlalchemy.orm import Session

from inventory.actions.campaign.decisions import decide_all
from inventory.actions.campaign.hearing import last_heard, seen_by
from inventory.actions.campaign.photos import photos_of
from inventory.actions.cards.things import things
from inventory.actions.documents.under_way import under_way
from inventory.campaign import Step, may
from inventory.decisions import ONE_BY_ONE, Choice
from inventory.details import Cause, Keeper, details_from_json
from inventory.errors import InventoryError
from inventory.findings import Kind
from inventory.ids import SchoolId, StockTakeId
from inventory.kinds.transfer import KIND
from inventory.sought import Sought, Stage, choices, matching, tally, to_decide
from inventory.standing import Line, Standing
from inventory.verdicts import FindingsChanged, named, seen_as, subject_of
from service.access import Manager, Viewer, Who
from service.blind import refuse_if_blind
from service.database import ReadSession, WriteSession
from service.errors import status_of
from service.language import Speech
from service.pages.deciding import CHOICE_HINT, REASONS, STAGE_NAME, Row, offered, row
from service.pages.rendering import answer, say_error, speech_of
from service.sought import DetailsIn, FilterIn, filter_of
from service.standings import Standings
from service.wire import Word

router = APIRouter(prefix="/stocktakes/{stocktake}")

AT_ONCE = 100
"""Findings on one page."""

OFFERED_AT_MOST = 500
"""Rooms or people to choose from on one page; of more of them one is typed."""


class Asked(FilterIn):
    """A page of the findings asked for.

    Just now `done` were decided about, or the decisions about `undone` taken back; `left` stay as they were decided.
    For `prepared` things transfers were written.
    """

    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    done: int | None = None
    undone: int | None = None
    left: int | None = None
    prepared: int | None = None


class DecideForm(DetailsIn):
    """A decision about the ticked findings (each as subject:mark), or about `every` one that the filter shows.

    Of the latter those decided already are left alone, but with `again`.
    """

    ticked: Annotated[list[Word], Field(default_factory=list)]
    every: bool = False
    again: bool = False
    looked_at: Word = ""
    choice: Choice
    reason: Annotated[Word, StringConstraints(strip_whitespace=True, min_length=1)]
    shown: Annotated[str, Field(max_length=2_000)] = ""


@router.get("/findings")
def findings_page(
    request: Request,
    who: Viewer,
    session: ReadSession,
    standings: Standings,
    stocktake: UUID,
    asked: Annotated[Asked, Query()],
) -> Response:
    """The findings that fit the filter, a page at a time; without any filter those that wait for a decision."""
    now = standings.of(session, who.school, StockTakeId(stocktake))
    refuse_if_blind(session, who, now)
    if not request.query_params.keys() - {"done", "undone", "left", "prepared"}:
        asked = asked.model_copy(update={"stage": Stage.OPEN})
    return _page(request, who, session, now, asked)


@router.post("/findings")
def decide_on(
    request: Request,
    who: Manager,
    reading: ReadSession,
    session: WriteSession,
    standings: Standings,
    stocktake: UUID,
    form: Annotated[DecideForm, Form()],
) -> Response:
    """Records the decision and leads back to the same filter."""
    now = standings.of(reading, who.school, StockTakeId(stocktake))
    at, details = datetime.now(UTC), form.as_details()
    try:
        shown = meant(now, form)
        lines = to_decide(shown, form.choice, again=form.again) if form.every else shown
        decide_all(
            *(session, who.school, now.id, lines, form.choice, form.reason), by=who.name, at=at, details=details
        )
    except InventoryError as error:
        asked = Asked.model_validate(filter_of(form.shown).model_dump())
        return _page(request, who, reading, now, asked, error)
    told = {
        "undone" if form.choice is Choice.WITHDRAWN else "done": len(lines),
        "left": len(shown) - len(lines) or None,
    }
    back = filter_of(form.shown).query(**told)
    return RedirectResponse(f"/stocktakes/{stocktake}/findings?{back}", HTTPStatus.SEE_OTHER)


def meant(now: Standing, form: DecideForm) -> Sequence[Line]:
    """The findings the form is about. Raises `FindingsChanged` if one is not what it was when it was ticked."""
    if form.every:
        every = matching(now.lines, now.rooms, filter_of(form.shown).sought())
        if seen_as(every) != form.looked_at:
            raise FindingsChanged
        return every
    marks = dict(each.rpartition(":")[::2] for each in form.ticked)
    lines = named(now.lines, marks)
    if any(seen_as([line]) != marks[subject_of(line)] for line in lines):
        raise FindingsChanged
    return lines


def rows(session: Session, school: SchoolId, now: Standing, lines: Sequence[Line], speech: Speech) -> list[Row]:
    """The lines with what stands behind them: a few queries for all of them."""
    tags = [line.tag for line in lines if line.tag]
    items = [line.item for line in lines if line.item]
    chosen = [line.overtaken.details if line.overtaken else details_from_json(line.details) for line in lines]
    last = last_heard(session, school, now.id, tags)
    seen = seen_by(session, school, now.id, items)
    photos = photos_of(session, school, now.id, [subject_of(line) for line in lines])
    meant_things = things(session, school, {each.item for each in chosen if each.item})
    live = under_way(session, school, items)
    return [row(speech, line, last, seen, photos, meant_things, live) for line in lines]


def _page(
    request: Request, who: Who, session: Session, now: Standing, asked: Asked, error: InventoryError | None = None
) -> Response:
    speech, sought = speech_of(request), asked.sought()
    everywhere = Sought(None, None, sought.room, sought.building, sought.department, sought.keeper, sought.text)
    alike = matching(now.lines, now.rooms, everywhere)
    lines = matching(alike, now.rooms, Sought(sought.kind, sought.stage))
    start = (asked.page - 1) * AT_ONCE
    shown = rows(session, who.school, now, tuple(lines[start : start + AT_ONCE]), speech)
    return answer(
        status_of(error) if error else HTTPStatus.OK,
        request,
        "findings.html",
        who,
        standing=now,
        asked=asked,
        counts=tally(alike),
        total=len(alike),
        lines=len(lines),
        decided=tally(lines)[Stage.DECIDED],
        rows=shown,
        pages=max(1, -(-len(lines) // AT_ONCE)),
        filters=choices(now.lines, now.rooms),
        offered_at_most=OFFERED_AT_MOST,
        looked_at=seen_as(lines),
        offers=offered(lines, but=ONE_BY_ONE),
        may_decide=may(Step.DECIDE, now.status, who.role),
        may_prepare=who.role >= KIND.asks
        and any(each.line.kind is Kind.MOVED and not each.under_way for each in shown),
        problem=say_error(speech, error) if error else None,
        **words_of_deciding(now),
    )


def words_of_deciding(now: Standing) -> dict[str, object]:
    """What the form of a decision offers to choose from."""
    return {
        "hints": CHOICE_HINT,
        "reasons": REASONS,
        "stages": STAGE_NAME,
        "causes": tuple(Cause),
        "keepers": tuple(Keeper),
        "room_codes": [room.code for room in now.rooms[:OFFERED_AT_MOST]],
    }
