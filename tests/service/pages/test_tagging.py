"""Tags at the desk: what a reader hears is bound to the thing in the hand, and the next stock-take knows it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from inventory.store.sightings import Sighting
from tests.people import School, a_stocktake
from tests.service.pages.boxes import Handheld
from tests.service.pages.staff import Staff

# What reaches the databases is tested with the actions and the API, on both; here it is about the pages.

FRESH, OTHER = "ABCD00112233445566778899", "ABCD0011223344556677889A"
PROJECTOR = "3474257BF40000000000162E"


def desk_of(ada: TestClient, school: School, room: str = "202", **more: str) -> dict[str, str]:
    """What the desk sends along for the first untagged thing in the room, with the school's reader."""
    shown = ada.get("/tagging/desk", params={"room": room, "station": str(school.station), **more}).text
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown))


def field(ada: TestClient, desk: dict[str, str]) -> str:
    """What the page says of the field of the reader."""
    return unescape(ada.get("/tagging/field", params=desk).text)


def item_of(ada: TestClient, text: str) -> str:
    """The id of the thing that is found by the text."""
    (item, *_) = re.findall(r'/tagging/desk\?item=([0-9a-f-]+)"', ada.get("/tagging", params={"text": text}).text)
    return str(item)


def test_a_tag_is_read_bound_and_verified_by_the_next_stock_take(
    staff: Staff, school: School, database: Database
) -> None:
    ada = staff(Role.MANAGER)
    box = Handheld(school, ada)
    desk = desk_of(ada, school)

    box.hears(FRESH)
    shown = field(ada, desk)
    bound = ada.post("/tagging/desk", data=desk | {"text": FRESH, "heard": "true"})
    after = ada.get(bound.headers["Location"]).text

    assert FRESH in shown
    assert "自定义号码" in shown
    assert "已绑定：" in after
    assert "这份清单已到最后一件" in after
    stocktake = a_stocktake(database, school)
    started = ada.post(f"/stocktakes/{stocktake}/passes", data={"room": "202", "station": str(school.station)})
    box.hears(FRESH)
    room = ada.get(f"/stocktakes/{stocktake}/rooms/202").text
    assert 303 == started.status_code
    assert "书柜" in room.split("账实相符")[-1]
    assert "未登记标签(盘盈待查)" not in room


def test_two_tags_in_the_field_are_told_and_neither_is_bound(staff: Staff, school: School) -> None:
    ada = staff(Role.MANAGER)
    desk = desk_of(ada, school)
    Handheld(school, ada).hears(FRESH, OTHER)

    shown = field(ada, desk)
    refused = ada.post("/tagging/desk", data=desk | {"text": FRESH, "heard": "true"})

    assert "请只留一枚" in shown
    assert 'name="text"' not in shown
    assert (409, True) == (refused.status_code, "请只把它留在读写器前" in refused.text)


def test_a_tag_on_something_else_is_named_and_comes_off_there_only_with_a_reason(
    staff: Staff, school: School
) -> None:
    ada = staff(Role.MANAGER)
    desk = desk_of(ada, school)
    Handheld(school, ada).hears(PROJECTOR)

    shown = field(ada, desk)
    refused = ada.post("/tagging/desk", data=desk | {"text": PROJECTOR})
    unsaid = ada.post("/tagging/desk", data=desk | {"text": PROJECTOR, "away": "true"})
    done = ada.post("/tagging/desk", data=desk | {"text": PROJECTOR, "away": "true", "reason": "贴错"})

    assert "它在 投影仪 (ZC-2024-00001) 上" in shown
    assert [409, 409, 303] == [answer.status_code for answer in (refused, unsaid, done)]
    assert "已在 投影仪 ZC-2024-00001 上" in refused.text
    history = ada.get(f"/tags/{PROJECTOR}").text
    assert all(word in history for word in ("书柜", "投影仪", "贴错", "GIAI-96", "(8004)06141415678"))


def test_a_fresh_tag_alone_is_bound_without_asking_if_somebody_chose_so(staff: Staff, school: School) -> None:
    ada = staff(Role.MANAGER)
    desk = desk_of(ada, school, alone="true")
    Handheld(school, ada).hears(FRESH)

    assert 'hx-trigger="submit, load"' in field(ada, desk)
    assert 'hx-trigger="submit"' in field(ada, {name: said for name, said in desk.items() if name != "alone"})


