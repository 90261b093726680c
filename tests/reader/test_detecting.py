"""Every family is recognised by its own simulator, and nothing but a family's question and its stop is ever sent."""

import os
import pty
import select
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from reader.detecting import PATIENCE, Recognised, detect, visits
from reader.ports import Port
from reader.protocols import FAMILIES
from reader.protocols.m100 import STOP_INVENTORY
from reader.virtual.m100 import M100Device
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan

CARDS = {"rdm6300": "0C000621A5"}
# Every family at its usual speed, and two at another: one that can be asked and one that cannot.
CASES = [*((family.name, family.bauds[0]) for family in FAMILIES.values()), ("mercury", 38400), ("lines", 9600)]


def walked(handheld: VirtualHandheld, family: str) -> None:
    """Hold a tag in front of the scanner until it is gone."""
    plan = TagPlan(CARDS.get(family, "30751FEB705C5904E3D50D70"), 200)
    handheld.walk(Step("101", 20.0, (plan,)))


def recognise(family: str, baud: int) -> tuple[Recognised | None, float]:
    with VirtualHandheld(family, baud=baud) as handheld:
        threading.Thread(target=walked, args=(handheld, family)).start()
        begun = time.monotonic()
        with Port(handheld.port, 300) as port:
            return detect(port, list(FAMILIES.values())), time.monotonic() - begun


@pytest.fixture(scope="module")
def recognised() -> Iterator[dict[tuple[str, int], tuple[Recognised | None, float]]]:
    """All at the same time: they mostly wait."""
    with ThreadPoolExecutor(len(CASES)) as pool:
        yield dict(zip(CASES, pool.map(lambda case: recognise(*case), CASES), strict=True))


@pytest.mark.parametrize(("family", "baud"), CASES)
def test_every_family_is_recognised_with_its_speed_within_ten_seconds(
    recognised: dict[tuple[str, int], tuple[Recognised | None, float]], family: str, baud: int
) -> None:
    found, seconds = recognised[family, baud]

    assert found is not None
    assert (family, baud) == (found.family.name, found.baud)
    assert bool(found.identity.firmware) == bool(found.family.identify)
    assert seconds <= PATIENCE + 0.5


class BusyDevice(M100Device):
    """A module that was left reading: it hears nothing but the command to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.running = True

    def receive(self, chunk: bytes) -> bytes:
        """The answer to the stop, and to everything once it has stopped."""
        return super().receive(chunk) if STOP_INVENTORY in chunk or not self.running else b""


def test_a_scanner_that_was_left_reading_is_stopped_and_asked() -> None:
    with VirtualHandheld() as handheld:
        handheld.device = BusyDevice()
        with Port(handheld.port, 115200) as port:
            found = detect(port, [FAMILIES["m100"]])

    assert found is not None
    assert ("m100", "V2.3.5") == (found.family.name, found.identity.firmware)


def test_a_port_where_nobody_answers_is_given_up_in_time_and_was_only_asked_who_is_there() -> None:
    master, slave = pty.openpty()
    with Port(os.ttyname(slave), 115200) as port:
        found = detect(port, list(FAMILIES.values()), patience=1.0)
    heard = b""
    while select.select([master], [], [], 0.1)[0]:
        heard += os.read(master, 4096)
    for end in (master, slave):
        os.close(end)

    assert found is None
    assert heard.startswith(b"".join(visits(FAMILIES.values())[0].questions))
    for question in (family.identify for family in FAMILIES.values()):
        heard = heard.replace(question, b"") if question else heard
    assert heard == b""


def test_the_first_choice_of_a_family_is_tried_before_the_second_of_any() -> None:
    bauds = [visit.baud for visit in visits(FAMILIES.values())]

    assert len(bauds) == len(set(bauds))
    assert {115200, 57600, 9600} == set(bauds[:3])
