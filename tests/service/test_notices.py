"""Notices arrive by webhook, bot and e-mail, are tried again until they do, and say nothing of their addresses."""

import hmac
from collections.abc import Iterator
from datetime import UTC, timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from inventory.actions.presence.alarms import raise_alarms
from inventory.actions.presence.notices import (
    add_target,
    list_notices,
    list_targets,
    remove_target,
    take_due,
    told_of,
    try_target,
)
from inventory.actions.school.samples import create_sample, remove_sample
from inventory.actions.school.schools import create_school
from inventory.alarms import AlarmKind, Case, Rules
from inventory.notices import TRY_AGAIN
from inventory.quiet_hours import QuietHours
from inventory.store.alarms import TargetRow
from inventory.store.engine import Database
from service import notices, sending
from service.notices import Sender
from tests.inventory.actions.slips import thing
from tests.people import NOW, School
from tests.service.receivers import WebServer, silent_server, web_server

pytestmark = pytest.mark.both_databases


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
    monkeypatch.setattr(notices, "AT_ONCE", 4)
    monkeypatch.setattr(notices, "OF_SCHOOL", 2)
    with silent_server() as place:
        with database.write() as session:
            for _ in range(4):
                add_target(session, school.id, "bot", f"http://{place}/", [AlarmKind.LEFT], by="Ada", at=NOW)
            other = create_school(session, "Hillside", at=NOW)
            target = add_target(session, other, "gate", f"http://{server.place}/", [], by="Cy", at=NOW)
        leaves(database, school)
        with database.write() as session:
            try_target(session, other, target, at=NOW)

        telling = Thread(target=sender.send_due, args=(NOW,))
        telling.start()

        assert "Hillside" == server.got.get().told["school"]
    telling.join()


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
