"""Which tags a box tells of."""

import pytest

from reader.filtering import Filter, is_pattern
from reader.protocols.events import TagRead

TAGS = ["3034257BF400", "3034AABB5700", "E28011600000", "0412AB99"]


@pytest.mark.parametrize(
    ("only", "ignore", "through"),
    [
        ((), (), TAGS),
        (("30",), (), TAGS[:2]),
        (("30", "E2"), (), TAGS[:3]),
        (("30xxxx7b",), (), TAGS[:1]),
        ((), ("E2",), [TAGS[0], TAGS[1], TAGS[3]]),
        (("30",), ("30xxAA",), TAGS[:1]),
        (("FFFF",), (), []),
    ],
)
def test_a_tag_is_told_of_by_how_its_number_begins(
    only: tuple[str, ...], ignore: tuple[str, ...], through: list[str]
) -> None:
    reads = [TagRead(tag) for tag in TAGS]

    assert through == [read.tag for read in Filter(only, ignore).through(reads)]


@pytest.mark.parametrize("text", ["", "30-", "book", "30 57", 30, None, "3(0"])
def test_what_is_no_beginning_of_a_tag_number_is_no_pattern(text: object) -> None:
    assert not is_pattern(text)
