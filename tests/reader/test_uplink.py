"""The uplink against a real HTTP server that misbehaves."""

import gzip
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.batch import batch
from reader.clock import Clock, Moment
from reader.network import Service
from reader.outbox import Outbox
from reader.uplink import PAUSE, Uplink
from tests.reader.clocks import HandClock
from tests.reader.fake_service import CUT, HANG, FakeService, Reply
from tests.reader.sightings import BOOT, START, sighting, some

TOKEN = "a-secret-nobody-may-see"
GOOD, BAD = "E28011600000000000000001", "E28011600000000000000BAD"


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    opened = Outbox.open(tmp_path / "outbox.db")
    yield opened
    opened.close()


@pytest.fixture
def service() -> Iterator[FakeService]:
    with FakeService() as running:
        yield running


@pytest.fixture
def uplink(outbox: Outbox, service: FakeService) -> Iterator[Uplink]:
    connected = Service(service.url + "/", TOKEN)
    yield Uplink(outbox, connected, Clock(), patience=0.5)
    connected.close()


def test_what_waits_is_sent_and_settled(uplink: Uplink, outbox: Outbox, service: FakeService) -> None:
    outbox.put(some(3), BOOT)

    assert uplink.step() == 0

    assert {(outbox.uuid, n) for n in (1, 2, 3)} == service.stored.keys()
    assert outbox.depth == 0


def test_a_request_carries_token_type_and_path(uplink: Uplink, outbox: Outbox, service: FakeService) -> None:
    outbox.put(some(1), BOOT)

    uplink.step()

    [headers] = service.headers
    assert "/api/v1/sightings" == headers["path"]
    assert f"Bearer {TOKEN}" == headers["Authorization"]
    assert ("application/json", "gzip") == (headers["Content-Type"], headers["Content-Encoding"])


def test_an_empty_outbox_sends_nothing(uplink: Uplink, service: FakeService) -> None:
    assert PAUSE == uplink.step()

    assert [] == service.batches


@pytest.mark.parametrize(
    "reply",
    [
        Reply(401),
        Reply(403),
        Reply(404),
        Reply(301, headers=(("Location", "/elsewhere"),)),
        Reply(429),
        Reply(500),
        Reply(503),
        Reply(200, b"<html>please log in</html>"),
        Reply(200, b'{"settled": [], "refused": []}'),
        Reply(200, b"x" * (2 << 20)),
        CUT,
        HANG,
    ],
    ids=lambda reply: f"{reply.status} {reply.body[:12]!r} {reply.hang} {reply.cut}",
)
def test_no_bad_answer_settles_anything_and_the_next_good_one_does(
    uplink: Uplink, outbox: Outbox, service: FakeService, reply: Reply
) -> None:
    outbox.put(some(3), BOOT)
    service.replies.append(reply)

    assert uplink.step() > 0
    assert outbox.depth == 3

    assert uplink.step() == 0
    assert outbox.depth == 0


def test_a_service_that_is_down_settles_nothing(outbox: Outbox) -> None:
    with FakeService() as gone:
        pass
    uplink = Uplink(outbox, Service(gone.url, TOKEN), Clock())
    outbox.put(some(1), BOOT)

    assert uplink.step() > 0
    assert outbox.depth == 1


def test_retry_after_is_waited_for(uplink: Uplink, outbox: Outbox, service: FakeService) -> None:
    outbox.put(some(1), BOOT)
    service.replies.append(Reply(503, headers=(("Retry-After", "40"),)))

    assert 40 <= uplink.step() <= 41


def test_waits_grow_until_something_is_settled(uplink: Uplink, outbox: Outbox, service: FakeService) -> None:
    outbox.put(some(1), BOOT)
    service.replies.extend([Reply(500)] * 6)

    waits = [uplink.step() for _ in range(6)]

    assert waits[0] <= 1.0
    assert waits[5] >= 16.0
    assert uplink.step() == 0


def test_what_the_service_did_not_name_is_sent_again(uplink: Uplink, outbox: Outbox, service: FakeService) -> None:
    outbox.put(some(5), BOOT)
    service.settle_at_most = 2

    while uplink.step() == 0:
        pass

    assert [5, 3, 1] == [len(batch["sightings"]) for batch in service.batches]
    assert len(service.stored) == 5


def test_an_answer_lost_on_the_way_counts_nothing_twice(uplink: Uplink, outbox: Outbox, service: FakeService) -> None:
    outbox.put(some(2), BOOT)
    service.answer({}, gzip.compress(batch(outbox.uuid, Moment(START, 0.0, BOOT), outbox.take(2))))
    service.replies.append(CUT)

    while outbox.depth:
        uplink.step()

    assert len(service.stored) == 2


def test_a_refused_sighting_is_set_aside_with_the_reason(
    uplink: Uplink, outbox: Outbox, service: FakeService
) -> None:
    outbox.put([sighting(GOOD), sighting(BAD)], BOOT)
    service.refuse_tags = {BAD}

    uplink.step()

    assert outbox.depth == 0
    assert [(2, BAD, "bad_tag", "no such tag")] == outbox.refused()


@pytest.mark.parametrize("place", [0, 1, 6, 12])
def test_a_batch_is_halved_until_the_bad_one_is_alone(
    uplink: Uplink, outbox: Outbox, service: FakeService, place: int
) -> None:
    tags = some(13)
    tags[place] = sighting(BAD)
    outbox.put(tags, BOOT)
    service.choke_on = {BAD}

    while uplink.step() == 0:
        pass

    assert [(place + 1, BAD, "422", "sightings: something is wrong")] == outbox.refused()
    assert len(service.stored) == 12


def test_a_service_that_takes_less_at_once_gets_less_at_once(
    uplink: Uplink, outbox: Outbox, service: FakeService
) -> None:
    outbox.put(some(50), BOOT)
    service.largest = 10

    while uplink.step() == 0:
        pass

    assert outbox.refused() == []
    assert len(service.stored) == 50


def test_a_refused_token_is_said_once_and_never_shown(
    uplink: Uplink, outbox: Outbox, service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    outbox.put(some(1), BOOT)
    service.replies.extend([Reply(401)] * 3)

    for _ in range(4):
        uplink.step()

    assert 1 == sum("rollcall station create" in message for message in caplog.messages)
    assert TOKEN not in caplog.text


def test_what_is_put_in_is_sent_although_no_time_passes(outbox: Outbox, service: FakeService) -> None:
    connected, stop = Service(service.url, TOKEN), threading.Event()
    thread = threading.Thread(target=Uplink(outbox, connected, HandClock()).run, args=(stop,))
    thread.start()

    outbox.put(some(1), BOOT)
    service.wait_until(lambda: len(service.stored) == 1)
    outbox.put(some(1), BOOT)
    service.wait_until(lambda: len(service.stored) == 2)

    stop.set()
    outbox.filled.set()
    thread.join(5)
    connected.close()
    assert not thread.is_alive()


def test_a_stop_ends_a_wait_at_once(
    uplink: Uplink, outbox: Outbox, service: FakeService, in_thread: Callable[..., None]
) -> None:
    outbox.put(some(1), BOOT)
    service.replies.append(Reply(503, headers=(("Retry-After", "600"),)))

    in_thread(uplink.run, lambda: service.wait_until(lambda: len(service.batches) == 1))

    assert outbox.depth == 1
