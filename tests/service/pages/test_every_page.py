"""Every page: in the table, with help, there for whoever asks, and in one language from end to end."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from service.language import LANGUAGES
from service.pages.help import HELP
from tests.people import School, a_stocktake
from tests.service.least_roles import LEAST
from tests.service.pages.every_page import LEADS_ON, PAGES, PARTS_AND_FILES, addresses
from tests.service.pages.full_school import CHINESE_NAMES, LATIN_NAMES, FullSchool, a_full_school
from tests.service.pages.staff import PASSWORD, Staff

READ_TOO = frozenset({"title", "placeholder", "aria-label", "alt", "data-label"})

WRITTEN_SO = frozenset(
    re.findall(
        "[A-Za-z]+",
        "Rollcall English Esc Ctrl Excel Webhook WebP PDF CSV JSON JPEG PNG TXT XLS XLSX RFID EPC TID RSSI URI GIAI"
        " KB MB GB mm dBm http https mailto urn epc tag giai",
    )
)
"""What is written in Latin letters in Chinese too: formats, units, standards, parts of addresses."""


class Texts(HTMLParser):
    """What a page says, to the eye and to a screen reader."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Names of things that have no text of their own."""
        self._in_script = tag in ("script", "style")
        self.found += [value for name, value in attrs if value and name in READ_TOO]

    def handle_endtag(self, tag: str) -> None:
        """The end of a script."""
        self._in_script &= tag not in ("script", "style")

    def handle_data(self, data: str) -> None:
        """A piece of text."""
        if not self._in_script:
            self.found.append(data)


@pytest.fixture
def full(database: Database) -> FullSchool:
    """A school with something on every page."""
    return a_full_school(database)


@pytest.fixture
def shown(browser: TestClient, full: FullSchool) -> Mapping[str, Mapping[str, str]]:
    """Every page by language and address."""
    browser.post("/sign-in", data={"username": full.admin, "password": PASSWORD})
    pages: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        browser.cookies.set("rollcall_language", language)
        answers = {address: browser.get(address) for address in addresses(full.gaps)}
        assert {} == {address: answer.status_code for address, answer in answers.items() if answer.status_code != 200}
        pages[language] = {address: answer.text for address, answer in answers.items()}
    return pages


def test_every_address_one_can_go_to_is_in_the_table() -> None:
    gone_to = {route.removeprefix("GET ") for route in LEAST if route.startswith("GET ") and "/api/" not in route}

    assert gone_to == {*PAGES, *LEADS_ON, *PARTS_AND_FILES}


def test_help_is_short_and_about_pages_there_are() -> None:
    paths = {route.split(" ", 1)[1] for route in LEAST}

    assert set(PAGES) <= set(HELP) <= paths
    assert all(1 <= len(help.lines) <= 6 for help in HELP.values())


def test_a_page_is_in_one_language_but_for_names(shown: Mapping[str, Mapping[str, str]]) -> None:
    chinese = strangers(shown["en"], r"[\u4e00-\u9fff]+", CHINESE_NAMES | {"中文"})
    # Not within numbers of things, such as those of made-up readers.
    latin = strangers(shown["zh"], "(?<![0-9A-Za-z-])[A-Za-z]{2,}(?![0-9A-Za-z-])", LATIN_NAMES | WRITTEN_SO)

    assert {} == chinese
    assert {} == latin


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_every_page_is_shown_from_postgresql_too(browser: TestClient, full: FullSchool) -> None:
    browser.post("/sign-in", data={"username": full.admin, "password": PASSWORD})

    answers = {address: browser.get(address).status_code for address in addresses(full.gaps)}

    assert {200} == set(answers.values()), answers


def test_a_page_carries_the_help_written_for_it(staff: Staff, school: School, database: Database) -> None:
    ada, of_this = staff(Role.MANAGER), f"/stocktakes/{a_stocktake(database, school)}"

    for path, title in {"": "盘点看板", "/rooms/201": "盘点中的房间", "/findings": "结果与处理"}.items():
        assert f'<p class="pop__title">{title}' in ada.get(of_this + path).text


def strangers(pages: Mapping[str, str], words: str, known: frozenset[str]) -> dict[str, set[str]]:
    """The words of that pattern on each page that are not known ones."""
    found = {address: set(re.findall(words, "\n".join(Texts(page).found))) - known for address, page in pages.items()}
    return {address: odd for address, odd in found.items() if odd}


def test_help_stands_beside_the_page_it_is_about(browser: TestClient) -> None:
    page = browser.get("/sign-in").text

    assert "用户名和密码由本校负责 Rollcall 的人员提供。" in page


@pytest.mark.parametrize(
    ("theme", "media"),
    [("light", []), ("dark", ["screen"]), ("system", ["screen and (prefers-color-scheme: dark)"])],
)
def test_light_and_dark_are_kept_and_lead_back(browser: TestClient, theme: str, media: list[str]) -> None:
    answer = browser.post("/theme", data={"theme": theme, "back": "/sign-in?next=/assets"})
    page = browser.get(answer.headers["Location"]).text

    assert f'data-theme="{theme}"' in page
    assert media == re.findall(r'dark\.css[^"]*" media="([^"]+)"', page)


def test_a_theme_nobody_knows_changes_nothing(browser: TestClient) -> None:
    browser.post("/theme", data={"theme": "pink"})

    assert 'data-theme="system"' in browser.get("/sign-in").text


def test_quick_keys_can_be_turned_off(browser: TestClient) -> None:
    before = browser.get("/sign-in").text
    browser.post("/keys", data={"keys": "off"})

    assert ("<body data-keys>" in before, "<body>" in browser.get("/sign-in").text) == (True, True)
