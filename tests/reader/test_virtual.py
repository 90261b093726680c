"""The software handheld: what it says is what a real one would."""

import os
import random
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.ports import Port
from reader.protocols import FAMILIES
from reader.protocols.dialogue import Dialogue
from reader.protocols.events import Answer, Event, Fault, Identity, Other, TagRead
from reader.protocols.family import Setup
from reader.protocols.m100 import COMMAND, FAMILY, START_INVENTORY, STOP_INVENTORY, frame
from reader.virtual.m100 import M100Device
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan, Trouble, load
from reader.virtual.walk import Walk

TAGS = ("E28011600000000000000001", "E280116000000000000000BB7E000002", "30751FEB705C5904E3D50D70")
STEP = Step("101", 10.0, tuple(TagPlan(tag, 8, -60) for tag in TAGS), seed=3)
# What a family reads whose transponders have no EPC.
CARDS = {"rdm6300": ("0C000621A5", "0F0184F07A", "0000000001")}


@pytest.fixture
def handheld() -> Iterator[VirtualHandheld]:
    with VirtualHandheld(speed=50) as made:
        yield made


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (frame(COMMAND, 0x03, b"\x00"), Answer("hardware", "M100 26dBm V1.0")),
        (frame(COMMAND, 0x03, b"\x01"), Identity("V2.3.5")),
        (frame(COMMAND, 0xB7), Answer("power", "20 dBm")),
        (frame(COMMAND, 0x28), Answer("stopped")),
    ],
)
def test_the_device_answers_as_the_manual_says(command: bytes, expected: Event) -> None:
    assert [expected] == FAMILY.decoder().feed(M100Device().receive(command))


def test_power_that_was_set_is_told_when_asked() -> None:
    device = M100Device()

    device.receive(frame(COMMAND, 0xB6, b"\x09\xc4"))

    assert [Answer("power", "25 dBm")] == FAMILY.decoder().feed(device.receive(frame(COMMAND, 0xB7)))


def test_inventory_runs_from_start_to_stop() -> None:
    device = M100Device()

    for at in b"".join(FAMILY.begin(Setup())):
        device.receive(bytes((at,)))
    assert device.running

    device.receive(b"noise" + STOP_INVENTORY)
    assert not device.running


@pytest.mark.parametrize("tag", TAGS)
def test_a_notice_is_read_back_as_the_tag_it_is_of(tag: str) -> None:
    [read] = FAMILY.decoder().feed(M100Device().notice(tag, -61.4))

    assert isinstance(read, TagRead)
    assert (tag, -61.0) == (read.tag, read.rssi)


def test_the_same_seed_gives_the_same_answers_and_another_does_not() -> None:
    assert STEP.answers() == STEP.answers()
    assert STEP.answers() != Step(STEP.room, STEP.seconds, STEP.tags, seed=4).answers()


def test_a_tag_answers_as_often_as_planned_and_within_its_time() -> None:
    plan = TagPlan(TAGS[0], 30, -50, first=0.2, last=0.5)

    answers = Step("101", 10.0, (plan,)).answers()

    assert len(answers) == 30
    assert all(2.0 <= answer.at <= 5.0 for answer in answers)


def test_trouble_on_the_line_adds_faults_and_takes_no_read_away() -> None:
    step = Step("101", 10.0, STEP.tags, Trouble(noise=0.3, checksum=0.3, half=0.3, repeat=0.5), seed=5)
    dice, device, decoder = random.Random(1), M100Device(), FAMILY.decoder()

    events = [e for a in step.answers() for e in decoder.feed(step.spoil(device.notice(a.tag, a.rssi), dice))]

    assert set(TAGS) == set(reads(events))
    assert sum(reads(events).values()) > 24
    assert any(isinstance(event, Fault) for event in events)


def test_a_walk_gives_only_what_is_due() -> None:
    walk = Walk(Step("101", 10.0, (TagPlan(TAGS[0], 1, first=0.5, last=0.5),)))

    walk.advance(4.9)
    assert walk.answer() is None
    walk.advance(0.2)
    assert walk.answer() is not None
    assert not walk.finished
    walk.advance(5.0)
    assert walk.finished


