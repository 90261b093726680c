"""What an answer of the service settles, and when to come again."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.answers import Denied, Indigestible, Later, Refusal, Settled, delay, judge, spans, waiting

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SENT = [4, 5, 6, 9]


def success(settled: object, refused: object = ()) -> bytes:
    return json.dumps({"version": 1, "settled": settled, "refused": refused}).encode()


def test_a_success_settles_what_it_names_out_of_what_was_sent() -> None:
    verdict = judge(200, None, success([[1, 5], [9, 20]]), SENT, NOW)

    assert Settled(((4, 5), (9, 9))) == verdict


def test_a_success_names_refused_sightings_one_by_one() -> None:
    refused = [{"n": 6, "code": "bad_tag", "message": "why"}, {"n": 77, "code": "x", "message": "not sent"}]

    verdict = judge(200, None, success([[4, 5]], refused), SENT, NOW)

    assert Settled(((4, 5),), (Refusal(6, "bad_tag", "why"),)) == verdict


def test_words_of_the_service_are_kept_in_one_line_a_disk_can_take() -> None:
    refused = [{"n": 6, "code": "x", "message": "a\n\ud800" + "b" * 999}]

    verdict = judge(200, None, success([], refused), SENT, NOW)

    assert isinstance(verdict, Settled)
    assert verdict.refused[0].message.startswith("a ?bbb")
    assert len(verdict.refused[0].message) == 300


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>login</html>",
        b"[]",
        b"null",
        b'{"settled": [[1, 9]]}',
        success([[4, "9"]]),
        success([[4, True]]),
        success([[4]]),
        success(7),
        success([], [{"n": 4}]),
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_an_answer_that_is_none_by_contract_settles_nothing(body: bytes) -> None:
    assert isinstance(judge(200, None, body, SENT, NOW), Later)


@given(st.binary(max_size=60), st.integers(100, 599))
def test_only_a_success_settles(body: bytes, status: int) -> None:
    verdict = judge(status, None, body, SENT, NOW)

    assert 200 <= status < 300 or not isinstance(verdict, Settled)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_says_what_to_do(status: int) -> None:
    verdict = judge(status, None, b"", SENT, NOW)

    assert isinstance(verdict, Denied)
    assert "rollcall station create" in verdict.message


@pytest.mark.parametrize("status", [413, 422])
def test_a_batch_refused_as_a_whole_gives_its_reason(status: int) -> None:
    assert Indigestible(str(status), "why") == judge(status, None, b'{"detail": "why"}', SENT, NOW)


@pytest.mark.parametrize("status", [301, 404, 429, 500, 503])
def test_other_answers_mean_later(status: int) -> None:
    assert Later(f"the service answered {status}", 7.0) == judge(status, "7", b"", SENT, NOW)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Fri, 20 Nov 2026 08:02:00 GMT", 120.0),
        ("Fri, 20 Nov 2026 07:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(header: str | None, expected: float | None) -> None:
    assert expected == waiting(header, NOW)


@given(st.text(max_size=40))
def test_any_retry_after_is_survived(header: str) -> None:
    seconds = waiting(header, NOW)

    assert seconds is None or seconds >= 0


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_the_delay_grows_to_a_minute_and_no_further(failures: int, dice: float) -> None:
    assert 0.5 <= delay(failures, None, dice) <= 60
    assert delay(failures, None, 0) == min(2.0 ** min(failures - 1, 9), 60)


def test_what_the_service_asks_for_comes_first() -> None:
    assert 300 <= delay(1, 300.0, 0.5) <= 301


@given(st.sets(st.integers(0, 50)))
def test_spans_cover_the_numbers_and_nothing_else(numbers: set[int]) -> None:
    covered = [n for low, high in spans(sorted(numbers)) for n in range(low, high + 1)]

    assert sorted(numbers) == covered


def test_a_date_without_a_zone_is_taken_as_utc() -> None:
    in_a_minute = (NOW + timedelta(minutes=1)).strftime("%a, %d %b %Y %H:%M:%S -0000")

    assert waiting(in_a_minute, NOW) == 60.0
