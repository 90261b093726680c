"""The list of the register: its filters, its columns, and lists kept under a name."""

import re

from inventory.access import Role
from tests.service.pages.staff import Staff

LENT = "q=&room=202&state=lent&column=rooms&sort=name"


def test_the_list_shows_the_cards_and_columns_of_its_address(staff: Staff) -> None:
    shown = staff(Role.VIEWER).get(f"/assets?{LENT}").text

    assert re.search(r"数码相机.*?>202<", shown, re.DOTALL)
    assert "书柜" not in shown
    assert "1 张卡片" in shown
    assert 'aria-sort="ascending"><a href="/assets?room=202&amp;state=lent&amp;sort=name&amp;down=true' in shown


def test_a_kept_list_is_there_for_whoever_kept_it(staff: Staff) -> None:
    ada, ben = staff(Role.MANAGER), staff(Role.COUNTER)

    kept = ada.post("/assets/views", data={"name": "外借", "query": LENT})

    assert f"/assets?{LENT}" == kept.headers["Location"]
    assert ">外借</a>" in ada.get("/assets").text
    assert ">外借</a>" not in ben.get("/assets").text


def test_a_deleted_list_can_be_kept_after_all(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    ada.post("/assets/views", data={"name": "外借", "query": LENT})
    view = re.search(r"/assets/views/[^/]+/delete", ada.get("/assets").text)
    assert view is not None

    gone = ada.get(ada.post(view[0]).headers["Location"]).text
    query = re.search(r'name="query" value="([^"]*)"', gone)
    assert query is not None
    ada.post("/assets/views", data={"name": "外借", "query": query[1].replace("&amp;", "&")})

    assert "列表“外借”已删除" in gone
    assert ">外借</a>" not in gone
    assert ">外借</a>" in ada.get("/assets").text