@pytest.mark.both_databases
def test_what_a_handheld_read_last_can_still_be_bound_at_the_desk(
    staff: Staff, school: School, database: Database
) -> None:
    ada = staff(Role.MANAGER)
    desk, held = desk_of(ada, school), desk_of(ada, school, held="true")
    Handheld(school, ada).hears(FRESH)
    with database.write() as session:  # half a minute goes by
        then = datetime.now(UTC) - timedelta(seconds=30)
        session.execute(update(Sighting).values(seen_at=then, received_at=then))

    shown = [FRESH in field(ada, desk), FRESH in field(ada, held)]
    bound = ada.post("/tagging/desk", data=held | {"text": FRESH, "heard": "true"})

    assert [False, True] == shown
    assert 303 == bound.status_code


def test_a_tag_may_be_typed_however_a_scanner_writes_it(staff: Staff, school: School) -> None:
    ada = staff(Role.MANAGER)
    desk = desk_of(ada, school)

    nonsense = ada.post("/tagging/desk", data=desk | {"text": "<b>书柜</b>"})
    bound = ada.post("/tagging/desk", data=desk | {"text": "30 00 AB CD 00 11 22 33 44 55 66 77 88 99"})

    assert (409, True) == (nonsense.status_code, "“&lt;b&gt;书柜&lt;/b&gt;”不是标签号" in nonsense.text)
    assert FRESH in bound.headers["Location"]


def test_the_tag_of_a_thing_is_replaced_and_the_old_one_is_kept_in_its_history(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    item = item_of(ada, "投影仪")

    form = {"item": item, "text": FRESH, "replaces": PROJECTOR, "reason": "标签损坏"}
    bound = ada.post("/tagging/desk", data=form)

    assert 303 == bound.status_code
    assert FRESH in ada.get(f"/tagging/desk?item={item}").text
    assert PROJECTOR not in ada.get(f"/tagging/desk?item={item}").text
    assert "标签损坏" in ada.get(f"/tags/{PROJECTOR}").text


def test_rooms_and_persons_are_found_and_tagged(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    room = re.findall(r"place=([0-9a-f-]+)", ada.get("/tagging", params={"text": "201"}).text)[0]
    person = re.findall(r"person=([0-9a-f-]+)", ada.get("/tagging", params={"text": "张敏"}).text)[0]

    ada.post("/tagging/desk", data={"place": room, "text": FRESH})
    ada.post("/tagging/desk", data={"person": person, "text": OTHER})

    assert "<b>201</b>" in ada.get(f"/tags/{FRESH}").text
    assert "<b>张敏</b>" in ada.get(f"/tags/{OTHER}").text


def test_a_tag_is_taken_off_with_a_reason(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    refused = ada.post(f"/tags/{PROJECTOR}/off", data={"reason": " "})
    taken = ada.post(f"/tags/{PROJECTOR}/off", data={"reason": "读不出"})

    assert (422, 303) == (refused.status_code, taken.status_code)
    assert "读不出" in ada.get(f"/tags/{PROJECTOR}").text


def test_what_is_to_be_tagged_is_listed_by_room_to_print_and_gets_numbers_for_a_printer(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    rooms, things = ada.get("/tagging").text, ada.get("/tagging/room?room=202").text

    given = ada.post("/tagging/numbers", data={"room": "202"})

    assert '/tagging/desk?room=202"' in rooms
    assert ("书柜" in things, "data-print" in things) == (True, True)
    assert (303, "/labels?room=202") == (given.status_code, given.headers["Location"])
    assert "账上没有等待贴标签的资产" in ada.get("/tagging").text


@pytest.mark.parametrize(
    ("typed", "leads"), [("3474 257B F400 0000 0000 162E", f"/tags/{PROJECTOR}"), ("书柜", None), ("", None)]
)
def test_any_spelling_of_a_number_leads_to_its_tag(staff: Staff, typed: str, leads: str | None) -> None:
    assert leads == staff(Role.VIEWER).get("/tags", params={"text": typed}).headers.get("Location")


@pytest.mark.both_databases
def test_a_file_of_numbers_and_tags_is_looked_at_bound_and_taken_back(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    pasted = f"资产编号,EPC,TID\nZC-2024-00005,{FRESH},E280116020001234\nZC-2024-00009,{OTHER},\n"

    file = ada.post("/tagging/files", data={"pasted": pasted}).headers["Location"]
    looked = ada.get(file).text
    ada.post(f"{file}/apply")
    bound = ada.get(f"/tags/{FRESH}").text
    ada.post(f"{file}/undo")

    assert "可绑定 1 枚标签" in looked
    assert "没有编号为 ZC-2024-00009 的卡片" in looked
    assert ("书柜" in bound, "Impinj" in bound) == (True, True)
    assert "取下标签" not in ada.get(f"/tags/{FRESH}").text
    assert "已于" in ada.get(file).text


def test_an_empty_file_is_told(staff: Staff) -> None:
    refused = staff(Role.MANAGER).post("/tagging/files", data={"pasted": " "})

    assert (422, True) == (refused.status_code, 'role="alert"' in refused.text)
