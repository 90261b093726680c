"""The page of the readers: who may set one up, and what is said of a name that cannot be taken."""

from html import unescape

from inventory.access import Role
from tests.service.pages.staff import Staff


def test_only_an_administrator_is_offered_to_set_up_a_reader(staff: Staff) -> None:
    seen = {role: staff(role).get("/stations").text for role in Role}

    assert {Role.ADMIN} == {role for role, page in seen.items() if 'action="/stations"' in page}
    assert {Role.ADMIN} == {role for role, page in seen.items() if "新的读写器由系统管理员登记。" not in page}


def test_a_manager_gets_no_token_by_asking_without_the_form(staff: Staff) -> None:
    refused = staff(Role.MANAGER).post("/stations", data={"name": "走廊读写器"})

    assert refused.status_code == 403
    assert "rollcall_" not in refused.text
    assert "走廊读写器" not in staff(Role.ADMIN).get("/stations").text


def test_a_reader_needs_a_name_of_more_than_blanks(staff: Staff) -> None:
    refused = staff(Role.ADMIN).post("/stations", data={"name": "   "})

    assert refused.status_code == 422
    assert "请填写名称。" in refused.text
    assert 'action="/stations"' in refused.text


def test_a_name_that_is_taken_stands_in_the_form_to_be_changed(staff: Staff) -> None:
    ada = staff(Role.ADMIN)

    refused = ada.post("/stations", data={"name": " handheld 1 "})

    assert refused.status_code == 409
    assert "已经有名为“handheld 1”的读写器" in unescape(refused.text)
    assert 'value="handheld 1"' in refused.text
