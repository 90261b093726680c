"""What was printed first from a closed stock-take is kept."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from inventory.actions.campaign.closing import close_stocktake, reopen_stocktake
from inventory.actions.campaign.report_files import Asked, keep_file, kept_file, kept_files
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from tests.people import School, a_school, a_stocktake

AT = datetime(2026, 12, 1, tzinfo=UTC)
FIRST = Asked(1, "report.pdf", "", "zh")


@pytest.fixture
def closed(database: Database, school: School) -> StockTakeId:
    """A stock-take that was closed once."""
    stocktake = a_stocktake(database, school)
    with database.write() as session:
        close_stocktake(session, school.id, stocktake, by="Ada", at=AT)
    return stocktake


def keep(database: Database, school: School, stocktake: StockTakeId, content: bytes, asked: Asked = FIRST) -> bytes:
    with database.write() as session:
        return keep_file(session, school.id, stocktake, asked, content, at=AT)


def kept(database: Database, school: School, stocktake: StockTakeId, asked: Asked = FIRST) -> bytes | None:
    with database.read() as session:
        return kept_file(session, school.id, stocktake, asked)


def test_what_is_printed_first_is_given_for_ever(database: Database, school: School, closed: StockTakeId) -> None:
    first = keep(database, school, closed, b"as it was signed")
    second = keep(database, school, closed, b"with the fonts of ten years later")

    assert first == second == kept(database, school, closed) == b"as it was signed"


def test_each_room_and_language_has_a_file_of_its_own(
    database: Database, school: School, closed: StockTakeId
) -> None:
    english, room = Asked(1, "report.pdf", "", "en"), Asked(1, "report.pdf", "202", "zh")
    keep(database, school, closed, b"zh")

    assert kept(database, school, closed, english) is None
    assert keep(database, school, closed, b"202", room) == b"202"
    with database.read() as session:
        listed = kept_files(session, school.id, closed)
    assert [(file.room, file.size, file.sha256) for file in listed] == [
        ("", 2, sha256(b"zh").hexdigest()),
        ("202", 3, sha256(b"202").hexdigest()),
    ]


def test_nothing_is_kept_of_a_closing_that_was_taken_back(
    database: Database, school: School, closed: StockTakeId
) -> None:
    with database.write() as session:
        reopen_stocktake(session, school.id, closed, "A room was forgotten", by="Ada", at=AT)

    assert keep(database, school, closed, b"too late") == b"too late"
    assert kept(database, school, closed) is None


def test_after_another_closing_the_files_of_both_are_there(
    database: Database, school: School, closed: StockTakeId
) -> None:
    keep(database, school, closed, b"first")
    with database.write() as session:
        reopen_stocktake(session, school.id, closed, "A room was forgotten", by="Ada", at=AT)
        close_stocktake(session, school.id, closed, by="Ada", at=AT)

    keep(database, school, closed, b"second", Asked(2, "report.pdf", "", "zh"))

    with database.read() as session:
        assert [file.closing for file in kept_files(session, school.id, closed)] == [2, 1]


def test_another_school_has_none_of_them(database: Database, school: School, closed: StockTakeId) -> None:
    cy = a_school(database, "Hilltop")
    keep(database, school, closed, b"ours")

    with database.read() as session:
        assert kept_files(session, cy.id, closed) == []
        assert kept_file(session, cy.id, closed, FIRST) is None
