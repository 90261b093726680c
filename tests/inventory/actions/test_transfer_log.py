"""The transfer log: every line once, found by room, person, thing, kind and day, page by page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from inventory.actions.cards.card import pieces_of
from inventory.actions.documents.movements import Occasion, move
from inventory.actions.documents.transfer_log import log_documents, log_page
from inventory.ids import ItemId
from inventory.movements import MovementKind
from inventory.register import ItemState
from inventory.store.engine import Database
from inventory.transfer_log import LogFilter, LogLine, Place
from tests.inventory.actions.cards import card_of
from tests.inventory.actions.slips import BY_ADA, asked, room, taken, thing
from tests.people import NOW, School


@pytest.fixture
def session(database: Database, school: School) -> Iterator[Session]:
    """A projector was lent; a day later the computer was moved, and the day after the projector came back."""
    with database.write() as session:
        loan = asked(session, school, "loan", thing(session, school))
        taken(session, school, loan, "lend")
        next_day = Occasion("more light", "Ben", NOW + timedelta(days=1))
        there = room(session, school, "202")
        computer = thing(session, school, "ZC-2024-00002")
        move(session, school.id, MovementKind.TRANSFER, [computer], next_day, room=there)
        taken(session, school, loan, "return", condition="good")
        yield session


def told(session: Session, school: School, wanted: LogFilter) -> list[str]:
    return [_words(line) for line in log_page(session, school.id, wanted).lines]


def _words(line: LogLine) -> str:
    return f"{line.deed.document.kind} {line.deed.past}: {line.moved.name}"


def test_the_newest_comes_first_with_both_sides(session: Session, school: School) -> None:
    lines = log_page(session, school.id, LogFilter()).lines

    assert ["transfer : 台式计算机", "loan returned: 投影仪", "loan lent: 投影仪"] == [_words(line) for line in lines]
    assert ("201", "202") == (lines[0].moved.before.room, lines[0].moved.after.room)
    assert (ItemState.IN_USE, ItemState.LENT) == (lines[2].moved.before.state, lines[2].moved.after.state)
    assert "more light" == lines[0].deed.reason


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (LogFilter(kind="loan"), 2),
        (LogFilter(room="202"), 1),
        (LogFilter(room="201"), 3),
        (LogFilter(room="201", kind="transfer"), 1),
        (LogFilter(person="张敏"), 3),
        (LogFilter(person="李强"), 2),  # who borrowed it
        (LogFilter(person="周敏"), 0),
        (LogFilter(thing="投影仪"), 2),
        (LogFilter(since=NOW + timedelta(hours=1)), 1),
        (LogFilter(before=NOW + timedelta(hours=1)), 2),
        (LogFilter(room="999"), 0),
    ],
)
def test_a_filter_leaves_what_fits_it(session: Session, school: School, wanted: LogFilter, found: int) -> None:
    assert found == len(told(session, school, wanted))
    assert found == len(log_documents(session, school.id, wanted)[0])


def test_pages_follow_each_other_without_a_gap(session: Session, school: School) -> None:
    chairs = _chairs(session, school)
    move(session, school.id, MovementKind.TRANSFER, chairs, BY_ADA, room=room(session, school, "201"))
    whole = told(session, school, LogFilter())
    place: Place | None = None
    pieces = 0

    for _ in range(6):
        page = log_page(session, school.id, LogFilter(), after=place, most=1)
        pieces += sum(len(line.moved.positions) for line in page.lines)
        place = page.last

    assert (4, 6, None) == (len(whole), pieces, place)


def test_programs_get_whole_documents_page_by_page(session: Session, school: School) -> None:
    first, more = log_documents(session, school.id, LogFilter(), most=2)
    rest, end = log_documents(session, school.id, LogFilter(), after=first[-1].deed.document.id, most=2)

    assert (2, True, 1, False) == (len(first), more, len(rest), end)
    assert "张敏" == rest[0].moved[0].before.keeper


def test_of_one_thing_its_own_lines_are_shown(session: Session, school: School) -> None:
    projector = thing(session, school)

    found = log_page(session, school.id, replace(LogFilter(), item=projector)).lines

    assert {"投影仪"} == {line.moved.name for line in found}


def _chairs(session: Session, school: School) -> list[ItemId]:
    return [piece.id for piece in pieces_of(session, school.id, card_of(session, school, "ZC-2024-00003").id)]
