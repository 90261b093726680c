"""Labels: chosen, looked at, printed, printed again, and scanned."""

import re
from base64 import b64decode
from io import BytesIO

from PIL import Image
from starlette.testclient import TestClient

from inventory.access import Role
from tests.inventory.labels.printer import printed
from tests.inventory.labels.things import BARS, QR, painted, read
from tests.service.pages.full_school import TEMPLATE
from tests.service.pages.staff import Staff

SHEET, ENCODER = "A4 2 × 7, 99 × 38 mm", "RFID 70 × 40 mm"
FORM = TEMPLATE | {"name": "Own sheet", "paper": "own"}


def items_in(page: str) -> list[str]:
    return re.findall(r'name="item" value="([^"]+)"', page)


def print_all(ada: TestClient, room: str, template: str) -> str:
    """Prints labels of everything in the room; the address of the print."""
    items = items_in(ada.get("/labels", params={"room": room}).text)
    sent = ada.post("/labels/prints", data={"template": template, "item": items})
    assert sent.status_code == 303
    return str(sent.headers["Location"])


def picture_in(page: str) -> Image.Image:
    found = re.search(r"data:image/png;base64,([^\"]+)", page)
    assert found is not None
    return Image.open(BytesIO(b64decode(found[1]))).convert("L")


