"""What the register is worth, on pages and as files, and the rules for it."""

from io import BytesIO

from openpyxl import load_workbook

from inventory.access import Role
from tests.service.pages.staff import Staff


def test_balances_and_changes_of_a_period_are_read_and_taken_as_files(staff: Staff) -> None:
    ada = staff(Role.VIEWER)
    asked = "first=2026-01-01&last=2026-12-31&by=department"

    shown = ada.get(f"/values?{asked}")
    book = load_workbook(BytesIO(ada.get(f"/values/values.xlsx?{asked}").content))

    assert "14,204.00" in shown.text
    assert ["2026年12月31日 余额表", "变动表", "待核对的折旧"] == book.sheetnames


def test_a_life_and_a_month_rule_are_said_once_for_a_day(staff: Staff) -> None:
    ada = staff(Role.MANAGER)
    life = {"code": "A0501", "months": "180", "valid_from": "2026-01-01"}
    rule = {"rule": "enterprise", "valid_from": "2026-01-01"}

    said = [ada.post("/values/rules/lives", data=life), ada.post("/values/rules/months", data=rule)]
    again = [ada.post("/values/rules/lives", data=life), ada.post("/values/rules/months", data=rule)]

    assert [303, 303, 409, 409] == [answer.status_code for answer in (*said, *again)]
    assert "A0501" in ada.get("/values/rules").text
