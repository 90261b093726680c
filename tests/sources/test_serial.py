"""The page finds out and reads the virtual scanners, over pseudo terminals in the shape of a browser's ports."""

import threading
from contextlib import ExitStack

import pytest

from reader.protocols import FAMILIES
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan
from tests.node import NodeModule

EPC = "30751FEB705C5904E3D50D70"
CARD = "0C000621A5"
ANSWERS = 5
WITH_STRENGTH = {"m100", "r2000", "mercury", "tsl", "lines"}


def tag_of(family: str) -> str:
    return CARD if family == "rdm6300" else EPC


@pytest.fixture(scope="module")
def heard(told: NodeModule) -> dict[str, list[dict[str, object]]]:
    """What each was heard to say that had to be found out first: all at the same time, they mostly wait."""
    with ExitStack() as stack:
        scanners = {
            name: stack.enter_context(VirtualHandheld(name, baud=FAMILIES[name].bauds[0])) for name in FAMILIES
        }
        for name, scanner in scanners.items():
            walk = Step("101", 30.0, (TagPlan(tag_of(name), 300),))
            threading.Thread(target=scanner.walk, args=(walk,), daemon=True).start()
        answers = told.call("listen", [{"path": scanner.port} for scanner in scanners.values()], ANSWERS)
        return dict(zip(scanners, answers, strict=True))


@pytest.mark.parametrize("family", FAMILIES)
def test_every_scanner_is_found_out_and_read_by_the_page(
    heard: dict[str, list[dict[str, object]]], family: str
) -> None:
    answers = heard[family]

    assert len(answers) >= ANSWERS
    assert {tag_of(family)} == {each["text"] for each in answers}
    assert {family in WITH_STRENGTH} == {each["rssi"] is not None for each in answers}


def test_a_scanner_that_was_chosen_by_hand_is_read_and_rests_afterwards(told: NodeModule) -> None:
    with VirtualHandheld("m100", baud=115200) as scanner:
        walk = Step("101", 30.0, (TagPlan(EPC, 300),))
        threading.Thread(target=scanner.walk, args=(walk,), daemon=True).start()
        [answers] = told.call("listen", [{"path": scanner.port, "family": "m100"}], ANSWERS)

        assert {EPC} == {each["text"] for each in answers}
        assert not scanner.device.running
