"""The page of a room: ticking by hand, what a blind count keeps to itself, deadlines, and what to look at again."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import Workbook
from sqlalchemy import select, update
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.campaign.recounts import begin_recount
from inventory.actions.campaign.standing import standing
from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.ids import PassId, StockTakeId
from inventory.sightings import Sighting
from inventory.store.engine import Database
from inventory.store.register import Asset
from inventory.store.stocktakes import RoomCount, StockTake
from inventory.tags import Tag
from tests.people import NOW, School, a_stocktake
from tests.service.pages.staff import Staff, read_and_close

BOOKCASE, DESKS, PROJECTOR_TAG = "ZC-2024-00005", "ZC-2024-00003", "3474257BF40000000000162E"


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    return a_stocktake(database, school)


@pytest.fixture
def ben(staff: Staff) -> TestClient:
    return staff(Role.COUNTER)


def ticks(browser: TestClient, stocktake: StockTakeId, room: str, text: str, **more: str) -> str:
    """What the page is sent after a tick."""
    form = {"room": room, "text": text, "submission": str(uuid4())} | more
    answer = browser.post(f"/stocktakes/{stocktake}/ticks", data=form, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.text


def room_page(browser: TestClient, stocktake: StockTakeId, room: str) -> str:
    return browser.get(f"/stocktakes/{stocktake}/rooms/{room}").text


def test_a_tick_is_answered_with_what_it_means_and_shows_on_the_page(ben: TestClient, stocktake: StockTakeId) -> None:
    answer = ticks(ben, stocktake, "202", BOOKCASE)

    assert "书柜（ZC-2024-00005）已点到。" in answer
    assert 'id="ticked" hx-swap-oob="true"' in answer
    assert re.search(r"本室手工点到 <b[^>]*>1</b>", room_page(ben, stocktake, "202"))


def test_several_numbers_are_ticked_at_once_and_the_unknown_ones_kept(
    ben: TestClient, stocktake: StockTakeId
) -> None:
    answer = ticks(ben, stocktake, "202", f"{BOOKCASE}\n{DESKS}\nFS-9")

    assert "已点到 1 件，账面 3 件。" in answer
    assert "“FS-9”不在任何卡片或标签上" in answer
    assert "查无此号" in room_page(ben, stocktake, "202")


def test_without_scripts_a_tick_leads_back_to_the_room(ben: TestClient, stocktake: StockTakeId) -> None:
    form = {"room": "202", "text": BOOKCASE, "submission": str(uuid4())}

    answer = ben.post(f"/stocktakes/{stocktake}/ticks", data=form)

    assert (303, f"/stocktakes/{stocktake}/rooms/202") == (answer.status_code, answer.headers["Location"])


def test_a_tick_is_taken_back_with_its_button(ben: TestClient, stocktake: StockTakeId) -> None:
    answer = ticks(ben, stocktake, "202", BOOKCASE)
    (address,) = set(re.findall(r"/stocktakes/[^\"]*/back", answer))

    undone = ben.post(address, data={"room": "202", "submission": str(uuid4())}, headers={"HX-Request": "true"})

    assert "已撤销“书柜”的点到。" in undone.text
    assert "手工点到 <b" not in undone.text


def test_pieces_of_a_card_are_ticked_by_count(
    ben: TestClient, stocktake: StockTakeId, database: Database, school: School
) -> None:
    with database.read() as session:
        of_it = (Asset.school_id == school.id, Asset.asset_no == DESKS)
        asset = session.scalars(select(Asset.id).where(*of_it)).one()
    form = {"room": "202", "asset": str(asset), "count": "2", "submission": str(uuid4())}

    answer = ben.post(f"/stocktakes/{stocktake}/ticks/card", data=form, headers={"HX-Request": "true"})

    assert "已点到 2 件，账面 3 件。" in answer.text
    assert "2 / 3" in room_page(ben, stocktake, "202")


def test_after_the_close_a_tick_is_refused_in_plain_words(
    staff: Staff, ben: TestClient, stocktake: StockTakeId
) -> None:
    read_and_close(staff(Role.MANAGER), f"/stocktakes/{stocktake}")

    answer = ticks(ben, stocktake, "202", BOOKCASE)

    assert "已关闭" in answer
    assert 'name="text"' not in room_page(ben, stocktake, "202")


def test_in_a_blind_count_a_counter_is_told_what_is_seen_and_nothing_of_what_is_expected(
    ben: TestClient, stocktake: StockTakeId, database: Database
) -> None:
    with database.write() as session:
        session.execute(update(StockTake).values(blind=True, revision=StockTake.revision + 1))

    answer = ticks(ben, stocktake, "202", f"{BOOKCASE}\n{PROJECTOR_TAG}\n{DESKS}")
    page = room_page(ben, stocktake, "202")

    assert "投影仪" in page
    assert "书柜" in page
    for kept_secret in ("账面 3 件", "账面在 201", "数码相机", "本室应有", "盘亏", "/ 3"):
        assert kept_secret not in page + answer


def test_in_a_blind_count_a_counter_is_not_told_whether_all_that_is_expected_was_read(
    ben: TestClient, staff: Staff, stocktake: StockTakeId, database: Database, school: School
) -> None:
    heard = [Sighting(Tag(PROJECTOR_TAG), None, NOW, NOW, 9, -60.0, -60.0)]
    with database.write() as session:
        session.execute(update(StockTake).values(blind=True, revision=StockTake.revision + 1))
        sweep = Sweep(PassId(uuid4()), "PDA", "Ben", NOW, NOW, NOW, heard, [])
        hand_in_sweep(session, school.id, stocktake, "201", sweep, at=NOW)

    assert "doing__coverage" not in room_page(ben, stocktake, "201")
    assert "doing__coverage" in room_page(staff(Role.MANAGER), stocktake, "201")


def test_a_manager_sees_what_is_expected_also_in_a_blind_count(
    staff: Staff, stocktake: StockTakeId, database: Database
) -> None:
    with database.write() as session:
        session.execute(update(StockTake).values(blind=True, revision=StockTake.revision + 1))

    assert "本室应有" in room_page(staff(Role.MANAGER), stocktake, "202")


def test_the_team_and_a_day_that_has_passed_are_said(
    ben: TestClient, stocktake: StockTakeId, database: Database
) -> None:
    with database.write() as session:
        session.execute(update(RoomCount).values(team="甲组", due=date(2026, 1, 2)))

    page = room_page(ben, stocktake, "202")

    assert "盘点小组：甲组" in page
    assert "已逾期：应于 2026年1月2日 前盘完。" in page


def test_what_a_recount_looks_at_again_is_named_on_the_page_of_its_room(
    ben: TestClient, stocktake: StockTakeId, database: Database, school: School
) -> None:
    with database.write() as session:
        lines = standing(session, school.id, stocktake).lines
        begin_recount(session, school.id, stocktake, lines, percent=None, seed=1, by="Ada", at=datetime.now(UTC))

    again = room_page(ben, stocktake, "202").split("请复查以下物品")[1].split("</ul>")[0]

    assert "书柜" in again


def test_a_list_is_handed_in_looked_at_and_counted(ben: TestClient, stocktake: StockTakeId) -> None:
    pasted = {"pasted": f"EPC,备注\n{PROJECTOR_TAG},x\n合计,1\n"}

    handed = ben.post(f"/stocktakes/{stocktake}/rooms/201/list", data=pasted)
    look = ben.get(handed.headers["Location"]).text
    ben.post(handed.headers["Location"], data={"column": ["tag", "nothing"]})
    counted = ben.get(handed.headers["Location"]).text

    assert "以下为推测" in look
    assert "已计入 1 个标签、0 个编号。" in counted
    assert "“合计 1”既不是标签号也不是编号" in counted


def test_the_numbers_of_a_spreadsheet_are_shown_as_they_stand_in_it(ben: TestClient, stocktake: StockTakeId) -> None:
    content = BytesIO()
    book = Workbook()
    for row in (["EPC", "次数"], [PROJECTOR_TAG, 5]):
        book.worksheets[0].append(row)
    book.save(content)

    handed = ben.post(f"/stocktakes/{stocktake}/rooms/201/list", files={"file": ("tags.xlsx", content.getvalue())})

    shown = ben.get(handed.headers["Location"]).text
    assert '<td class="mono">5</td>' in shown


def test_the_same_list_again_is_said_and_not_counted_twice(ben: TestClient, stocktake: StockTakeId) -> None:
    pasted = {"pasted": f"EPC\n{PROJECTOR_TAG}\n"}
    first = ben.post(f"/stocktakes/{stocktake}/rooms/201/list", data=pasted).headers["Location"]
    ben.post(first, data={"column": ["tag"]})

    again = ben.post(f"/stocktakes/{stocktake}/rooms/201/list", data=pasted).headers["Location"]

    assert f"{first}?again=1" == again
    assert "没有重复计入" in ben.get(again).text


@pytest.mark.parametrize("pasted", ["", "   "])
def test_nothing_handed_in_is_said(ben: TestClient, stocktake: StockTakeId, pasted: str) -> None:
    refused = ben.post(f"/stocktakes/{stocktake}/rooms/201/list", data={"pasted": pasted})

    assert 422 == refused.status_code
    assert "请选择文件或粘贴清单。" in refused.text


def test_a_list_for_the_wrong_room_is_taken_back_and_counted_after_all(
    ben: TestClient, stocktake: StockTakeId
) -> None:
    pasted = {"pasted": f"EPC\n{PROJECTOR_TAG}\n"}
    handed = ben.post(f"/stocktakes/{stocktake}/rooms/202/list", data=pasted).headers["Location"]
    ben.post(handed, data={"column": "tag"})

    ben.post(f"{handed}/back")
    taken_back = ben.get(handed).text
    ben.post(f"{handed}/after-all")
    counted = ben.get(handed).text

    assert "撤回：本清单不计入盘点" in taken_back
    assert "已计入 1 个标签" in counted
