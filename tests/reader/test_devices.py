"""The far side of every family that takes commands: it understands what its family says, and nothing else."""

import pytest

from reader.protocols import FAMILIES
from reader.protocols.dialogue import Dialogue
from reader.protocols.events import Event, Identity
from reader.protocols.family import Family, Setup
from reader.virtual.devices import DEVICES, Device

ASKED = [family for family in FAMILIES.values() if family.identify]

every_asked_family = pytest.mark.parametrize("family", ASKED, ids=lambda family: family.name)


def talk(family: Family, device: Device, setup: Setup, steps: int = 20) -> list[Event]:
    """What the device says when it is led to read."""
    decoder, dialogue = family.decoder(), Dialogue(family, setup)
    events: list[Event] = []
    command = dialogue.opening()
    for _ in range(steps):
        heard = decoder.feed(device.receive(command))
        events += heard
        command = dialogue.heard(heard)
    return events


@every_asked_family
def test_a_scanner_is_led_to_read_whatever_is_wished_of_it(family: Family) -> None:
    device = DEVICES[family.name]()
    power = family.powers[1] if family.powers else None

    events = talk(family, device, Setup(power, tuple(range(1, family.antennas + 1)), "EU"))

    assert device.running
    assert 1 == device.starts
    assert any(isinstance(event, Identity) for event in events)


@every_asked_family
def test_a_scanner_that_was_told_to_stop_rests(family: Family) -> None:
    device = DEVICES[family.name]()
    talk(family, device, Setup())

    device.receive(family.stop)

    assert not (family.stop and device.running)


@every_asked_family
def test_a_scanner_says_who_it_is_after_the_questions_of_all_other_families(family: Family) -> None:
    device = DEVICES[family.name]()

    for other in ASKED:
        device.receive(other.identify)
    answer = device.receive(family.identify)

    assert any(isinstance(event, Identity) for event in family.decoder().feed(answer))


@every_asked_family
def test_no_other_family_takes_a_scanner_for_its_own(family: Family) -> None:
    answer = DEVICES[family.name]().receive(family.identify)

    deceived = [
        other.name
        for other in FAMILIES.values()
        if other is not family and any(isinstance(event, Identity) for event in other.decoder().feed(answer))
    ]

    assert [] == deceived
