"""Which lines are tags. There is no checksum, so half a number must not pass for a whole one."""

import pytest

from reader.protocols.events import Event, Fault, Other, TagRead
from reader.protocols.lines import LONGEST_LINE, Lines

EPC = "3034257BF7194E4000001A85"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (EPC, TagRead(EPC)),
        (EPC.lower(), TagRead(EPC)),
        (f"{EPC},-57", TagRead(EPC, rssi=-57.0)),
        (f"{EPC}\t-57.5", TagRead(EPC, rssi=-57.5)),
        (f'"{EPC}";"-57"', TagRead(EPC, rssi=-57.0)),
        (f"{EPC},57", TagRead(EPC)),  # a positive number may be a count
        (f"{EPC},-5", TagRead(EPC)),  # no scanner hears as well as that
        (f"3000{EPC}", TagRead(EPC, "3000")),
        ("30003034257BF7194E4000001A85F1AD", TagRead("30003034257BF7194E4000001A85F1AD")),  # its CRC is wrong
        ("E004010012345678", TagRead("E004010012345678")),
        ("000000000000000000000372", TagRead("000000000000000000000372")),
        ("123456789012345678901234", TagRead("123456789012345678901234")),
        ("E2 00 30 16 11 22 33 44 55 66 77 88", TagRead("E20030161122334455667788")),
        ("E200-3016-1122-3344-5566-7788,-60", TagRead("E20030161122334455667788", rssi=-60.0)),
        (f"{EPC},2026-11-20 08:00:00,-57", TagRead(EPC, rssi=-57.0)),
        (f"20261120;00000012;{EPC}", TagRead(EPC)),
        (f"{EPC},E2801160200074CF8D3A0A21,-57", TagRead(EPC, rssi=-57.0)),  # the second is the TID
        ("2026-11-20", Other("text", "2026-11-20")),
        (f"]C1{EPC}", TagRead(EPC)),
        (f"12.{EPC}", TagRead(EPC)),
        (f"{EPC}.", TagRead(EPC)),
        (EPC[:-1], Fault("not a tag", 23)),
        (EPC[:-2], Fault("not a tag", 22)),
        ("1234", Other("text", "1234")),
        ("F" * 128, Fault("not a tag", 128)),
        ("EPC,RSSI", Other("text", "EPC,RSSI")),
    ],
)
def test_a_line_is_read_by_strict_rules(line: str, expected: Event) -> None:
    assert [expected] == Lines().feed(line.encode() + b"\r\n")


def test_half_a_line_is_no_tag_when_the_scanner_ends_its_lines() -> None:
    decoder = Lines()
    decoder.feed(f"{EPC}\r\n".encode())

    decoder.feed(EPC[:12].encode())

    assert [Fault("cut short", 12)] == decoder.idle()
    assert [Fault("cut short", 12)] == decoder.feed(EPC[12:].encode() + b"\r\n")
    assert [TagRead(EPC)] == decoder.feed(f"{EPC}\r\n".encode())


def test_a_number_of_the_usual_length_counts_when_only_the_line_end_was_lost() -> None:
    decoder = Lines()
    decoder.feed(f"{EPC}\r\n".encode())

    decoder.feed(EPC.encode())

    assert [TagRead(EPC)] == decoder.idle()


def test_a_line_without_end_is_given_up_and_the_next_one_is_read() -> None:
    decoder = Lines()

    events = decoder.feed(b"A" * 5000) + decoder.feed(f"\n{EPC}\n".encode())

    assert [Fault("line too long", 5000), TagRead(EPC)] == events
    assert decoder.waiting <= LONGEST_LINE
