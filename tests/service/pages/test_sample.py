"""The sample school: made with one click, used like any other, and removed without a trace."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import list_stocktakes
from inventory.actions.cards.assets import search_assets
from inventory.actions.proof.journal import verify
from inventory.actions.school.accounts import create_account
from inventory.actions.school.samples import create_sample, remove_sample, sample_of
from inventory.actions.school.schools import all_schools, find_school
from inventory.campaign import Status
from inventory.errors import NotFound
from inventory.findings import Kind
from inventory.ids import SchoolId
from inventory.store.engine import Database
from inventory.store.tables import METADATA
from service.credentials import Credential, parse_credential
from service.language import Speech
from service.sample.making import make_sample
from service.sessions import COOKIE, HOME_COOKIE
from tests.people import NOW, School
from tests.service.pages.staff import Staff, engage

ZONE = ZoneInfo("Asia/Shanghai")


def rows(session: Session) -> dict[str, int]:
    """How many rows every table has, of all schools."""
    counts = {table.name: select(func.count()).select_from(table) for table in METADATA.sorted_tables}
    return {name: session.scalar(count) or 0 for name, count in counts.items()}


def made(database: Database, owner: SchoolId) -> SchoolId:
    with database.write() as session:
        now = datetime.now(UTC)
        return make_sample(session, owner, "Riverside", "!", Speech("en", ZONE), by="eve", at=now)


@pytest.fixture
def eve(staff: Staff) -> TestClient:
    """The browser of the administrator."""
    return staff(Role.ADMIN)


@pytest.fixture
def sample(database: Database, school: School) -> SchoolId:
    """A sample school with nothing in it but its administrator."""
    with database.write() as session:
        empty = create_sample(session, school.id, "Sample · Riverside", at=NOW)
    engage(database, empty, Role.ADMIN)
    return empty


@pytest.mark.both_databases
def test_removing_it_leaves_no_row_of_it_in_any_table(database: Database, school: School) -> None:
    with database.read() as session:
        before = rows(session)
    sample = made(database, school.id)
    with database.read() as session:
        found = search_assets(session, sample, "laptop")

    with database.write() as session:
        remove_sample(session, sample)

    with database.read() as session:
        assert before == rows(session)
        assert verify(session, school.id) is None
        assert found
        assert () == search_assets(session, sample, "laptop")


def test_no_other_school_can_be_removed(database: Database, school: School) -> None:
    with database.write() as session, pytest.raises(NotFound):
        remove_sample(session, school.id)


def test_it_has_a_stock_take_that_is_over_and_one_under_way(
    eve: TestClient, database: Database, school: School
) -> None:
    eve.post("/sample")

    assert "示例学校 · Riverside" in eve.get("/").text
    with database.read() as session:
        made = sample_of(session, school.id)
        assert made is not None
        now, before = list_stocktakes(session, made)
        found = {line.kind for line in standing(session, made, now.id).lines}
        assert (Status.COUNTING, Status.CLOSED) == (now.status, before.status)
        assert 0 < now.rooms_complete < now.rooms
        assert {Kind.VERIFIED, Kind.MOVED, Kind.MISSING, Kind.UNKNOWN_TAG, Kind.NOT_COVERED} <= found
        assert verify(session, made) is None


@pytest.mark.usefixtures("sample")
def test_an_administrator_goes_there_and_comes_back(eve: TestClient) -> None:
    own = eve.cookies[COOKIE]

    eve.post("/sample")
    there = eve.get("/first-steps").text
    eve.post("/sample/leave")
    back = eve.get("/first-steps").text

    assert "这里是示例学校" in there
    assert "这里是示例学校" not in back
    assert own == eve.cookies[COOKIE]
    assert HOME_COOKIE not in eve.cookies


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("within", [True, False])
def test_it_is_removed_from_within_or_from_home(
    eve: TestClient, database: Database, school: School, within: bool
) -> None:
    if within:
        eve.post("/sample")

    removed = eve.post("/sample/remove")

    assert "/" == removed.headers["Location"]
    assert "Riverside" in eve.get("/").text
    with database.read() as session:
        assert sample_of(session, school.id) is None


def test_a_second_click_leads_to_the_one_that_is_there(
    eve: TestClient, database: Database, school: School, sample: SchoolId
) -> None:
    eve.post("/sample")

    assert "这里是示例学校" in eve.get("/first-steps").text
    with database.read() as session:
        assert sample == sample_of(session, school.id)
        assert 2 == len(all_schools(session))


@pytest.mark.usefixtures("sample")
def test_signing_out_there_signs_out_at_home_as_well(eve: TestClient) -> None:
    own = eve.cookies[COOKIE]
    eve.post("/sample")

    eve.post("/sign-out")
    eve.cookies.set(COOKIE, own)

    assert "/sign-in" in eve.get("/").headers["Location"]


@pytest.mark.usefixtures("sample")
def test_a_forged_way_home_leads_to_the_door(eve: TestClient) -> None:
    eve.post("/sample")
    good = parse_credential(eve.cookies[HOME_COOKIE].strip('"'))
    assert good is not None
    here = eve.cookies[COOKIE]
    eve.cookies.clear()
    eve.cookies.update({COOKIE: here, HOME_COOKIE: str(Credential(good.school, good.id, bytes(32)))})

    assert "/sign-in" == eve.post("/sample/leave").headers["Location"]


@pytest.mark.usefixtures("sample")
def test_commands_need_not_be_told_which_school_is_meant(database: Database, school: School) -> None:
    with database.read() as session:
        assert school.id == find_school(session, None).id


def test_only_an_administrator_makes_one(staff: Staff) -> None:
    assert 403 == staff(Role.MANAGER).post("/sample").status_code


def test_whoever_goes_there_is_its_administrator_whatever_accounts_it_has(
    eve: TestClient, database: Database, sample: SchoolId
) -> None:
    now = datetime.now(UTC)
    with database.write() as session:
        create_account(
            session, sample, username="a", password_hash="!", role=Role.VIEWER, one_time=True, by="eve", at=now
        )

    eve.post("/sample")

    assert "这里是示例学校" in eve.get("/first-steps").text
