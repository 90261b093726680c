"""Looking things up, taking files in, and setting up readers."""

import re

import pytest

from inventory.access import Role
from inventory.store.engine import Database
from tests.people import School, a_stocktake
from tests.service.pages.boxes import Handheld
from tests.service.pages.staff import Staff

ROOMS = """房间号,名称,楼栋,楼层,负责人
301,音乐教室,艺术楼,3,孙悦
301,重复,艺术楼,3,
302,美术教室,艺术楼,x,
"""
REGISTER = """资产编号,资产名称,数量,原值,存放地点,保管人,EPC
YY-1,钢琴,1,28000,301,孙悦,E28011606000020464A1FFFF
YY-2,画架,x,100,302,,
"""


def upload(name: str, text: str) -> dict[str, tuple[str, bytes, str]]:
    return {"file": (name, text.encode("gb18030"), "text/csv")}


@pytest.mark.parametrize("text", ["ZC-2024-00001", "投影", "张敏 投影", "201", "257bf4"])
def test_a_card_is_found_by_any_part_of_what_stands_on_it(staff: Staff, text: str) -> None:
    found = staff(Role.VIEWER).get("/assets", params={"q": text}).text

    assert "投影仪" in found


def test_a_search_without_hits_says_what_to_try(staff: Staff) -> None:
    found = staff(Role.VIEWER).get("/assets", params={"q": "<b>none</b>"}).text

    assert "没有找到“&lt;b&gt;none&lt;/b&gt;”" in found


def test_a_card_shows_its_pieces_their_tags_and_what_happened_to_them(
    staff: Staff, school: School, database: Database
) -> None:
    ben = staff(Role.COUNTER)
    stocktake = a_stocktake(database, school)
    ben.post(f"/stocktakes/{stocktake}/passes", data={"room": "202", "station": str(school.station)})
    Handheld(school, ben).hears("E28011606000020464A1B2D2")

    link = re.search(r'href="(/assets/[^"]+)"><b>课桌椅', ben.get("/assets", params={"q": "课桌椅"}).text)
    assert link is not None
    card = ben.get(link[1]).text

    assert card.count(">E28011606000020464A1B2D") == 3
    assert "¥505.00" in card
    assert '<span class="pill">第 2 件</span> 在 202 读到 23 次' in card
    assert "由文件 register.csv 录入" in card


def test_rooms_are_shown_with_every_doubt_before_they_are_entered(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    looked_at = ada.post("/rooms", files=upload("房间.csv", ROOMS)).text
    before = ada.get("/stocktakes/new").text
    carried = dict(re.findall(r'name="(filename|content)" value="([^"]*)"', looked_at))
    entered = ada.post("/rooms/apply", data=carried).text

    assert "音乐教室" in looked_at
    assert "房间 301 在" in looked_at
    assert "“x”不是楼层" in looked_at
    assert "音乐教室" not in before
    assert "新增 2 间" in entered
    assert "音乐教室" in ada.get("/stocktakes/new").text


def test_a_register_is_previewed_and_then_entered(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    handed_in = ada.post("/imports", files=upload("台账.csv", REGISTER))
    preview = ada.get(handed_in.headers["Location"]).text
    applied = ada.post(handed_in.headers["Location"] + "/apply")
    done = ada.get(applied.headers["Location"]).text

    assert "钢琴" in preview
    assert "“x”不是 1 到 10,000 之间的件数" in preview
    assert "已有 2 张卡片写入台账。" in done
    assert "钢琴" in ada.get("/assets", params={"q": "YY-1"}).text


def test_an_unreadable_file_is_refused_with_what_to_do(staff: Staff) -> None:
    refused = staff(Role.MANAGER).post("/imports", files={"file": ("台账.xlsx", b"PK\x03\x04 not a workbook", "")})

    assert refused.status_code == 422
    assert "台账.xlsx 已损坏" in refused.text


def test_a_new_readers_pairing_code_is_shown_once(staff: Staff) -> None:
    ada = staff(Role.ADMIN)
    asked = {"name": "手持机 2", "address": "http://192.168.1.20:8000"}

    made = ada.post("/stations", data=asked)
    again = ada.post("/stations", data=asked)

    assert "RC1-" in made.text
    assert made.headers["Cache-Control"] == "no-store"
    assert "RC1-" not in ada.get("/stations").text
    assert (again.status_code, "已经有名为“手持机 2”的读写器" in again.text) == (409, True)
