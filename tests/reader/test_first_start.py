"""The first start: what a person is asked, what is found, and what is written down."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import ConfigError, load
from reader.detecting import Recognised
from reader.first_start import NoScanner, Plugged, ask_pairing, find_scanners, may_be_one, settings, write
from reader.naming import Found
from reader.pairing import Pairing, encode
from reader.protocols import FAMILIES
from reader.protocols.events import Identity
from reader.virtual.pty import VirtualHandheld

PAIRING = Pairing("https://rollcall.school.cn", "a-token")
M100 = Recognised(FAMILIES["m100"], 115200, Identity("V2.3.5"))
CHAFON = Recognised(FAMILIES["chafon288"], 57600, Identity("0.22", "UHFReader288M"))


class Person:
    """Somebody who gives these answers, one after the other, and reads what is said."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.told: list[str] = []

    def answer(self, question: str) -> str:
        """The next answer."""
        del question
        return self._answers.pop(0)

    def pair(self) -> Pairing:
        """What comes of the talk; all answers have to be asked for."""
        pairing = ask_pairing(self.answer, self.answer, self.told.append)
        assert not self._answers
        return pairing


def test_a_pairing_code_is_all_that_is_asked() -> None:
    assert PAIRING == Person(encode(PAIRING)).pair()


def test_without_a_code_address_and_token_are_asked() -> None:
    assert PAIRING == Person(" https://rollcall.school.cn ", "a-token\n").pair()


def test_wrong_answers_are_explained_and_asked_again() -> None:
    person = Person("school", encode(PAIRING)[:30], PAIRING.service, "", "two words", PAIRING.token)

    assert PAIRING == person.pair()
    assert 4 == len(person.told)


@given(
    st.text("abcXYZ-._:/@教室", min_size=1).map(lambda host: f"http://h{host}"),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1),
    st.lists(
        st.tuples(st.text("usb:019af@-.\\\"' 教", min_size=1), st.sampled_from([M100, CHAFON])),
        min_size=1,
        max_size=3,
        unique_by=lambda pair: pair[0].strip() or " ",
    ),
)
def test_what_is_written_is_what_the_daemon_reads(
    tmp_path_factory: pytest.TempPathFactory, service: str, token: str, found: list[tuple[str, Recognised]]
) -> None:
    path = tmp_path_factory.mktemp("box") / "reader.toml"
    plugged = [Plugged(f"usb:{name}", scanner) for name, scanner in found]

    write(path, settings(Pairing(service, token), "outbox.db", plugged))
    config = load(path, {})

    assert (service, token, path.parent / "outbox.db") == (config.service, config.token, config.outbox)
    assert plugged == [
        (scanner.port, (FAMILIES[scanner.family], scanner.baud, known.scanner.identity))
        for scanner, known in zip(config.scanners, plugged, strict=True)
    ]


def test_the_settings_are_for_nobody_else_to_read_and_are_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "etc" / "reader.toml"

    write(path, "token = 1")

    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    with pytest.raises(ConfigError, match=r"cannot be written: .*-c FILE"):
        write(path, "token = 2")
    assert path.read_text() == "token = 1"


def test_a_named_scanner_is_found_and_told_of() -> None:
    said: list[str] = []
    with VirtualHandheld() as handheld:
        [plugged] = find_scanners(said.append, handheld.port)

    assert (handheld.port, M100) == plugged
    assert said[-1].endswith("m100 (modules M100, R200, YRM100, JRD-4035), 115200 baud, firmware V2.3.5")


def test_it_is_said_what_to_do_when_there_is_no_scanner() -> None:
    said: list[str] = []

    with pytest.raises(NoScanner, match="Plug it in"):
        find_scanners(said.append, "/dev/there-is-none")

    assert "/dev/there-is-none cannot be opened" in said[-1]


@pytest.mark.parametrize(
    ("port", "expected"),
    [
        (Found("/dev/ttyUSB0", usb="10c4:ea60"), True),
        (Found("/dev/rfcomm0"), True),
        (Found("/dev/ttyS0"), False),
        (Found("COM1"), False),
    ],
)
def test_ports_of_the_board_are_left_alone_unless_named(port: Found, expected: bool) -> None:
    assert expected == may_be_one(port)