def test_answers_of_the_last_seconds_come_again_after_a_restart() -> None:
    walk = Walk(
        Step("101", 10.0, (TagPlan(TAGS[0], 1, first=0.1, last=0.1), TagPlan(TAGS[1], 1, first=0.9, last=0.9)))
    )
    walk.advance(10.0)
    while walk.answer():
        pass

    walk.answer_again(3.0)

    again = walk.answer()
    assert again is not None
    assert (TAGS[1], None) == (again.tag, walk.answer())


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_a_device_whose_walk_a_decoder_understands(family: str) -> None:
    with VirtualHandheld(family, speed=50) as handheld, Port(handheld.port, 115200) as port:
        events = listen_while_walking(handheld, port, family)

    assert dict.fromkeys(CARDS.get(family, TAGS), 8) == reads(events)


def test_rounds_without_a_tag_are_a_sign_of_life(handheld: VirtualHandheld) -> None:
    decoder = FAMILY.decoder()
    with Port(handheld.port, 115200) as port:
        port.write(START_INVENTORY)
        heard = [event for _ in range(5) for event in decoder.feed(port.read())]

    assert Other("no tag") in heard


def test_a_walk_waits_until_somebody_starts_the_inventory(handheld: VirtualHandheld) -> None:
    walking = threading.Thread(target=handheld.walk, args=(STEP,))
    walking.start()
    walking.join(0.5)
    assert walking.is_alive()

    with Port(handheld.port, 115200) as port:
        port.write(START_INVENTORY)
        while walking.is_alive():
            port.read()


def test_a_reader_that_dies_and_comes_back_still_meets_every_tag(handheld: VirtualHandheld) -> None:
    walking = threading.Thread(target=handheld.walk, args=(STEP,))
    walking.start()
    with Port(handheld.port, 115200) as port:
        port.write(START_INVENTORY)
        for _ in range(3):
            port.read()

    with Port(handheld.port, 115200) as port:
        decoder = FAMILY.decoder()
        port.write(START_INVENTORY)
        events: list[Event] = []
        while walking.is_alive():
            events += decoder.feed(port.read())

    assert set(TAGS) == set(reads(events))


def test_the_port_may_have_a_name_of_ones_own(tmp_path: Path) -> None:
    link = tmp_path / "scanner"

    with VirtualHandheld(link=link) as handheld:
        assert str(link) == handheld.port
        assert os.path.realpath(link).startswith("/dev/")

    assert not link.is_symlink()


def test_the_port_is_gone_with_the_handheld_even_if_the_system_gives_its_number_away() -> None:
    with VirtualHandheld() as handheld:
        assert os.path.realpath(handheld.port).startswith("/dev/")

    assert not os.path.lexists(handheld.port)


def test_a_scenario_file_is_read_with_its_seed(tmp_path: Path) -> None:
    path = tmp_path / "walk.json"
    path.write_text(
        '{"seed": 7, "steps": [{"room": "101", "seconds": 20, "trouble": {"noise": 0.1},'
        ' "tags": [{"tag": "30751FEB705C5904E3D50D70", "reads": 12, "rssi": -55, "first": 0.1, "last": 0.6}]}]}'
    )

    plan = TagPlan("30751FEB705C5904E3D50D70", 12, -55, 0.1, 0.6)
    assert [Step("101", 20, (plan,), Trouble(noise=0.1), 7)] == load(path)


def listen_while_walking(handheld: VirtualHandheld, port: Port, family: str) -> list[Event]:
    """The events of one walk."""
    decoder, dialogue = FAMILIES[family].decoder(), Dialogue(FAMILIES[family])
    port.write(dialogue.opening())
    step = Step("101", 10.0, tuple(TagPlan(tag, 8, -60) for tag in CARDS.get(family, TAGS)), seed=3)
    walking = threading.Thread(target=handheld.walk, args=(step,))
    walking.start()
    events: list[Event] = []
    while walking.is_alive():
        heard = decoder.feed(port.read())
        port.write(dialogue.heard(heard))
        events += heard
    return events


def reads(events: list[Event]) -> Counter[str]:
    """How often each tag was read."""
    return Counter(event.tag for event in events if isinstance(event, TagRead))
