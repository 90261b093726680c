"""However many pages ask, one of them reads for all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from service.pages.shared import Shared


@pytest.fixture
def numbers() -> Iterator[int]:
    return count(1)


def test_within_a_moment_one_reads_for_all(numbers: Iterator[int]) -> None:
    shared = Shared(seconds=3600)

    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(lambda _: shared.of("board", lambda: next(numbers)), range(100)))

    assert [1] * 100 == said


def test_after_that_it_is_read_again_and_each_thing_for_itself(numbers: Iterator[int]) -> None:
    shared = Shared(seconds=0)

    said = [shared.of(about, lambda: next(numbers)) for about in ("board", "board", "alarms")]

    assert [1, 2, 3] == said


def test_what_cannot_be_read_is_asked_for_again(numbers: Iterator[int]) -> None:
    shared = Shared(seconds=3600)
    with pytest.raises(ZeroDivisionError):
        shared.of("board", lambda: 1 // 0)

    assert 1 == shared.of("board", lambda: next(numbers))
