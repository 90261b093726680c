"""What the handheld page takes along: the frozen list, and how far everybody has come."""

from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from inventory.store.places import Room
from tests.people import School
from tests.service.api.test_rooms import COMPUTER, DESK, an_open_stocktake, walk

DOOR = "E280116060000204DDDDDDDD"


def asked(client: TestClient, school: School, address: str, role: Role = Role.COUNTER) -> Any:
    answer = client.get(address, headers=school.bearer(role))
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_thing_of_the_school_is_taken_along_with_its_room_and_tags(client: TestClient, school: School) -> None:
    lists = asked(client, school, f"{an_open_stocktake(client, school)}/handheld")

    assert ["201", "202"] == [room["code"] for room in lists["rooms"]]
    assert ["201"] * 2 + ["202"] * 5 == sorted(item["room"] for item in lists["items"])
    camera = next(item for item in lists["items"] if item["no"] == "ZC-2024-00004")
    assert "lent" == camera["out"]
    assert ("数码相机", ["E28011606000020464A1B2E1"]) == (camera["name"], camera["tags"])
    assert {"id", "no", "name", "room", "tags", "out"} == set(camera)


def test_what_is_not_counted_is_taken_along_too_and_marked(client: TestClient, school: School) -> None:
    body = {"name": "2026", "cutoff": "2026-11-20", "rooms": ["201"]}
    opened = client.post("/api/v1/stocktakes", json=body, headers=school.bearer(Role.MANAGER)).json()["id"]

    lists = asked(client, school, f"/api/v1/stocktakes/{opened}/handheld")

    assert {"201": True, "202": False} == {room["code"]: room["counted"] for room in lists["rooms"]}
    assert {("201", False), ("202", True)} == {(item["room"], "aside" in item) for item in lists["items"]}


@pytest.mark.both_databases
def test_lists_that_are_there_already_are_not_sent_again(
    client: TestClient, school: School, database: Database
) -> None:
    url = an_open_stocktake(client, school)
    lists = asked(client, school, f"{url}/handheld")
    there = school.bearer(Role.COUNTER) | {"If-None-Match": f'"{lists["id"]}"'}

    walk(client, school, url, "201", COMPUTER)
    unchanged = client.get(f"{url}/handheld", headers=there)
    with database.read() as session:
        room = session.scalars(select(Room.id).where(Room.code == "201")).one()
    on_the_door = {"tag": DOOR, "room": str(room)}
    client.post("/api/v1/tags/bindings", json=on_the_door, headers=school.bearer(Role.MANAGER)).raise_for_status()
    fresh = client.get(f"{url}/handheld", headers=there)

    assert (304, b"", 200) == (unchanged.status_code, unchanged.content, fresh.status_code)
    assert [[DOOR], []] == [room["tags"] for room in fresh.json()["rooms"]]
    assert fresh.json()["id"] == asked(client, school, f"{url}/handheld/news")["lists"]


def test_the_lists_are_packed_for_whoever_unpacks_them(client: TestClient, school: School) -> None:
    url = an_open_stocktake(client, school)
    plain = school.bearer(Role.COUNTER) | {"Accept-Encoding": "identity"}

    packed = client.get(f"{url}/handheld", headers=school.bearer(Role.COUNTER))
    unpacked = client.get(f"{url}/handheld", headers=plain)

    assert ("gzip", None) == tuple(each.headers.get("Content-Encoding") for each in (packed, unpacked))
    assert packed.json()["items"] == unpacked.json()["items"]


def test_the_news_tell_what_anybody_found_by_its_place_in_the_lists(client: TestClient, school: School) -> None:
    url = an_open_stocktake(client, school)
    items = asked(client, school, f"{url}/handheld")["items"]
    walk(client, school, url, "202", COMPUTER, DESK)

    news = asked(client, school, f"{url}/handheld/news")

    found = {room: sorted(items[place]["tags"][0] for place in seen) for room, seen in news["seen"].items()}
    assert {"202": [COMPUTER, DESK]} == found
    assert [("201", "waiting", 0), ("202", "counting", 1)] == [
        (room["code"], room["state"], room["passes"]) for room in news["rooms"]
    ]
    assert {"unread", "least", "most", "advice"} == set(news["rooms"][1]["coverage"])


def test_a_recount_names_what_is_looked_at_again(client: TestClient, school: School) -> None:
    url = an_open_stocktake(client, school)
    walk(client, school, url, "202", COMPUTER)
    client.post(f"{url}/recount", json={}, headers=school.bearer(Role.MANAGER)).raise_for_status()

    news, lists = (asked(client, school, url + path) for path in ("/handheld/news", "/handheld"))

    assert "recount" == news["status"]
    assert "ZC-2024-00003" in [lists["items"][place]["no"] for place in news["again"]["202"]]


@pytest.mark.parametrize(("role", "things"), [(Role.COUNTER, 0), (Role.MANAGER, 7)])
def test_of_a_blind_count_whoever_counts_is_given_rooms_only(
    client: TestClient, school: School, role: Role, things: int
) -> None:
    body = {"name": "2026", "cutoff": "2026-11-20", "rooms": "all", "blind": True}
    opened = client.post("/api/v1/stocktakes", json=body, headers=school.bearer(Role.MANAGER)).json()["id"]
    url = f"/api/v1/stocktakes/{opened}"
    walk(client, school, url, "202", COMPUTER, DESK)

    lists, news = (asked(client, school, url + path, role) for path in ("/handheld", "/handheld/news"))

    assert (things, bool(things)) == (len(lists["items"]), lists["stocktake"]["sees"])
    assert ["201", "202"] == [room["code"] for room in lists["rooms"]]
    assert bool(things) == bool(news["seen"]) == bool(news["rooms"][1]["coverage"])


def test_a_walk_through_the_wrong_room_is_taken_back_and_counted_after_all(
    client: TestClient, school: School
) -> None:
    url = an_open_stocktake(client, school)
    wrong = walk(client, school, url, "202", COMPUTER)
    theirs, manager = school.bearer(Role.COUNTER), school.bearer(Role.MANAGER)
    seen = []

    refused = client.post(f"{url}/passes/{wrong}/withdraw", json={"reason": "wrong room"}, headers=theirs)
    for path in ("withdraw", "after-all"):
        client.post(f"{url}/passes/{wrong}/{path}", json={"reason": "wrong room"}, headers=manager).raise_for_status()
        findings = client.get(f"{url}/findings?room=201", headers=manager).json()["findings"]
        seen += [each["seen_room"] for each in findings if each["tag"] == COMPUTER]

    assert (403, "zhang.min") == (refused.status_code, refused.json()["detail"].split(" by ")[1].split(",")[0])
    assert [None, "202"] == seen
