"""A document in the browser: written, signed, carried out, taken back; for whoever may."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.documents.routes import add_route
from inventory.approvals import Level, Route
from inventory.store.engine import Database
from inventory.store.schools import Account, Person
from tests.inventory.pictures import jpeg
from tests.people import NOW, School
from tests.service.pages.boxes import Handheld
from tests.service.pages.staff import Staff

TRANSFER = {"kind": "transfer", "do": "write", "room": "202", "reason": "开学调整"}


@pytest.fixture
def ada(staff: Staff) -> TestClient:
    """The browser of a manager."""
    return staff(Role.MANAGER)


def needs_a_signature(database: Database, school: School) -> None:
    """From now on documents of any kind wait for the head of general affairs."""
    levels = (Level("总务主任", role=Role.MANAGER),)
    with database.write() as session:
        route = Route("", Decimal(0), (), date(2026, 1, 1), None, levels)
        add_route(session, school.id, route, by="Ada", at=NOW)


def chosen(page: str) -> dict[str, list[str]]:
    """The lines of the form as a browser sends them back."""
    return {name: re.findall(f'name="{name}" value="([^"]+)"', page) for name in ("id", "line", "pieces")}


def listed(browser: TestClient, numbers: str, kind: str = "transfer") -> Response:
    """The form after a list was pasted into it."""
    form = chosen(browser.get(f"/documents/new?kind={kind}").text)
    return browser.post("/documents/new", data=form | {"kind": kind, "listed": numbers, "do": "list"})


def written(browser: TestClient, numbers: str = "ZC-2024-00001", **form: str) -> str:
    """The address of a document that was written about the things of these numbers."""
    page = listed(browser, numbers, form.get("kind", "transfer")).text
    return browser.post("/documents/new/write", data=chosen(page) | TRANSFER | form).headers["Location"]


def test_every_kind_says_what_it_is_for(ada: TestClient) -> None:
    page = ada.get("/documents/new").text

    assert "东西转到校内另一个房间、保管人或部门。" in page
    assert 'href="/documents/new?kind=found%20again"' in page


def test_a_pasted_list_is_understood_and_what_is_unknown_is_named_and_stays(ada: TestClient) -> None:
    page = listed(ada, "ZC-2024-00001\nE28011606000020464A1B2C1\nZC-9999").text

    assert "投影仪" in page
    assert "台式计算机" in page
    assert re.search(r"<textarea[^>]*>ZC-9999</textarea>", page)


def test_a_document_of_hundreds_of_cards_goes_on(ada: TestClient) -> None:
    form = chosen(listed(ada, "ZC-2024-00001").text) | {"kind": "transfer"}

    answer = ada.post("/documents/new", data=form | {"line": [*form["line"], *["gone"] * 1_500]})

    assert (200, form["line"]) == (answer.status_code, chosen(answer.text)["line"])


def test_a_list_that_is_too_long_is_refused_with_what_to_do_and_is_not_lost(ada: TestClient) -> None:
    answer = listed(ada, "x\n" * 20_001)

    assert 422 == answer.status_code
    assert "这里有 20001 个编号" in answer.text
    assert re.search(r"<textarea[^>]*>x\n", answer.text)


def test_more_than_is_taken_at_once_is_answered_by_a_page_that_says_what_to_do(ada: TestClient) -> None:
    answer = ada.post("/documents/new", data={"kind": "transfer", "do": "list", "listed": "x\n" * 900_000})

    assert 413 == answer.status_code
    assert "分几次提交" in answer.text


def test_a_list_longer_than_any_form_says_which_field_it_is(ada: TestClient) -> None:
    answer = listed(ada, "x" * 2_000_001)

    assert 422 == answer.status_code
    assert "每行一个" in answer.text


def test_things_are_chosen_by_what_a_reader_reads_from_now_on(ada: TestClient, school: School) -> None:
    beginning = str(int(datetime.now(UTC).timestamp()) - 1)
    form = {"kind": "transfer", "station": str(school.station)}
    Handheld(school, ada).hears("3474257BF40000000000162E")

    begun = ada.post("/documents/new", data=form | {"do": "listen"}).text
    read = ada.post("/documents/new", data=form | {"do": "hear", "since": beginning}).text
    added = ada.post("/documents/new", data=form | {"do": "heard", "since": beginning}).text

    assert "every 2s" in begun
    assert ("已读到 1 件资产" in read, chosen(read)["line"]) == (True, [])
    assert 1 == len(chosen(added)["line"])


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(ada: TestClient) -> None:
    form = chosen(listed(ada, "ZC-2024-00001").text) | TRANSFER

    refused = ada.post("/documents/new/write", data=form | {"room": "999"})

    assert refused.status_code == 404
    assert re.search(r'value="999"[^>]*><small class="wrong" role="alert">[^<]*999', refused.text)
    assert form["line"] == chosen(refused.text)["line"]
    assert 'value="开学调整"' in refused.text


def test_a_double_click_writes_one_document(ada: TestClient) -> None:
    form = chosen(listed(ada, "ZC-2024-00001").text) | TRANSFER

    first, second = (ada.post("/documents/new/write", data=form) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]


def test_a_transfer_goes_off_and_arrives(ada: TestClient) -> None:
    slip = written(ada)

    sent = ada.post(f"{slip}/stage", data={"stage": "send"})
    on_its_way = ada.get(slip).text
    ada.post(f"{slip}/stage", data={"stage": "receive"})

    assert (303, slip) == (sent.status_code, sent.headers["Location"])
    assert "办理中" in on_its_way
    assert "已完成" in ada.get(slip).text


def test_the_form_of_a_document_is_read_printed_and_kept_as_a_file(ada: TestClient) -> None:
    slip = written(ada)

    page, book = ada.get(f"{slip}/form").text, ada.get(f"{slip}/form/xlsx")

    assert all(text in page for text in ("资产转移单", "2026-转移-0001", "转出方", "新保管人", "data:image/svg+xml"))
    assert book.content.startswith(b"PK")
    assert "filename*=UTF-8''" in book.headers["Content-Disposition"]


def test_the_photo_of_a_fault_is_kept_with_the_document(staff: Staff) -> None:
    ben, cy = staff(Role.COUNTER), staff(Role.VIEWER)
    slip = written(ben, kind="repair", **{"field:fault": "不亮"})

    put = ben.post(f"{slip}/papers", files={"file": ("故障.jpg", jpeg(), "image/jpeg")}, data={"note": "正面"})
    link = re.search(rf'src="({slip}/papers/[^"]+)"', cy.get(slip).text)

    assert 303 == put.status_code
    assert link is not None
    assert "image/jpeg" == cy.get(link[1]).headers["Content-Type"]
    assert 403 == cy.post(f"{link[1]}/remove").status_code
    assert 303 == ben.post(f"{link[1]}/remove").status_code
    assert link[1] not in ben.get(slip).text


def test_what_waits_for_a_signature_says_whose_and_only_they_can_give_it(
    database: Database, school: School, staff: Staff
) -> None:
    needs_a_signature(database, school)
    ben, ada = staff(Role.COUNTER), staff(Role.MANAGER)
    slip = written(ben)

    assert "下一步：“总务主任”签字" in ben.get(slip).text
    assert f'action="{slip}/sign"' not in ben.get(slip).text
    refused = ada.post(f"{slip}/sign", data={"level": "0", "approved": "false"})
    ada.post(f"{slip}/sign", data={"level": "0", "approved": "false", "reason": "202 放不下"})

    assert (422, True) == (refused.status_code, "请写明原因。" in refused.text)
    assert all(text in ben.get(slip).text for text in ("已驳回", "202 放不下"))


def test_the_counter_sends_and_the_manager_confirms_or_takes_back(staff: Staff) -> None:
    ben, ada = staff(Role.COUNTER), staff(Role.MANAGER)
    slip = written(ben)

    ben.post(f"{slip}/stage", data={"stage": "send"})
    theirs, hers = ben.get(slip).text, ada.get(slip).text
    ada.post(f"{slip}/cancel", data={"reason": "写错了"})

    assert 'value="receive"' not in theirs
    assert 'value="receive"' in hers
    assert 403 == ben.post(f"{slip}/cancel", data={"reason": "写错了"}).status_code
    assert re.search(r"已撤销</b>: 写错了", ben.get(slip).text)


def test_some_of_the_things_come_back_and_the_others_stay_out(ada: TestClient) -> None:
    loan = {"kind": "loan", "person": "陈强", "due_on": "2026-12-31", "at_once": "true"}
    slip = written(ada, "ZC-2024-00003\nZC-2024-00003\nZC-2024-00003", **loan)
    line = re.findall(r'name="line" value="([^"]+)"', ada.get(slip).text)[0]

    ada.post(f"{slip}/stage", data={"stage": "return", "line": line, "pieces": "2"})

    assert "下一步：收回（1 件）" in ada.get(slip).text
    assert 422 == ada.post(f"{slip}/stage", data={"stage": "return", "line": line, "pieces": "0"}).status_code


def test_a_thing_that_went_elsewhere_is_shown_with_both_facts_and_what_was_typed_stays(ada: TestClient) -> None:
    fault = {"kind": "repair", "field:fault": "不亮"}
    slip, other = written(ada, **fault), written(ada, at_once="true")

    refused = ada.post(f"{slip}/stage", data={"stage": "send", "field:repairer": "启明维修部"})

    assert other != slip
    assert 409 == refused.status_code
    assert "已不在原处：房间 202" in refused.text
    assert re.search("填单时在 201 室，状态“在用”；[^<]*账上现在 202 室，状态“在用”", refused.text)
    assert 'value="启明维修部"' in refused.text


def test_an_approval_from_above_needs_number_and_day(ada: TestClient) -> None:
    form = {"kind": "disposal", "field:way": "Scrapping", "field:ground": "Technically obsolete or beyond repair"}
    slip = written(ada, at_once="true", **form)
    stage = {"stage": "write off", "number": "教财〔2026〕12号"}

    refused = ada.post(f"{slip}/stage", data=stage)
    ada.post(f"{slip}/stage", data=stage | {"day": "2026-11-20"})

    assert 422 == refused.status_code
    assert 'value="教财〔2026〕12号"' in refused.text
    assert "批复：教财〔2026〕12号，2026年11月20日" in ada.get(slip).text


def test_a_movement_leads_to_its_document_and_a_card_to_a_new_one(ada: TestClient) -> None:
    slip = written(ada, at_once="true")
    card = re.findall(r'href="(/assets/[0-9a-f-]{36})"', ada.get(slip).text)[0]
    entries = re.findall(r'href="(/documents/[0-9a-f-]{36})"', ada.get(card).text)

    assert {slip} == {ada.get(entry).headers.get("Location", slip) for entry in entries}
    assert f'href="/documents/new?asset={card.removeprefix("/assets/")}"' in ada.get(card).text
    assert "投影仪" in ada.get(f"/documents/new?kind=loan&asset={card.removeprefix('/assets/')}").text


def test_a_whole_room_is_chosen_without_what_cannot_be_asked_for(ada: TestClient) -> None:
    page = ada.get("/documents/new?kind=transfer&room=202").text

    assert "其中 1 件因状态不符未列入。" in page
    assert ["3", "1"] == chosen(page)["pieces"]


@pytest.mark.both_databases
def test_whoever_receives_the_things_confirms_it_though_only_a_counter(database: Database, staff: Staff) -> None:
    ben, ada = staff(Role.COUNTER), staff(Role.MANAGER)
    with database.write() as session:
        li = session.scalars(select(Person).where(Person.name == "李强")).one()
        session.scalars(select(Account).where(Account.username == Role.COUNTER.word)).one().person_id = li.id
    his, others = (
        written(ada, number, person=name) for number, name in (("ZC-2024-00001", "李强"), ("ZC-2024-00002", "张敏"))
    )

    for slip in (his, others):
        ada.post(f"{slip}/stage", data={"stage": "send"})

    assert 'value="receive"' in ben.get(his).text
    assert 'value="receive"' not in ben.get(others).text
    assert 303 == ben.post(f"{his}/stage", data={"stage": "receive"}).status_code
