"""Every page in both languages; every sentence in the Chinese catalogue; dates and money as people write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from string import Formatter
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.store.engine import Database
from service.language import CATALOGUES, LANGUAGES, Speech, catalogue, words
from tests.people import School, a_stocktake
from tests.service.pages.sentences import every_sentence, unreadable_carriers
from tests.service.pages.staff import Staff

CHINESE, ENGLISH = (Speech(language, ZoneInfo("Asia/Shanghai")) for language in ("zh", "en"))
PAGES = ("/", "/stocktakes/new", "/assets", "/imports", "/stations", "/password", "/sign-in", "/nowhere")
OF_A_STOCKTAKE = ("", "/rooms/201", "/report", "/report?room=202")


@pytest.fixture(scope="module")
def sentences() -> dict[str, str]:
    """All there are, with the place of each; they take a while to find."""
    return every_sentence()


def test_every_sentence_is_there_in_chinese(sentences: dict[str, str]) -> None:
    missing = {
        sentence: place
        for sentence, place in sentences.items()
        if words("zh")(sentence) == sentence and says_something(sentence)
    }

    assert missing == {}


def test_a_translation_leaves_no_gap_out_and_adds_none(sentences: dict[str, str]) -> None:
    torn = [sentence for sentence in sentences if gaps(words("zh")(sentence)) != gaps(sentence)]

    assert torn == []


def test_the_catalogue_holds_nothing_that_is_said_nowhere(sentences: dict[str, str]) -> None:
    with (CATALOGUES / "zh/LC_MESSAGES/rollcall.po").open("rb") as file:
        keys = [entry.id for entry in read_po(file, locale="zh") if entry.id]

    assert {key if isinstance(key, str) else key[0] for key in keys} - set(sentences) == set()


def says_something(text: str) -> bool:
    """Whether there is a word between the gaps."""
    return any(part and any(sign.isalpha() for sign in part) for part, *_ in Formatter().parse(text))


def gaps(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


def test_no_doubt_and_no_history_line_escapes_the_collection() -> None:
    assert unreadable_carriers() == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("verified", "账实相符"),
        ("moved", "位置不符"),
        ("doubtful", "存疑"),
        ("missing", "未见（盘亏待查）"),
        ("not covered", "未盘"),
        ("untagged", "无标签"),
        ("unknown tag", "未登记标签（盘盈待查）"),
        ("retired but seen", "已处置仍在"),
        ("tag conflict", "标签冲突"),
        ("Cut-off date", "盘点基准日"),
        ("Custodian", "保管人"),
        ("Observed by", "监盘人"),
    ],
)
def test_findings_and_forms_use_the_words_of_the_trade(english: str, chinese: str) -> None:
    assert words("zh")(english) == chinese


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_shown_in_the_language(
    staff: Staff, school: School, database: Database, language: str
) -> None:
    ada = staff(Role.ADMIN)
    ada.cookies.set("rollcall_language", language)
    stocktake = a_stocktake(database, school)

    for path in (*PAGES, *(f"/stocktakes/{stocktake}{page}" for page in OF_A_STOCKTAKE)):
        answer = ada.get(path)

        assert answer.status_code == (404 if path == "/nowhere" else 200), path
        assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in answer.text


def test_the_language_is_chosen_once_and_leads_back_to_the_same_page(browser: TestClient) -> None:
    chosen = browser.post("/language", data={"language": "en", "back": "/sign-in?next=/assets"})
    again = browser.get(chosen.headers["Location"])

    assert chosen.headers["Location"] == "/sign-in?next=/assets"
    assert "User name" in again.text
    assert 'value="/assets"' in again.text


def test_a_language_nobody_speaks_changes_nothing(browser: TestClient) -> None:
    browser.post("/language", data={"language": "tlh"})

    assert "用户名" in browser.get("/sign-in").text


def test_an_error_is_told_in_the_readers_language(staff: Staff) -> None:
    ada = staff(Role.ADMIN)
    missing = "/stocktakes/0193f6a9-0000-7000-8000-000000000001"

    chinese = ada.get(missing).text
    ada.cookies.set("rollcall_language", "en")
    english = ada.get(missing).text

    assert "这里没有盘点" in chinese
    assert "There is no stock-take" in english


def test_days_and_times_are_those_of_the_school() -> None:
    late = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)

    assert CHINESE.moment(late) == "2026年11月21日 00:30"
    assert ENGLISH.moment(late) == "21 November 2026 00:30"
    assert CHINESE.day(date(2026, 11, 20)) == "2026年11月20日"
    assert CHINESE.day(None) == CHINESE.moment(None) == ""


def test_money_has_its_thousands_apart_and_two_places() -> None:
    assert CHINESE.money(Decimal("1234567.5")) == "¥1,234,567.50"
    assert ENGLISH.amount(Decimal(0)) == "0.00"
    assert CHINESE.money(None) == ""


def test_nothing_is_ever_called_certain_or_impossible() -> None:
    assert (CHINESE.percent(1.0), CHINESE.percent(0.0), CHINESE.percent(0.456)) == ("99%", "1%", "46%")


def test_one_and_many_are_told_apart_where_the_language_does() -> None:
    one, many = "{count} doubt", "{count} doubts"

    assert (ENGLISH.count(one, many, 1), ENGLISH.count(one, many, 3)) == ("1 doubt", "3 doubts")
    assert CHINESE.count(one, many, 3) == "3 处疑点"


def test_a_sentence_in_no_catalogue_is_shown_as_it_is() -> None:
    assert catalogue("en").gettext("Hello.") == CHINESE.say("Hello.") == "Hello."
    assert CHINESE.say("") == ""


def test_only_our_own_words_among_the_facts_are_translated() -> None:
    said = CHINESE.sentence("There is no {kind} {name} here.", {"kind": "room", "name": "missing"})

    assert said == "这里没有房间 missing。"
