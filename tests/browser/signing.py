"""Signing in: with the form, as people do it, or without."""

from playwright.sync_api import Page

from tests.service.pages.staff import PASSWORD


def sign_in(page: Page, address: str, username: str) -> None:
    """Without the form; the tab is still empty."""
    form: dict[str, str | float | bool] = {"username": username, "password": PASSWORD}
    answer = page.context.request.post(f"{address}/sign-in", form=form, headers={"Origin": address}, max_redirects=0)
    assert answer.status == 303


def fill_in_the_form(page: Page, address: str, username: str) -> None:
    """With the form; waits for the start page."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{address}/")
