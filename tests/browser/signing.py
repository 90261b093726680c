"""Signing in, as people do it."""

from playwright.sync_api import Page

from tests.service.pages.staff import PASSWORD


def sign_in(page: Page, address: str, username: str) -> None:
    """Fills in the form and waits for the start page."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{address}/")
