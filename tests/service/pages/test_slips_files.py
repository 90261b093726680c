"""Things for a document from the file any handheld exports."""

import re

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from inventory.access import Role
from tests.service.pages.staff import Staff
from tests.service.pages.test_slips import chosen


@pytest.fixture
def ada(staff: Staff) -> TestClient:
    """The browser of a manager."""
    return staff(Role.MANAGER)


def filed(browser: TestClient, content: str, **form: str) -> Response:
    """The form after a file was handed in with it."""
    whole = {"kind": "transfer", "do": "file"} | form
    return browser.post("/documents/new", data=whole, files={"file": ("export.csv", content.encode())})


def test_things_are_chosen_by_a_file_of_any_handheld_and_what_is_unknown_stays_in_the_list(ada: TestClient) -> None:
    page = filed(ada, "EPC,RSSI,Count\n3474257BF40000000000162E,-55,3\nE28011606000020464A1FFFF,-60,1\n").text

    assert 1 == len(chosen(page)["line"])
    assert "已按“EPC”列读取 export.csv 中的 2 行。" in page
    assert re.search(r"<textarea[^>]*>E28011606000020464A1FFFF</textarea>", page)


def test_a_file_that_is_chosen_twice_leaves_what_is_unknown_in_the_list_once(ada: TestClient) -> None:
    page = filed(ada, "EPC\nE28011606000020464A1FFFF\n", listed="E28011606000020464A1FFFF").text

    assert re.search(r"<textarea[^>]*>E28011606000020464A1FFFF</textarea>", page)


def test_a_column_that_was_said_once_is_remembered_for_files_of_its_shape(ada: TestClient) -> None:
    content = "Code,Place\nA1,ZC-2024-00001\n"
    guessed = filed(ada, content).text
    said = filed(ada, content, column="1").text

    again = filed(ada, content.replace("A1", "A2")).text

    assert [0, 1, 1] == [len(chosen(page)["line"]) for page in (guessed, said, again)]


def test_a_file_of_which_nobody_can_tell_the_column_asks_for_it(ada: TestClient) -> None:
    answer = filed(ada, "甲,乙\n投影仪,好\n")

    assert 422 == answer.status_code
    assert "请指明 export.csv 中哪一列" in answer.text
    assert '<option value="1">' in answer.text


def test_the_button_for_files_asks_for_one_and_others_pass_a_chosen_one_over(ada: TestClient) -> None:
    none = ada.post("/documents/new", data={"kind": "transfer", "do": "file"})
    other = ada.post(
        "/documents/new", data={"kind": "transfer", "do": "list", "listed": "ZC-2024-00001", "file": "a.csv"}
    )

    assert 422 == none.status_code
    assert 1 == len(chosen(other.text)["line"])
