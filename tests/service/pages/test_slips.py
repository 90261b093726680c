"""A document in the browser: written, signed, carried out, taken back; for whoever may."""

import re
import shutil
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from inventory.access import Role
from tests.inventory.pictures import jpeg
from tests.service.pages.staff import Staff

TRANSFER = {"kind": "transfer", "do": "write", "room": "202", "reason": "开学调整"}


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """What the pages show does not depend on the database; what is behind them is tried on both."""
    file = tmp_path / "rollcall.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def ada(staff: Staff) -> TestClient:
    """The browser of a manager."""
    return staff(Role.MANAGER)


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
    return browser.post("/documents/new", data=chosen(page) | TRANSFER | form).headers["Location"]


def test_every_kind_says_what_it_is_for(ada: TestClient) -> None:
    page = ada.get("/documents/new").text

    assert "东西转到校内另一个房间、保管人或部门。" in page
    assert 'href="/documents/new?kind=found%20again"' in page


def test_a_pasted_list_is_understood_and_what_is_unknown_is_named_and_stays(ada: TestClient) -> None:
    page = listed(ada, "ZC-2024-00001\nE28011606000020464A1B2C1\nZC-9999").text

    assert "投影仪" in page
    assert "台式计算机" in page
    assert re.search(r"<textarea[^>]*>ZC-9999</textarea>", page)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(ada: TestClient) -> None:
    form = chosen(listed(ada, "ZC-2024-00001").text) | TRANSFER

    refused = ada.post("/documents/new", data=form | {"room": "999"})

    assert refused.status_code == 404
    assert re.search(r'value="999"[^>]*><small class="wrong" role="alert">[^<]*999', refused.text)
    assert form["line"] == chosen(refused.text)["line"]
    assert 'value="开学调整"' in refused.text


def test_a_double_click_writes_one_document(ada: TestClient) -> None:
    form = chosen(listed(ada, "ZC-2024-00001").text) | TRANSFER

    first, second = (ada.post("/documents/new", data=form) for _ in range(2))

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
