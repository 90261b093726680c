"""Ports by URL, on a real pseudo terminal and a real socket."""

import os
import pty
import socket
import termios
from collections.abc import Iterator

import pytest

from reader import ports
from reader.ports import Port, PortGone


@pytest.fixture
def terminal() -> Iterator[tuple[int, str]]:
    master, slave = pty.openpty()
    yield master, os.ttyname(slave)
    os.close(slave)
    os.close(master)


def test_bytes_go_both_ways_and_silence_is_no_bytes(terminal: tuple[int, str]) -> None:
    master, path = terminal
    with Port(path, 115200) as port:
        os.write(master, bytes(range(256)))
        port.write(b"\xbb\x0d\x0a\x11\x13")

        assert bytes(range(256)) == port.read()
        assert b"" == port.read()
        assert b"\xbb\x0d\x0a\x11\x13" == os.read(master, 100)


def test_what_came_before_the_port_was_opened_is_forgotten(terminal: tuple[int, str]) -> None:
    master, path = terminal
    os.write(master, b"stale")

    with Port(path, 115200) as port:
        assert b"" == port.read()


def test_another_speed_forgets_what_came_at_the_old_one(terminal: tuple[int, str]) -> None:
    master, path = terminal
    with Port(path, 115200) as port:
        os.write(master, b"garbled")
        port.change_speed(9600)

        assert b"" == port.read()
        assert termios.B9600 == termios.tcgetattr(master)[4]


def test_a_port_is_ours_alone(terminal: tuple[int, str]) -> None:
    with Port(terminal[1], 115200), pytest.raises(PortGone, match="cannot be opened: another program uses it"):
        Port(terminal[1], 115200)


def test_an_unplugged_scanner_is_told_by_name() -> None:
    master, slave = pty.openpty()
    path = os.ttyname(slave)
    with Port(path, 115200) as port:
        os.close(slave)
        os.close(master)

        with pytest.raises(PortGone, match=path):
            port.read()


@pytest.mark.parametrize("url", ["/dev/there-is-none", "nonsense://x", "socket://127.0.0.1:1", "usb:ffff:0001"])
def test_a_port_that_cannot_be_opened_is_told_by_name(url: str) -> None:
    with pytest.raises(PortGone, match=url):
        Port(url, 115200)


def test_a_scanner_on_the_network_is_a_port_too() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        Port(f"socket://127.0.0.1:{server.getsockname()[1]}", 115200) as port,
    ):
        scanner, _ = server.accept()
        scanner.sendall(b"hello")

        assert b"hello" == port.read()

        scanner.close()
        with pytest.raises(PortGone):
            port.read()


def test_a_loop_brings_back_what_was_written() -> None:
    with Port("loop://", 115200) as port:
        port.write(b"hello")

        assert b"hello" == port.read()


def test_the_ports_of_this_machine_can_be_listed() -> None:
    assert all(found.port for found in ports.found())