def test_the_things_of_a_room_are_chosen_and_come_out_as_labels_on_a_sheet(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    made = print_all(ada, "202", SHEET)
    (page,) = painted(ada.get(made + "/labels.pdf", params={"start": 4}).content)

    numbers = ["ZC-2024-00003"] * 3 + ["ZC-2024-00004", "ZC-2024-00005"]
    assert numbers == read(page, QR)
    assert set(numbers) == set(read(page, BARS))


def test_what_was_printed_can_be_printed_again_in_part(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    first = ada.get(print_all(ada, "202", SHEET)).text

    again = ada.post("/labels/prints", data={"template": ENCODER, "item": items_in(first)[1:3]})
    shown = ada.get("/labels").text

    (one, other) = printed(ada.get(again.headers["Location"] + "/labels.zpl").text)
    assert ("E28011606000020464A1B2D2", "E28011606000020464A1B2D3") == (one.epc, other.epc)
    assert 2 == shown.count("/labels/prints/")


def test_a_label_is_seen_before_it_is_printed(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    (item, *_) = items_in(ada.get("/labels", params={"text": "投影仪"}).text)

    seen = ada.get("/labels/sample", params={"template": ENCODER, "item": item})

    assert ["ZC-2024-00001"] == read(picture_in(seen.text), QR)


def test_what_no_printer_can_write_is_told_before_printing(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    told = ada.get(print_all(ada, "202", ENCODER)).text

    assert "没有打印机可写入的 RFID 标签号" in told
    assert '<p class="mono">ZC-2024-00005</p>' in told


def test_things_without_a_tag_get_one_from_the_printer_if_somebody_ticks_it(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    page = ada.get("/labels", params={"text": "书柜"}).text
    (item,) = items_in(page)
    asked = {"template": ENCODER, "item": item, "numbers": "true"}

    unwritten = ada.post("/labels/prints", data=asked | {"template": SHEET})
    made = ada.post("/labels/prints", data=asked).headers["Location"]
    (label,) = printed(ada.get(made + "/labels.zpl").text)

    assert (303, 'name="numbers"' in page) == (unwritten.status_code, True)
    assert label.epc is not None
    assert label.epc in ada.get(ada.get(f"/things/{item}").headers["Location"]).text
    assert 'name="numbers"' not in ada.get("/labels", params={"text": "书柜"}).text


def test_things_without_a_label_are_those_nobody_printed_one_for(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    before = items_in(ada.get("/labels", params={"unlabelled": "true"}).text)

    print_all(ada, "201", SHEET)

    after = items_in(ada.get("/labels", params={"unlabelled": "true"}).text)
    assert (7, 5) == (len(before), len(after))


def test_the_card_says_that_a_label_was_printed(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    (item,) = items_in(ada.get("/labels", params={"text": "投影仪"}).text)
    ada.post("/labels/prints", data={"template": SHEET, "item": item})

    card = ada.get(ada.get(f"/things/{item}").headers["Location"]).text

    assert f"打印标签：{SHEET}" in card


def test_no_thing_chosen_is_told_and_nothing_is_printed(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    refused = ada.post("/labels/prints", data={"template": SHEET, "room": "201"})

    assert (422, "至少选择一件" in refused.text) == (refused.status_code, True)


def test_the_code_of_a_label_leads_to_the_thing_on_its_card(staff: Staff) -> None:
    ada, ben = staff(Role.MANAGER), staff(Role.COUNTER)
    ada.post("/labels/templates", data=FORM)
    page = ada.get("/labels", params={"text": "课桌椅"}).text
    own = re.search(r'<option value="([0-9a-f-]{36})">Own sheet', page)
    assert own is not None

    made = ada.post("/labels/prints", data={"template": own[1], "item": items_in(page)[1]}).headers["Location"]
    (sheet,) = painted(ada.get(made + "/labels.pdf").content)
    (address,) = read(sheet, QR)
    led = ben.get(address)

    assert re.fullmatch(r"/assets/[0-9a-f-]{36}#piece-2", led.headers["Location"])
    assert 'id="piece-2"' in ben.get(led.headers["Location"]).text


def test_a_label_scanned_into_the_search_leads_to_its_card(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    (item,) = items_in(ada.get("/labels", params={"text": "投影仪"}).text)
    scanned = {"q": f"http://testserver/things/{item}"}

    pressed = ada.get("/assets", params=scanned)
    typed = ada.get("/assets", params=scanned, headers={"HX-Request": "true"})

    assert f"/things/{item}" == pressed.headers["Location"] == typed.headers["HX-Redirect"]


def test_a_template_that_cannot_be_is_shown_again_with_what_is_wrong(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    wrongs: dict[str, dict[str, object]] = {
        "这些标签放不进整张纸": {"columns": "4"},
        "字号须为 4 到 48 磅": {"size": ["1", "7"]},
        "请填写名称": {"name": " "},
        "已经有名为“" + SHEET + "”的标签模板": {"name": SHEET},
    }

    refused = {told: ada.post("/labels/templates", data=FORM | wrong) for told, wrong in wrongs.items()}

    assert {422} == {answer.status_code for answer in refused.values()}
    assert all(told in answer.text and 'value="60"' in answer.text for told, answer in refused.items())


def test_a_template_is_changed_and_dropped_and_old_prints_stay(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    ada.post("/labels/templates", data=FORM)
    own = re.findall(r'href="(/labels/templates/[0-9a-f-]{36})"', ada.get("/labels/templates").text)[0]
    made = print_all(ada, "201", own.rpartition("/")[2])

    ada.post(own, data=FORM | {"name": "<b>Other</b>", "code": "number"})
    changed = ada.get("/labels/templates").text
    ada.post(own + "/drop")

    assert "&lt;b&gt;Other&lt;/b&gt;" in changed
    assert 404 == ada.get(own).status_code
    assert "/things/" in read(painted(ada.get(made + "/labels.pdf").content)[0], QR)[0]


def test_a_layout_is_seen_while_it_is_typed(staff: Staff) -> None:
    ada = staff(Role.MANAGER)

    seen = ada.get("/labels/sample/typed", params=FORM | {"code": "number"}).text
    unfit = ada.get("/labels/sample/typed", params=FORM | {"columns": "9"}).text

    assert ["ZC-2024-00002"] == read(picture_in(seen), QR)  # of the longest names the first
    assert "这些标签放不进整张纸" in unfit


def test_things_without_what_the_code_should_hold_are_told(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    ada.post("/labels/templates", data=FORM | {"code": "epc"})
    own = re.findall(r'href="/labels/templates/([0-9a-f-]{36})"', ada.get("/labels/templates").text)[0]

    told = ada.get(print_all(ada, "202", own)).text

    assert "没有可放进二维码的内容" in told
    assert '<p class="mono">ZC-2024-00005</p>' in told
