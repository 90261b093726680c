"""The page of the readers: who may set one up and by which code, and what is said of how they are."""

import binascii
import json
import re
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from inventory.access import Role
from inventory.store.engine import Database
from tests.people import School, a_stocktake
from tests.service.pages.staff import Staff

HEARTBEAT: dict[str, Any] = json.loads((Path(__file__).parents[2] / "wire/heartbeat_v1.json").read_text("utf-8"))


def code_on(page: str) -> tuple[str, str]:
    """Address and token of the pairing code on this page."""
    found = re.search(r"RC1-([\w-]+)", page)
    assert found is not None
    sealed = urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4))
    assert sealed[:4] == binascii.crc32(sealed[4:]).to_bytes(4)
    address, token = sealed[4:].decode().split("\n")
    return address, token


def heartbeat(ago: timedelta = timedelta(), **scanner: object) -> dict[str, Any]:
    """What the box of a scanner says whose clock is behind by so much."""
    scanners = [HEARTBEAT["scanners"][0] | {"trouble": ""} | scanner]
    return HEARTBEAT | {"sent_at": (datetime.now(UTC) - ago).isoformat(), "scanners": scanners}


def test_only_an_administrator_is_offered_to_set_up_a_reader(staff: Staff) -> None:
    seen = {role: staff(role).get("/stations").text for role in Role}

    assert {Role.ADMIN} == {role for role, page in seen.items() if 'action="/stations"' in page}
    assert {Role.ADMIN} == {role for role, page in seen.items() if "新的读写器由系统管理员登记。" not in page}


def test_a_manager_gets_no_token_by_asking_without_the_form(staff: Staff) -> None:
    refused = staff(Role.MANAGER).post("/stations", data={"name": "走廊读写器"})

    assert refused.status_code == 403
    assert "rollcall_" not in refused.text
    assert "走廊读写器" not in staff(Role.ADMIN).get("/stations").text


def test_a_reader_needs_a_name_of_more_than_blanks(staff: Staff) -> None:
    refused = staff(Role.ADMIN).post("/stations", data={"name": "   "})

    assert refused.status_code == 422
    assert "请填写名称。" in refused.text
    assert 'action="/stations"' in refused.text


def test_a_name_that_is_taken_stands_in_the_form_to_be_changed(staff: Staff) -> None:
    ada = staff(Role.ADMIN)

    refused = ada.post("/stations", data={"name": " handheld 1 "})

    assert refused.status_code == 409
    assert "已经有名为“handheld 1”的读写器" in unescape(refused.text)
    assert 'value="handheld 1"' in refused.text


def test_the_code_of_a_new_reader_says_where_and_as_whom_and_is_shown_once(staff: Staff) -> None:
    ada = staff(Role.ADMIN)

    made = ada.post("/stations", data={"name": "走廊读写器", "address": "http://192.168.1.20:8000/"})

    address, token = code_on(made.text)
    assert "http://192.168.1.20:8000" == address
    assert 422 == ada.post("/api/v1/heartbeats", json={}, headers={"Authorization": f"Bearer {token}"}).status_code
    assert "no-store" == made.headers["Cache-Control"]
    assert "RC1-" not in ada.get("/stations").text


def test_an_address_that_only_this_machine_reaches_is_warned_of(staff: Staff) -> None:
    made = staff(Role.ADMIN).post("/stations", data={"name": "台式", "address": "http://127.0.0.1:8000"})

    assert "其他电脑无法通过 http://127.0.0.1:8000 访问本服务" in made.text


def test_an_address_that_is_none_makes_no_code(staff: Staff) -> None:
    refused = staff(Role.ADMIN).post("/stations", data={"name": "台式", "address": "rollcall"})

    assert 422 == refused.status_code
    assert "RC1-" not in refused.text
    assert 'value="台式"' in refused.text


def test_a_new_code_ends_the_old_one(staff: Staff, school: School) -> None:
    ada = staff(Role.ADMIN)

    made = ada.post(f"/stations/{school.station}/code")

    address, token = code_on(made.text)
    renewed = {"Authorization": f"Bearer {token}"}
    assert "http://testserver" == address
    assert 401 == ada.post("/api/v1/heartbeats", json=heartbeat(), headers=school.box()).status_code
    assert 204 == ada.post("/api/v1/heartbeats", json=heartbeat(), headers=renewed).status_code


def test_the_page_says_how_each_reader_is(staff: Staff, school: School) -> None:
    ada = staff(Role.ADMIN)
    before = ada.get("/stations").text

    ada.post("/api/v1/heartbeats", json=heartbeat(timedelta(minutes=3), state="away"), headers=school.box())
    after = ada.get("/stations").text

    assert "尚未报告" in before
    assert all(said in after for said in ("线缆已拔出，或已关机", "时钟相差3分钟", "等待上传的读取记录：112"))
    assert all(told in after for told in ("m100", "M100 26dBm V1.0", "12,345", "41 °C", "0.1.0"))


def test_whoever_counts_with_a_reader_that_reads_nothing_is_warned(
    staff: Staff, school: School, database: Database
) -> None:
    url = f"/stocktakes/{a_stocktake(database, school)}"
    ben = staff(Role.COUNTER)
    ben.post(f"{url}/passes", data={"room": "201", "station": str(school.station)})

    ben.post("/api/v1/heartbeats", json=heartbeat(state="silent"), headers=school.box())

    assert all("读写器没有应答" in ben.get(page).text for page in (url, f"{url}/rooms/201"))


def test_a_fixed_reader_is_put_into_its_room_on_the_page(staff: Staff, school: School) -> None:
    ada, url = staff(Role.ADMIN), f"/stations/{school.station}/room"

    before = ada.get("/stations").text
    ada.post(url, data={"room": " 201 "})
    refused = ada.post(url, data={"room": "999"})

    assert "固定在此" not in before
    assert "固定在此" in ada.get("/stations").text
    assert (404, 403) == (refused.status_code, staff(Role.MANAGER).post(url, data={"room": "202"}).status_code)
