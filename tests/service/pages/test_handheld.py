"""The frame of the handheld page, and what a browser needs to keep it on a device."""

import json
import re
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from service.handheld import ACCOUNT_COOKIE, STATIC, built
from service.pages.handheld import script_of
from tests.people import School, a_stocktake
from tests.service.pages.staff import PASSWORD, Staff

SWEEP = {
    "version": 1,
    "device": "PDA-2",
    "started_at": "2026-12-28T01:10:00Z",
    "ended_at": "2026-12-28T01:11:05Z",
    "sent_at": "2026-12-28T03:40:12Z",
    "sightings": [],
    "seen_by_hand": [{"asset_no": "ZC-2024-00005", "note": ""}],
}


@pytest.fixture
def counter(staff: Staff) -> TestClient:
    """The browser of somebody who counts."""
    return staff(Role.COUNTER)


def within(page: str, element: str) -> Any:
    """What the page gives its script."""
    said = re.search(rf'<script type="application/json" id="{element}">(.*?)</script>', page)
    assert said
    return json.loads(said[1])


def test_the_page_says_who_is_signed_in_and_which_program_it_is(counter: TestClient) -> None:
    answer = counter.get("/handheld")

    shell = within(answer.text, "shell")
    assert ("counter", "Riverside", "zh") == (shell["role"], shell["school_name"], shell["language"])
    assert built().version == shell["version"] == answer.headers["Handheld-Version"]


@pytest.mark.parametrize("leave", ["/sign-out", "/sign-in"])
def test_the_browser_knows_whose_page_it_keeps_until_they_sign_out_or_somebody_signs_in(
    counter: TestClient, leave: str
) -> None:
    shell = within(counter.get("/handheld").text, "shell")
    kept_for = counter.cookies[ACCOUNT_COOKIE]

    counter.post(leave, data={"username": "counter", "password": PASSWORD})

    assert shell["account"] == kept_for
    assert ACCOUNT_COOKIE not in counter.cookies


def test_an_answer_that_comes_after_they_signed_out_does_not_make_the_browser_know_them_again(
    counter: TestClient,
) -> None:
    counter.get("/handheld")

    late = counter.get("/handheld")

    assert ACCOUNT_COOKIE not in late.cookies


def test_the_page_brings_its_words_in_the_language_of_the_reader(counter: TestClient) -> None:
    chinese = within(counter.get("/handheld").text, "words")
    counter.cookies.set("rollcall_language", "en")
    english = within(counter.get("/handheld").text, "words")

    assert ("盘点", {}) == (chinese["Count"], english)
    assert set(chinese) <= set(built().words)


def test_what_stands_in_a_script_element_does_not_end_it() -> None:
    name = "</script><script>alert(1)</script><!--"

    said = script_of({"name": name})

    assert "<" not in said
    assert {"name": name} == json.loads(said)


def test_every_file_the_page_asks_for_is_kept_for_when_there_is_no_network(counter: TestClient) -> None:
    page = counter.get("/handheld").text

    asked = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert len(asked) >= 3
    assert asked <= set(built().files)


def test_the_worker_keeps_every_built_file_and_may_speak_for_the_page(counter: TestClient) -> None:
    answer = counter.get("/handheld/worker.js")

    assert ("/handheld", 200) == (answer.headers["Service-Worker-Allowed"], answer.status_code)
    assert all(address in answer.text for address in (*built().files, built().version))
    assert all(counter.get(address).status_code == 200 for address in built().files)
    assert all(f"/static/{chunk.name}" in built().files for chunk in STATIC.glob("chunk-*.js"))


def test_the_page_can_be_put_on_the_home_screen(counter: TestClient) -> None:
    manifest = counter.get("/handheld/app.webmanifest").json()

    assert ("Rollcall · 盘点", "/handheld", "standalone") == tuple(
        manifest[name] for name in ("name", "start_url", "display")
    )
    for said in manifest["icons"][1:]:
        picture = Image.open(BytesIO(counter.get(said["src"]).content))
        assert said["sizes"] == "{}x{}".format(*picture.size)
        assert (said["purpose"] == "maskable") == (picture.getpixel((0, 0)) == (29, 79, 67, 255))


def test_who_only_looks_is_not_led_to_the_page(staff: Staff, browser: TestClient) -> None:
    assert 403 == staff(Role.VIEWER).get("/handheld").status_code
    assert "/sign-in?next=/handheld" == browser.get("/handheld").headers["Location"]


def test_a_walk_through_the_wrong_room_is_taken_back_on_the_page_of_the_room(
    counter: TestClient, staff: Staff, school: School, database: Database
) -> None:
    url = f"/stocktakes/{a_stocktake(database, school)}"
    for name in ("counter", "zhang.min"):
        sweep = SWEEP | {"pass_id": str(uuid4()), "counted_by": name}
        counter.post(f"/api/v1{url}/rooms/202/passes", json=sweep).raise_for_status()

    shown = counter.get(f"{url}/rooms/202").text
    backs = re.findall(r'action="([^"]+/passes/[^"]+/back)"', shown)
    for back in backs:
        counter.post(back, data={"room": "202", "reason": "房间选错"})
    after = counter.get(f"{url}/rooms/202").text

    assert "zhang.min / counter" in shown
    assert (2, ["已撤回"] * 2) == (len(backs), re.findall("已撤回", after))
    assert "未盘" in after
    assert 2 == len(re.findall("/after-all", staff(Role.MANAGER).get(f"{url}/rooms/202").text))


def test_a_refusal_is_told_to_the_script_of_a_page_in_the_language_of_its_reader(counter: TestClient) -> None:
    refused = counter.post(f"/api/v1/stocktakes/{uuid4()}/passes/{uuid4()}/withdraw", json={"reason": "房间选错"})

    assert (404, "这里") == (refused.status_code, refused.json()["detail"][:2])
