"""Which lines are tags. There is no checksum, so half a number must not pass for a whole one."""

import pytest

from reader.protocols.events import Event, Fault, Other, TagRead
from reader.protocols.gen2 import crc16, pc_for
from reader.protocols.lines import Lines
from reader.protocols.splitting import LONGEST_LINE

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
        (f"EPC:{EPC} RSSI:-57dBm", TagRead(EPC, rssi=-57.0)),
        (f"TAG={EPC}", TagRead(EPC)),
        (f"+INV: {EPC},-57.0", TagRead(EPC, rssi=-57.0)),
        (f"]C1{EPC}", TagRead(EPC)),
        (f"12.{EPC}", TagRead(EPC)),
        (f"{EPC}.", TagRead(EPC)),
        (EPC[:-1], Fault("not a tag", 23)),
        (EPC[:-2], Fault("not a tag", 22)),
        ("1234", Other("text", "1234")),
        ("F" * 132, Fault("not a tag", 132)),
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


SECOND = "E280116060000205AABBCCDD"
LONGER = "E20000001D89140057177010AABBCCDD"


def with_crc(epc: str) -> str:
    """The EPC between its PC word and its CRC."""
    words = pc_for(bytes.fromhex(epc)).to_bytes(2) + bytes.fromhex(epc)
    return (words + crc16(words).to_bytes(2)).hex().upper()


@pytest.mark.parametrize(
    "run",
    [
        EPC + SECOND,
        EPC + SECOND + EPC,
        f"3000{EPC}3000{SECOND}",
        with_crc(EPC) + with_crc(SECOND),
        with_crc(EPC) + with_crc(LONGER) + with_crc("11223344"),
        f"3000{EPC}4000{LONGER}",
        LONGER + LONGER,
        "".join(f"{serial:024X}" for serial in range(40)),
    ],
)
def test_tags_run_together_come_apart(run: str) -> None:
    events = Lines().feed(f"{run}\r\n".encode())

    found = [event for event in events if isinstance(event, TagRead)]
    assert len(found) == len(events) > 1
    assert all(event.tag in run for event in found)
    assert {len(event.tag) for event in found} <= {24, 32, 8}


def test_a_run_is_told_apart_by_the_length_the_scanner_is_used_to() -> None:
    decoder = Lines()

    decoder.feed(f"{LONGER}\r\n".encode())

    assert [TagRead(LONGER)] * 3 == decoder.feed(f"{LONGER * 3}\r\n".encode())


def test_a_scanner_that_sends_the_crc_is_held_to_it() -> None:
    decoder = Lines()
    damaged = with_crc(SECOND).replace("AABB", "AAB3")

    assert [TagRead(EPC, "3000")] == decoder.feed(f"{with_crc(EPC)}\r\n".encode())
    assert [Fault("not a tag", 32)] == decoder.feed(f"{damaged}\r\n".encode())
    assert [TagRead(EPC, "3000")] == decoder.feed(f"{with_crc(EPC)}{damaged}\r\n".encode())
    assert [TagRead(SECOND)] == decoder.feed(f"{SECOND}\r\n".encode())


def test_a_single_long_number_stays_whole() -> None:
    gdti = "3A00257BF7194E4000001A85" + "11223344556677889900AABB"[:20]

    assert [TagRead(gdti)] == Lines().feed(f"{gdti}\r\n".encode())
