"""Which port a lasting name means, whatever number the system gives it today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.guessing import guess
from reader.naming import Found, NotThere, device, lasting_name

BOARD = Found("/dev/ttyUSB0", "Silicon Labs CP2102", "10c4:ea60", "0001", "1-1.2")
TWIN = Found("/dev/ttyUSB1", "Silicon Labs CP2102", "10c4:ea60", "0002", "1-1.3")
CLONE = Found("/dev/ttyUSB2", "USB Serial", "1a86:7523", "", "1-1.4")
OTHER_CLONE = Found("/dev/ttyUSB3", "USB Serial", "1a86:7523", "", "1-1.1")
PIN = Found("/dev/ttyAMA0")
ALL = [BOARD, TWIN, CLONE, OTHER_CLONE, PIN]


@pytest.mark.parametrize(
    ("port", "name"),
    [
        (BOARD, "usb:10c4:ea60:0001"),
        (CLONE, "usb:1a86:7523@1-1.4"),
        (PIN, "/dev/ttyAMA0"),
    ],
)
def test_a_port_is_called_by_serial_number_then_by_socket_then_as_the_system_does(port: Found, name: str) -> None:
    assert name == lasting_name(port, ALL)


def test_two_of_the_same_serial_number_are_called_by_their_sockets() -> None:
    copy = Found("/dev/ttyUSB9", "", "10c4:ea60", "0001", "1-1.9")

    assert "usb:10c4:ea60@1-1.9" == lasting_name(copy, [*ALL, copy])


def test_a_name_means_the_same_scanner_under_another_number() -> None:
    moved = Found("/dev/ttyUSB7", BOARD.description, BOARD.usb, BOARD.serial, "2-1")

    assert "/dev/ttyUSB7" == device(lasting_name(BOARD, ALL), [TWIN, moved])


def test_ids_alone_are_enough_while_there_is_one_of_them() -> None:
    assert CLONE.port == device("usb:1a86:7523", [BOARD, CLONE])
    with pytest.raises(NotThere, match=r"may be any of /dev/ttyUSB2, /dev/ttyUSB3"):
        device("usb:1a86:7523", ALL)


@pytest.mark.parametrize("name", ["usb:10c4:ea60:0009", "usb:1a86:7523@1-9", "usb:ffff:0001", "usb:nonsense"])
def test_a_scanner_that_is_not_plugged_in_is_told_by_name(name: str) -> None:
    with pytest.raises(NotThere, match=f"{name} is not plugged in"):
        device(name, ALL)


@pytest.mark.parametrize("url", ["/dev/ttyUSB0", "COM3", "socket://10.0.0.7:4001", "loop://"])
def test_every_other_name_is_its_own(url: str) -> None:
    assert url == device(url, ALL)


@given(
    st.lists(
        st.builds(
            Found,
            st.uuids().map(str),
            usb=st.sampled_from(["10c4:ea60", ""]),
            serial=st.sampled_from(["", "0001", "a@b:c"]),
            location=st.sampled_from(["", "1-1", "1-2"]),
        )
    )
)
def test_the_name_given_to_a_port_leads_back_to_it(found: list[Found]) -> None:
    for port in found:
        assert port.port == device(lasting_name(port, found), found)


def test_a_plug_is_guessed_at_by_its_maker_before_its_bridge() -> None:
    assert "m100" in guess(BOARD).families
    assert ("tsl",) == guess(Found("COM4", "Technology Solutions (UK) Ltd 1128", "0403:6001")).families
    assert () == guess(PIN).families
