"""One notice arrives by webhook, bot and e-mail, goes nowhere else, and says nothing of its address."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from inventory.ids import SchoolId
from inventory.notices import NotAnAddress, Notice, checked_address, may_be_told, shown_address
from service import sending
from service.sending import NotSent, send
from tests.service.receivers import WebServer, endless_server, mail_server, silent_server, web_server


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A web server of somebody who is told."""
    with web_server() as running:
        yield running


def a_notice(url: str) -> Notice:
    return Notice(SchoolId(UUID(int=1)), "Riverside", UUID(int=1), UUID(int=1), url, None, 1)


def test_a_server_that_never_answers_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "TIMEOUT_SECONDS", 0.05)

    with silent_server() as place, pytest.raises(NotSent, match="no answer"):
        send(a_notice(f"http://{place}/"), "Alarm", "")


def test_a_server_that_answers_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "TIMEOUT_SECONDS", 0.1)

    with endless_server() as place, pytest.raises(NotSent, match="not reached"):
        send(a_notice(f"http://{place}/"), "Alarm", "")


def test_only_the_first_of_several_addresses_is_one(server: WebServer) -> None:
    with pytest.raises(NotSent):
        send(a_notice(f"mailto://a:b@127.0.0.1:1?to=c@d.example, json://{server.place}/"), "Alarm", "")

    assert server.got.empty()


def test_a_bot_that_leads_elsewhere_is_not_followed(server: WebServer) -> None:
    server.answers.put(307)

    with pytest.raises(NotSent, match="not accepted"):
        send(a_notice(f"json://{server.place}/"), "Alarm", "projector")

    assert 1 == server.got.qsize()


@pytest.mark.parametrize(
    "host",
    ["169.254.169.254", "::ffff:169.254.169.254", "fe80::1%eth0", "224.0.0.1", "100.100.100.200", "fd00:ec2::254"],
)
def test_machines_beside_ours_are_told_nothing(host: str) -> None:
    assert not may_be_told(host)
    assert may_be_told("192.168.1.9")


def test_a_server_for_e_mail_whose_name_leads_beside_ours_is_told_nothing() -> None:
    with pytest.raises(NotSent, match="no such address"):
        send(a_notice("mailto://ada:word@school.example?smtp=169.254.169.254&to=ben@school.example"), "Alarm", "")


def test_the_token_of_a_bot_says_nothing_else() -> None:
    url = "https://open.feishu.cn/open-apis/bot/v2/hook?key=a/%3Frto=9999"

    with pytest.raises(NotSent, match="no such address"):
        send(a_notice(url), "Alarm", "")


def test_apprise_names_nobody_but_us(server: WebServer) -> None:
    send(a_notice(f"json://{server.place}/"), "Alarm", "投影仪")

    got = server.got.get_nowait()
    assert ("Alarm", "投影仪") == (got.told["title"], got.told["message"])
    assert "Rollcall" == got.headers["User-Agent"]
    assert b"http" not in got.body


def test_what_a_bot_refuses_is_not_sent(server: WebServer) -> None:
    server.answers.put(403)

    with pytest.raises(NotSent, match="not accepted"):
        send(a_notice(f"json://{server.place}/"), "Alarm", "projector")


def test_an_e_mail_arrives() -> None:
    with mail_server() as (place, letters):
        address = f"mailto://{place}?from=rollcall@school.example&to=gate@school.example&format=text"
        send(a_notice(address), "Alarm", "projector")

    letter = letters.get_nowait()
    assert all(words in letter for words in ("Subject: Alarm", "To: gate@school.example"))


@pytest.mark.parametrize(
    "url",
    [
        *("", "gate", "ftp://a/b", "http://", "https://[", "slack://a/b/c", "json://localhost/", "http://a:x/"),
        *(
            "mailto://a@b.example?pgpprv=/etc/passwd",
            "mailto://a@b.example?to=c;rto=99999",
            "mailto://a@b.example/#?rto=9",
        ),
        *("mailto://a@b.example?+Header=x", "feishu://token/?cto=99999"),
        *("http://169.254.169.254/latest", "https://[fe80::1]/", "mailto://a:b@169.254.0.1"),
    ],
)
def test_nothing_else_is_an_address(url: str) -> None:
    with pytest.raises(NotAnAddress):
        checked_address(url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", "https://qyapi.weixin.qq.com/…"),
        ("mailto://ada:word@mail.example?to=ben", "mailto://mail.example/…"),
        ("feishu://token", "feishu://…"),
    ],
)
def test_of_an_address_only_a_part_is_shown(url: str, shown: str) -> None:
    assert shown == shown_address(url)
