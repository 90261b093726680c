"""A register file handed in again: what it says differently is shown, taken over if wanted, and taken back whole."""

import re

from inventory.access import Role
from tests.service.pages.staff import Staff

AGAIN = "资产编号,资产名称,存放地点,原值(元),校区\nZC-2024-00001,激光投影仪,201,4999.00,东\n"


def test_what_becomes_different_is_shown_before_it_is_taken_over(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    page = ada.post("/imports", files={"file": ("台账.csv", AGAIN.encode(), "")}).headers["Location"]

    left = ada.get(page).text
    ada.post(page, data={"updates": "true"})
    shown = ada.get(page).text
    done = ada.get(ada.post(f"{page}/apply").headers["Location"]).text

    assert "台账保持原样" in left
    assert "激光投影仪" in shown
    assert "变更了 1 张卡片。" in done
    assert "激光投影仪" in ada.get("/assets", params={"q": "ZC-2024-00001"}).text


def test_a_column_is_read_as_somebody_says_and_the_next_file_like_it_too(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    first = ada.post("/imports", files={"file": ("1.csv", AGAIN.encode(), "")}).headers["Location"]

    ada.post(first, data={"head": ["校区"], "field": ["note"], "updates": "true"})
    second = ada.post("/imports", files={"file": ("2.csv", AGAIN.encode(), "")}).headers["Location"]

    for page in (first, second):
        assert '<option value="note" selected>' in ada.get(page).text


def test_an_import_is_taken_back_on_its_page(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    page = ada.post("/imports", files={"file": ("台账.csv", AGAIN.encode(), "")}).headers["Location"]
    ada.post(page, data={"updates": "true"})
    ada.post(f"{page}/apply")

    ada.post(f"{page}/undo")

    assert "已撤销" in ada.get("/imports").text
    assert "激光投影仪" not in ada.get("/assets", params={"q": "ZC-2024-00001"}).text


def test_of_heads_nobody_knows_somebody_is_asked(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    strange = "甲,乙,丙\nX-1,钢琴,88000\nX-2,风琴,12000\n"
    page = ada.post("/imports", files={"file": ("乐器.csv", strange.encode(), "")}).headers["Location"]

    asked = ada.get(page).text
    ada.post(page, data={"head": ["甲", "乙", "丙"], "field": ["asset_no", "name", "cost"]})
    ada.post(f"{page}/apply")

    assert "认不出这些列名" in asked
    assert "风琴" in ada.get("/assets", params={"q": "X-2"}).text


def test_from_new_cards_it_is_one_step_to_their_labels(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    new = "资产编号,资产名称\nX-1,钢琴\nX-2,风琴\n"
    page = ada.post("/imports", files={"file": ("乐器.csv", new.encode(), "")}).headers["Location"]
    ada.post(f"{page}/apply")

    link = "/labels?imported=" + page.rpartition("/")[2]
    labels = ada.get(link).text

    assert f'href="{link}"' in ada.get(page).text
    assert (2, True) == (labels.count('name="item"'), "风琴" in labels)


def test_a_file_of_our_own_is_corrected_and_taken_over(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    ours = ada.get("/books/register.csv").content.decode().replace("书柜", "三门书柜")
    page = ada.post("/imports", files={"file": ("台账.csv", ours.encode(), "")}).headers["Location"]
    told = ada.get(page).text
    heads = re.findall(r'name="head" value="([^"]+)"', told)
    fields = re.findall(r'name="field" value="([^"]+)"|<option value="([^"]+)" selected', told)

    ada.post(page, data={"head": heads, "field": ["".join(each) for each in fields], "updates": "true"})
    done = ada.get(ada.post(f"{page}/apply").headers["Location"]).text

    assert len(heads) == len(fields)
    assert "变更了 1 张卡片。" in done


def test_a_classification_names_the_codes_of_the_register(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    coded = "资产编号,资产名称,资产分类代码\nZC-9,显微镜,A02100301\n"
    page = ada.post("/imports", files={"file": ("台账.csv", coded.encode(), "")}).headers["Location"]
    ada.post(f"{page}/apply")

    codes = "分类代码,分类名称\nA02100301,光学显微镜\nA02100302,电子显微镜\nA02100399,\n"
    told = ada.post("/categories", files={"file": ("分类.csv", codes.encode(), "")}).text

    assert "新增 1 个代码，1 个补上名称，0 个原已具备" in told
    assert "A02100399" in told
    assert "显微镜" in ada.get("/assets", params={"q": "光学"}).text
