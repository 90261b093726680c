"""A card on its page: looked at, changed, entered, split, merged, with photos and papers."""

import re

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from tests.inventory.pictures import jpeg
from tests.service.pages.staff import Staff

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def ada(staff: Staff) -> TestClient:
    """The browser of a manager."""
    return staff(Role.MANAGER)


def address(browser: TestClient, name: str) -> str:
    """Where the card of that name is."""
    link = re.search(r'href="(/assets/[0-9a-f-]{36})"', browser.get("/assets", params={"q": name}).text)
    assert link is not None
    return link[1]


def form_of(page: str) -> dict[str, str]:
    """The fields of the form as a browser sends them back untouched."""
    fields = re.findall(r'<input(?=[^>]*name="([^"]+)")(?=[^>]*value="([^"]*)")', page)
    return {name: value for name, value in fields if name not in ("language", "back", "item")}


def test_a_card_is_changed_on_its_form_and_tells_who_changed_what_and_why(ada: TestClient) -> None:
    card = address(ada, "投影仪")
    form = form_of(ada.get(f"{card}/edit").text)

    saved = ada.post(f"{card}/edit", data=form | {"brand": "爱普生", "cost": "5200", "reason": "补票"})
    shown = ada.get(card).text

    assert saved.status_code == 303
    assert all(text in shown for text in ("爱普生", "¥5,200.00", "4999.00", "补票", "manager"))


def test_the_second_of_two_people_sees_what_the_first_changed_and_keeps_what_they_typed(ada: TestClient) -> None:
    card = address(ada, "投影仪")
    form = form_of(ada.get(f"{card}/edit").text)
    ada.post(f"{card}/edit", data=form | {"brand": "爱普生"})

    second = ada.post(f"{card}/edit", data=form | {"model": "CB-X06"})
    again = ada.post(f"{card}/edit", data=form_of(second.text))

    assert (second.status_code, again.status_code) == (409, 303)
    assert "品牌: “” → “爱普生”" in second.text
    assert 'value="CB-X06"' in second.text
    assert all(text in ada.get(card).text for text in ("爱普生", "CB-X06"))


def test_what_cannot_be_is_said_on_the_form_with_what_was_typed(ada: TestClient) -> None:
    card = address(ada, "投影仪")
    form = form_of(ada.get(f"{card}/edit").text)

    refused = ada.post(f"{card}/edit", data=form | {"cost": "a lot", "brand": "爱普生"})

    assert refused.status_code == 422
    assert "“a lot”" in refused.text
    assert "原值" in refused.text
    assert 'value="爱普生"' in refused.text


def test_a_new_card_is_entered_like_another_one(ada: TestClient) -> None:
    shelf = address(ada, "书柜")
    form = form_of(ada.get(f"/assets/new?like={shelf.removeprefix('/assets/')}").text)

    entered = ada.post("/assets/new", data=form | {"asset_no": "ZC-2026-9", "pieces": "2", "room": "201"})
    shown = ada.get(entered.headers["Location"]).text

    assert "书柜" in shown
    assert "ZC-2026-9" in shown
    assert shown.count('id="piece-') == 2


def test_pieces_are_split_off_and_merged_again(ada: TestClient) -> None:
    desks = address(ada, "课桌椅")
    page = ada.get(f"{desks}/split").text
    piece = re.findall(r'name="item" value="([^"]+)"', page)[0]

    split = ada.post(f"{desks}/split", data=form_of(page) | {"item": piece, "reason": "分班"})
    offered = ada.get(f"{desks}/merge").text
    merged = ada.post(f"{desks}/merge", data=form_of(offered) | {"reason": "写错了"})

    assert "¥168.33" in offered
    assert merged.headers["Location"] == desks
    assert "¥505.00" in ada.get(desks).text
    assert "这张卡片已合并到另一张卡片" in ada.get(split.headers["Location"]).text


