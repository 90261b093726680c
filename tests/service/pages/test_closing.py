"""Closing a stock-take: told in full before it is done; and why a closed one cannot be opened again."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.campaign.shortages import approve_shortage
from inventory.decisions import Choice
from inventory.ids import StockTakeId
from inventory.movements import Approval
from inventory.store.engine import Database
from service.app import create_app
from service.settings import Settings
from tests.inventory.actions.decided import a_counted_school, close, decide_on, item_of
from tests.people import NOW, School
from tests.service.pages.staff import Staff, read_and_close

Counted = tuple[School, StockTakeId]


@pytest.fixture
def counted(database: Database) -> Counted:
    """A school that was counted, and its stock-take."""
    return a_counted_school(database)


@pytest.fixture
def url(counted: Counted) -> str:
    return f"/stocktakes/{counted[1]}"


@pytest.fixture
def staff(database: Database, counted: Counted) -> Iterator[Staff]:
    """Browsers of people of the school, by their role."""
    app = create_app(Settings(), database)
    with ExitStack() as open_until_the_end:

        def let_in(role: Role) -> TestClient:
            headers = {"Origin": "http://testserver"} | counted[0].bearer(role)
            return open_until_the_end.enter_context(TestClient(app, headers=headers, follow_redirects=False))

        yield let_in


def test_closing_says_beforehand_what_it_does_and_what_is_undecided(
    staff: Staff, url: str, database: Database, counted: Counted
) -> None:
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)
    decide_on(database, *counted, "A-CAMERA", Choice.CONFIRM_SHORTAGE)

    page = staff(Role.MANAGER).get(f"{url}/close").text

    assert "1 件资产的账面存放地点改到另一房间。" in page
    assert "202：1 件" in page
    assert "1 件标记为盘亏，核销获批前仍保留在账上。" in page
    assert "还有 5 项未作决定" in page


def test_nothing_is_closed_by_somebody_who_has_not_read_what_it_does(staff: Staff, url: str) -> None:
    ada = staff(Role.MANAGER)

    answer = ada.post(f"{url}/close")

    assert 422 == answer.status_code
    assert "请勾选“已阅读”后再关闭。" in answer.text
    assert 200 == ada.get(f"{url}/close").status_code


def test_what_has_changed_since_it_was_read_is_read_again(
    staff: Staff, url: str, database: Database, counted: Counted
) -> None:
    ada = staff(Role.MANAGER)
    old = ada.get(f"{url}/close").text.partition('name="read" value="')[2][:16]
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)

    refused = ada.post(f"{url}/close", data={"read": old})

    assert 409 == refused.status_code
    assert 303 == read_and_close(ada, url).status_code


def test_the_page_of_a_closed_stock_take_says_why_it_cannot_be_opened_again(
    staff: Staff, url: str, database: Database, counted: Counted
) -> None:
    decide_on(database, *counted, "A-CAMERA", Choice.CONFIRM_SHORTAGE)
    close(database, *counted)
    eve = staff(Role.ADMIN)
    before = eve.get(f"{url}/campaign").text
    with database.write() as session:
        camera = [item_of(database, counted[0], "A-CAMERA")]
        approve_shortage(session, counted[0].id, camera, Approval("2027-3", NOW.date()), by="Ada", at=NOW)

    after = eve.get(f"{url}/campaign").text

    assert f'action="{url}/reopen"' in before
    assert f'action="{url}/reopen"' not in after
    assert "不能重新打开" in after
    assert "数码相机 (A-CAMERA)" in after.replace("（", " (").replace("）", ")")


def test_a_closed_stock_take_leads_to_its_documents_and_they_to_the_cards_and_back(
    staff: Staff, url: str, database: Database, counted: Counted
) -> None:
    decide_on(database, *counted, "A-COMPUTER", Choice.TRANSFER)
    close(database, *counted)
    ben = staff(Role.VIEWER)

    (document,) = re.findall(r'href="(/documents/[\w-]+)"', ben.get(f"{url}/campaign").text)
    page = ben.get(document).text
    (card,) = re.findall(r'href="(/assets/[\w-]+)"', page)

    assert "2026-转移-0001" in page
    assert f'href="{document}"' in ben.get(card).text
