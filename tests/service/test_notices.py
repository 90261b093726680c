"""Notices arrive by webhook, bot and e-mail, are tried again until they do, and say nothing of their addresses."""

import hmac
from collections.abc import Iterator
from datetime import UTC, timedelta
from threading import Thread
from uuid import UUID

import pytest
from sqlalchemy import select

from inventory.actions.alarms import raise_alarms
from inventory.actions.notices import (
    add_target,
    list_notices,
    list_targets,
    remove_target,
    take_due,
    told_of,
    try_target,
)
from inventory.actions.samples import create_sample, remove_sample
from inventory.actions.schools import create_school
from inventory.alarms import AlarmKind, Case, Rules
from inventory.ids import SchoolId
from inventory.notices import TRY_AGAIN, NotAnAddress, Notice, checked_address, may_be_told, shown_address
from inventory.quiet_hours import QuietHours
from inventory.store.alarms import TargetRow
from inventory.store.engine import Database
from service import sending
from service.notices import AT_ONCE, Sender
from service.sending import NotSent, send
from tests.inventory.actions.slips import thing
from tests.people import NOW, School
from tests.service.receivers import WebServer, endless_server, mail_server, silent_server, web_server


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A web server of somebody who is told."""
    with web_server() as running:
        yield running


@pytest.fixture
def sender(database: Database) -> Sender:
    """Sends when it is told to."""
    return Sender(database, lambda notice: ("Alarm", f"of {notice.school_name}"))


def told(database: Database, school: School, url: str) -> None:
    """Somebody there is told that things left."""
    with database.write() as session:
        add_target(session, school.id, "gate", url, [AlarmKind.LEFT], by="Ada", at=NOW)


def leaves(database: Database, school: School, rules: Rules | None = None) -> None:
    """The projector goes out."""
    with database.write() as session:
        case = Case(AlarmKind.LEFT, thing(session, school), NOW, NOW)
        raise_alarms(session, school.id, [case], rules or Rules(), at=NOW, zone=UTC)


def a_notice(url: str) -> Notice:
    return Notice(SchoolId(UUID(int=1)), "Riverside", UUID(int=1), UUID(int=1), url, None, 1)


def test_a_webhook_gets_the_alarm_signed(
    database: Database, school: School, server: WebServer, sender: Sender
) -> None:
    told(database, school, f"http://{server.place}/alarm?of=school#secret")
    leaves(database, school)

    assert 1 == sender.send_due(NOW)

    got = server.got.get_nowait()
    signed = "sha256=" + hmac.digest(b"secret", got.body, "sha256").hex()
    assert ("/alarm?of=school", signed) == (got.path, got.headers["X-Rollcall-Signature"])
    assert ("left", "投影仪", "Alarm") == (got.told["kind"], got.told["name"], got.told["title"])


def test_a_notice_is_sent_once(database: Database, school: School, server: WebServer, sender: Sender) -> None:
    told(database, school, f"http://{server.place}/")
    leaves(database, school)

    assert [1, 0, 0] == [sender.send_due(NOW + timedelta(hours=hours)) for hours in range(3)]


def test_who_does_not_answer_keeps_nobody_else_waiting(
    database: Database, school: School, server: WebServer, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TIMEOUT_SECONDS", 3600.0)
    with silent_server() as place:
        told(database, school, f"http://{place}/")
        told(database, school, f"http://{server.place}/")
        leaves(database, school)

        telling = Thread(target=sender.send_due, args=(NOW,))
        telling.start()

        assert "left" == server.got.get().told["kind"]
    telling.join()


def test_a_school_of_which_nobody_answers_keeps_no_other_school_waiting(
    database: Database, school: School, server: WebServer, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TIMEOUT_SECONDS", 3600.0)
    with database.write() as session:
        other = create_school(session, "Hillside", at=NOW)
        target = add_target(session, other, "gate", f"http://{server.place}/", [], by="Cy", at=NOW)
    with silent_server() as place:
        for _ in range(AT_ONCE):
            told(database, school, f"http://{place}/")
        leaves(database, school)
        telling = [Thread(target=sender.send_due, args=(NOW,)) for _ in range(2)]
        telling[0].start()

        with database.write() as session:
            try_target(session, other, target, at=NOW)
        telling[1].start()

        assert "Hillside" == server.got.get().told["school"]
    for each in telling:
        each.join()


def test_what_did_not_arrive_is_tried_again(
    database: Database, school: School, server: WebServer, sender: Sender
) -> None:
    told(database, school, f"http://{server.place}/")
    leaves(database, school)
    server.answers.put(500)

    sent = [sender.send_due(at) for at in (NOW, NOW + TRY_AGAIN[0] / 2, NOW + TRY_AGAIN[0])]

    assert [1, 0, 1] == sent
    with database.read() as session:
        [notice] = list_notices(session, school.id, most=9)
    assert (2, NOW + TRY_AGAIN[0], "") == (notice.tries, notice.sent_at, notice.error)


def test_what_never_arrives_is_given_up_and_shown(database: Database, school: School, sender: Sender) -> None:
    told(database, school, "http://127.0.0.1:1/hidden#secret")
    leaves(database, school)

    for day in range(len(TRY_AGAIN) + 2):
        sender.send_due(NOW + timedelta(days=day))

    with database.read() as session:
        [notice] = list_notices(session, school.id, most=9)
    assert len(TRY_AGAIN) + 1 == notice.tries
    assert notice.gave_up_at
    assert "not reached (ConnectionRefusedError)" == notice.error


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


def test_what_was_kept_back_is_sent_after_the_quiet_hours(
    database: Database, school: School, server: WebServer, sender: Sender
) -> None:
    quiet = QuietHours((NOW - timedelta(hours=1)).time(), (NOW + timedelta(hours=1)).time())
    told(database, school, f"http://{server.place}/")
    leaves(database, school, Rules(quiet=quiet, gates_always=False))

    assert [0, 1] == [sender.send_due(NOW + timedelta(hours=hours)) for hours in (0, 2)]


def test_a_trial_arrives(database: Database, school: School, server: WebServer, sender: Sender) -> None:
    told(database, school, f"http://{server.place}/")
    with database.write() as session:
        [target] = list_targets(session, school.id)
        try_target(session, school.id, target.id, at=NOW)

    sender.send_due(NOW)

    assert "of Riverside" == server.got.get_nowait().told["text"]


def test_a_notice_on_its_way_may_be_removed_with_its_sample_school(database: Database, school: School) -> None:
    with database.write() as session:
        sample = create_sample(session, school.id, "Sample", at=NOW)
        target = add_target(session, sample, "Ada", "https://there.example", [], by="Ada", at=NOW)
        try_target(session, sample, target, at=NOW)
        (notice,) = take_due(session, NOW, most=1)
    with database.write() as session:
        remove_sample(session, sample)

    with database.write() as session:
        told_of(session, notice, "", at=NOW)

    with database.read() as session:
        assert [] == list_notices(session, sample, most=1)


def test_who_was_removed_is_told_of_nothing_and_forgotten(
    database: Database, school: School, server: WebServer, sender: Sender
) -> None:
    told(database, school, f"http://{server.place}/")
    leaves(database, school)
    with database.write() as session:
        [target] = list_targets(session, school.id)
        remove_target(session, school.id, target.id, by="Ada", at=NOW)

    assert 0 == sender.send_due(NOW)
    with database.read() as session:
        assert "" == session.scalar(select(TargetRow.url))


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