def test_each_piece_has_numbers_of_its_own(ada: TestClient) -> None:
    desks = address(ada, "课桌椅")
    form = form_of(ada.get(f"{desks}/pieces").text)
    second = [name for name in form if name.startswith("serial:")][1]

    saved = ada.post(f"{desks}/pieces", data=form | {second: "SN-0002"})
    shown = ada.get(desks).text

    assert saved.status_code == 303
    assert '<span class="pill">第 2 件</span></td>' in shown
    assert shown.count("SN-0002") == 2
    assert ada.post(f"{desks}/pieces", data=form | {second: "SN-0003"}).status_code == 409


def test_a_piece_has_a_user_of_its_own(ada: TestClient) -> None:
    desks = address(ada, "课桌椅")
    form = form_of(ada.get(f"{desks}/pieces").text)
    second = [name for name in form if name.startswith("user:")][1]

    ada.post(f"{desks}/pieces", data=form | {second: "孙艳"})

    assert "使用人：孙艳" in ada.get(desks).text


def test_pieces_counted_by_number_are_not_called_untagged(ada: TestClient) -> None:
    shelf = address(ada, "书柜")
    before = ada.get(shelf).text

    ada.post(f"{shelf}/by-number", data={"revision": "1", "counted": "true"})

    assert "无标签" in before
    assert "无标签" not in ada.get(shelf).text


def test_own_fields_stand_on_every_card(ada: TestClient) -> None:
    ada.post("/assets/own-fields", data={"name": "电源", "kind": "choice", "choices": "内置\n外接"})
    card = address(ada, "投影仪")
    page = ada.get(f"{card}/edit").text
    (field,) = re.findall(r'<select name="(custom:[0-9a-f]+)"', page)

    ada.post(f"{card}/edit", data=form_of(page) | {field: "外接"})
    shown = ada.get(card).text
    ada.post(f"/assets/own-fields/{field.removeprefix('custom:')}", data={"what": "drop"})

    assert re.search(r"<dt>电源</dt><dd>外接</dd>", shown)
    assert "<dt>电源</dt>" not in ada.get(card).text


@pytest.mark.parametrize(
    ("name", "content", "shown"), [("照片.jpg", jpeg(), "inline"), ("发票.pdf", PDF, "attachment")]
)
def test_photos_and_papers_are_kept_with_the_card(ada: TestClient, name: str, content: bytes, shown: str) -> None:
    card = address(ada, "投影仪")

    ada.post(f"{card}/attachments", files={"file": (name, content)}, data={"note": "正面"})
    (file,) = set(re.findall(rf'href="({card}/attachments/[^"]+)"', ada.get(card).text))
    answer = ada.get(file)
    ada.post(f"{file}/remove")

    assert answer.headers["Content-Disposition"].startswith(shown)
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert ada.get(file).status_code == 404
    assert file not in ada.get(card).text


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", b"%PDF-1.4 cut off", b""])
def test_what_is_no_photo_and_no_paper_is_refused_whatever_it_is_called(ada: TestClient, content: bytes) -> None:
    refused = ada.post(f"{address(ada, '投影仪')}/attachments", files={"file": ("a.png", content, "image/png")})

    assert refused.status_code == 422
    assert "a.png 不是可读取的照片" in refused.text


def test_the_changes_of_a_period_are_a_page_and_a_file(ada: TestClient) -> None:
    card = address(ada, "投影仪")
    ada.post(f"{card}/edit", data=form_of(ada.get(f"{card}/edit").text) | {"note": "=1+1"})

    page = ada.get("/assets/changes").text
    file = ada.get("/assets/changes.csv").content.decode("utf-8-sig")
    before = ada.get("/assets/changes.csv", params={"last": "2020-01-01"}).content.decode("utf-8-sig")

    assert "=1+1" in page
    assert file.splitlines()[0].startswith("时间,操作人,资产编号")
    assert ",备注,,'=1+1," in file
    assert len(before.splitlines()) == 1
