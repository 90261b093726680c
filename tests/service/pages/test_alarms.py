"""The page of alarms fills by itself, and says who has seen to what."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import takewhile

import httpx2
import pytest
from sqlalchemy import select

from inventory.access import Role
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.presence.alarms import acknowledge
from inventory.actions.presence.gates import GateWish, gates_now
from inventory.store.alarms import AlarmRow
from inventory.store.engine import Database
from tests.inventory.actions.slips import asked, thing
from tests.people import NOW, School
from tests.service.pages.boxes import Handheld
from tests.service.pages.staff import Staff
from tests.service.running import running

PROJECTOR = "3474257BF40000000000162E"


@pytest.fixture
def line(database: Database) -> Iterator[httpx2.Client]:
    """A line to the running service."""
    with running(database) as address, httpx2.Client(base_url=address, timeout=20) as client:
        yield client


@pytest.fixture
def door(line: httpx2.Client, school: School) -> Handheld:
    """The reader of Riverside, at a door of room 201."""
    station, admin = f"/api/v1/stations/{school.station}", school.bearer(Role.ADMIN)
    assert 204 == line.put(f"{station}/room", json={"room": "201"}, headers=admin).status_code
    assert 204 == line.put(f"{station}/gate", json={}, headers=admin).status_code
    return Handheld(school, line)


def test_what_goes_out_is_told_on_a_page_that_is_open(line: httpx2.Client, school: School, door: Handheld) -> None:
    with line.stream("GET", "/alarms/live?since=0", headers=school.bearer(Role.VIEWER)) as page:
        lines = page.iter_lines()
        next(text for text in lines if text.startswith("retry"))
        door.hears(PROJECTOR)
        assert any("投影仪" in text for text in lines)


def test_a_page_that_is_open_tells_nothing_more_in_a_blind_count(
    line: httpx2.Client, database: Database, school: School, door: Handheld
) -> None:
    door.hears(PROJECTOR)
    with line.stream("GET", "/alarms/live?show=all&since=0", headers=school.bearer(Role.VIEWER)) as page:
        lines = page.iter_lines()
        next(text for text in lines if "投影仪" in text)
        with database.write() as session:
            open_stocktake(session, school.id, name="2026", cutoff=NOW, by="Ada", at=NOW, blind=True)
            acknowledge(
                session,
                school.id,
                session.scalars(select(AlarmRow.id)).one(),
                by="Ada",
                reason="seen",
                at=datetime.now(UTC),
            )
        next(text for text in lines if text.startswith("event"))
        event = list(takewhile(bool, lines))

    assert event
    assert "投影仪" not in "".join(event)


def test_with_a_loan_it_may_go(line: httpx2.Client, database: Database, school: School, door: Handheld) -> None:
    with database.write() as session:
        asked(session, school, "loan", thing(session, school))

    door.hears(PROJECTOR)

    told = line.get("/api/v1/alarms?show=all", headers=school.bearer(Role.VIEWER))
    assert {"alarms": [], "next": None} == told.json()


def test_programs_read_an_alarm_and_see_to_it(line: httpx2.Client, school: School, door: Handheld) -> None:
    door.hears(PROJECTOR)
    counter = school.bearer(Role.COUNTER)
    [alarm] = line.get("/api/v1/alarms", headers=counter).json()["alarms"]
    url = f"/api/v1/alarms/{alarm['id']}/acknowledge"

    answers = [
        line.post(url, json={"reason": reason}, headers=counter).status_code for reason in ("", "back", "back")
    ]

    assert ("left", "投影仪", "handheld 1") == (alarm["kind"], alarm["name"], alarm["gate"])
    assert [422, 204, 409] == answers
    assert [] == line.get("/api/v1/alarms", headers=counter).json()["alarms"]


@pytest.mark.both_databases
def test_somebody_sees_to_an_alarm_on_the_page(staff: Staff, database: Database, door: Handheld) -> None:
    door.hears(PROJECTOR)
    counter = staff(Role.COUNTER)
    with database.read() as session:
        alarm = session.scalars(select(AlarmRow.id)).one()
    assert "投影仪" in counter.get("/alarms").text
    assert ">1<" in counter.get("/alarms/number").text

    answer = counter.post(f"/alarms/{alarm}/acknowledge", data={"reason": "老师忘了填单"})

    assert 303 == answer.status_code
    assert "投影仪" not in counter.get("/alarms").text
    assert "老师忘了填单" in counter.get("/alarms?show=seen").text


def test_an_administrator_says_when_there_is_an_alarm(staff: Staff) -> None:
    admin = staff(Role.ADMIN)
    said = {"elsewhere_minutes": "45", "unseen_days": "0", "episode_minutes": "15"}

    answer = admin.post("/alarms/rules", data=said | {"quiet_from": "22:00", "quiet_until": "06:30"})

    assert 303 == answer.status_code
    shown = admin.get("/alarms").text
    assert all(words in shown for words in ('value="45"', "22:00–06:30"))


def test_quiet_hours_are_those_of_the_clock_on_the_wall(staff: Staff, database: Database, door: Handheld) -> None:
    said = {"elsewhere_minutes": "45", "unseen_days": "0", "episode_minutes": "15"}
    staff(Role.ADMIN).post("/alarms/rules", data=said | {"quiet_from": "00:00Z", "quiet_until": "23:59Z"})

    door.hears(PROJECTOR)

    with database.read() as session:
        assert 1 == len(session.scalars(select(AlarmRow.id)).all())


def test_a_reader_that_stays_in_a_room_is_made_a_gate(staff: Staff, database: Database, school: School) -> None:
    admin = staff(Role.ADMIN)
    said = {"gate": "true", "beyond": "", "inner": "1.1", "outer": "1.2", "least_reads": "4", "least_rssi": "-50"}
    url = f"/stations/{school.station}"

    goes_about = admin.post(f"{url}/gate", data=said)
    admin.post(f"{url}/room", data={"room": "201"})
    one_side = admin.post(f"{url}/gate", data=said | {"outer": ""})
    made = admin.post(f"{url}/gate", data=said)

    assert [409, 422, 303] == [answer.status_code for answer in (goes_about, one_side, made)]
    with database.read() as session:
        assert {school.station: GateWish("", "1.1", "1.2", 4, -50.0)} == gates_now(session, school.id)
    assert 'value="1.1"' in admin.get("/stations").text


def test_an_administrator_says_who_is_told_and_sees_only_a_part_of_the_address(staff: Staff) -> None:
    admin = staff(Role.ADMIN)
    said = {"name": "门卫", "url": "https://oapi.dingtalk.com/robot/send?access_token=3f9c", "kinds": ["left"]}

    refused = admin.post("/notices", data=said | {"url": "slack://3f9c"})
    added = admin.post("/notices", data=said)
    shown = admin.get("/notices").text
    target = shown.partition('action="/notices/')[2].partition("/")[0]
    tried = admin.post(f"/notices/{target}/try")

    assert [422, 303, 303] == [answer.status_code for answer in (refused, added, tried)]
    assert "https://oapi.dingtalk.com/…" in shown
    assert "3f9c" not in shown + refused.text
    assert "等待至" in admin.get("/notices").text
    assert 303 == admin.post(f"/notices/{target}/remove").status_code
    assert "oapi" not in admin.get("/notices").text


def test_a_document_says_what_passed_a_gate_with_it(
    staff: Staff, database: Database, school: School, door: Handheld
) -> None:
    with database.write() as session:
        slip = asked(session, school, "loan", thing(session, school))

    door.hears(PROJECTOR)

    assert "已经过门禁点“handheld 1”" in staff(Role.VIEWER).get(f"/documents/{slip}").text
