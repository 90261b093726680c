"""Makes the sample school through the same doors as a real one: its books are imported, its rooms walked and counted.

So everything in it is what the program makes of such books and walks. One stock-take is a year old and closed, one is
under way.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.closing import close_stocktake
from inventory.actions.campaign.decisions import decide_all
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.campaign.reviewing import begin_review
from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import complete_room
from inventory.actions.cards.rooms import import_rooms
from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.actions.counting.teams import assign
from inventory.actions.importing.imports import apply_import, hand_in
from inventory.actions.school.accounts import create_account
from inventory.actions.school.samples import create_sample
from inventory.decisions import Choice
from inventory.details import Cause, Details
from inventory.exchange.rooms_file import read_rooms
from inventory.findings import Kind
from inventory.ids import PassId, SchoolId, StockTakeId, new_id
from service.language import Speech, key
from service.sample.books import REGISTER, ROOMS, book
from service.sample.tours import BEGUN, EVERY_WALK_TAKES, LAST_YEAR, THIS_YEAR, Tour, heard

NAME = key("Sample school")
WALKS = 2
A_YEAR = timedelta(days=365)
A_WALK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Sample:
    """The school while it is made: in which language, and by whom."""

    session: Session
    school: SchoolId
    speech: Speech
    by: str


def make_sample(
    session: Session, owner: SchoolId, owner_name: str, password_hash: str, speech: Speech, *, by: str, at: datetime
) -> SchoolId:
    """The whole sample school of `owner`, with one administrator called `by`; names are in the language of `speech`.

    Raises `SchoolNameTaken`.
    """
    begun = at - A_YEAR - timedelta(days=30)
    school = create_sample(session, owner, f"{speech.say(NAME)} · {owner_name}", at=begun)
    sample = Sample(session, school, speech, by)
    create_account(
        session, school, username=by, password_hash=password_hash, role=Role.ADMIN, one_time=False, by=by, at=begun
    )
    _enter_books(sample, begun)
    _count_last_year(sample, at - A_YEAR)
    _count_this_year(sample, at)
    return school


def _enter_books(sample: Sample, at: datetime) -> None:
    session, school, language = sample.session, sample.school, sample.speech.language
    import_rooms(session, school, read_rooms(ROOMS, book(language, ROOMS)).rows, by=sample.by, at=at)
    preview = hand_in(session, school, REGISTER, book(language, REGISTER), by=sample.by, at=at)
    session.flush()
    apply_import(session, school, preview.id, by=sample.by, at=at, zone=sample.speech.zone)


def _count_last_year(sample: Sample, at: datetime) -> None:
    """Every room was counted; what was elsewhere was booked there, and what was gone is a pending shortage."""
    session, school = sample.session, sample.school
    stocktake = _opened(sample, at)
    done = _walk(sample, stocktake, LAST_YEAR, at)
    begin_review(session, school, stocktake, by=sample.by, at=done)
    lines = standing(session, school, stocktake, sample.speech.zone).lines
    moved = [line for line in lines if line.kind is Kind.MOVED]
    missing = [line for line in lines if line.kind is Kind.MISSING]
    why = sample.speech.say("Has stood there since the summer")
    decide_all(session, school, stocktake, moved, Choice.TRANSFER, why, by=sample.by, at=done)
    why, lost = sample.speech.say("Looked for twice, by two people"), Details(cause=Cause.LOST)
    decide_all(session, school, stocktake, missing, Choice.CONFIRM_SHORTAGE, why, by=sample.by, at=done, details=lost)
    close_stocktake(session, school, stocktake, by=sample.by, at=done, zone=sample.speech.zone)


def _count_this_year(sample: Sample, at: datetime) -> None:
    """Half of the rooms are counted by now; one is being walked, and one should have been finished yesterday."""
    session, school, today = sample.session, sample.school, at.astimezone(sample.speech.zone).date()
    opened = at - timedelta(days=3)
    stocktake = _opened(sample, opened)
    floors = ((("101", "102", "103", "104", "201", "202", "203", "204"), 2), (("301", "302", "303", "304"), -1))
    for number, (rooms, days) in enumerate(floors, start=1):
        team, due = sample.speech.say("Team {number}", number=number), today + timedelta(days=days)
        assign(session, school, stocktake, rooms=rooms, buildings=(), team=team, due=due, by=sample.by, at=opened)
    _walk(sample, stocktake, THIS_YEAR, at - timedelta(hours=2))
    _walk_once(sample, stocktake, THIS_YEAR, BEGUN, 0, at - A_WALK)


def _opened(sample: Sample, at: datetime) -> StockTakeId:
    name = sample.speech.say("Stock-take of fixed assets {year}", year=at.astimezone(sample.speech.zone).year)
    return open_stocktake(sample.session, sample.school, name=name, cutoff=at, by=sample.by, at=at)


def _walk(sample: Sample, stocktake: StockTakeId, tour: Tour, at: datetime) -> datetime:
    """Walks every room of the tour and says that it is counted; when that was done."""
    for room in tour.rooms:
        for walk in range(WALKS):
            at += A_WALK
            _walk_once(sample, stocktake, tour, room, walk, at)
        complete_room(sample.session, sample.school, stocktake, room, by=sample.by, at=at)
    return at


def _walk_once(sample: Sample, stocktake: StockTakeId, tour: Tour, room: str, walk: int, at: datetime) -> None:
    sweep = Sweep(
        pass_id=PassId(new_id()),
        device=sample.speech.say("Handheld {number}", number=1),
        counted_by=sample.by,
        started_at=at - EVERY_WALK_TAKES,
        ended_at=at,
        sent_at=at,
        sightings=tuple(heard(tour, room, walk, at - EVERY_WALK_TAKES)),
        by_hand=(),
    )
    hand_in_sweep(sample.session, sample.school, stocktake, room, sweep, at=at)
