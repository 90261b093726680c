"""How good the answers are on a building made with a known truth. More figures: python -m tests.bench.inference."""

import pytest

from inventory.reconciliation import reconcile
from tests.bench.buildings import make_building
from tests.bench.inference import Score


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    """What is right and wrong in twenty buildings, each with other walls, tags and scanners."""
    score = Score()
    for seed in range(20):
        building = make_building(seed)
        score.add(building, reconcile(building.survey))
    return score.figures()


def test_moved_things_are_found_nearly_as_well_as_by_one_who_knows(figures: dict[str, float]) -> None:
    assert figures["moved_f1_of_clairvoyant"] >= 0.985
    assert figures["moved_in_right_room"] >= 0.99


def test_hardly_anything_is_called_moved_that_is_not(figures: dict[str, float]) -> None:
    assert figures["false_moved_per_1000"] <= 0.5


def test_few_things_that_were_heard_are_doubtful(figures: dict[str, float]) -> None:
    assert figures["doubtful_of_read"] <= 0.005


def test_the_chance_of_being_gone_is_near_the_share_that_is_gone(figures: dict[str, float]) -> None:
    assert figures["missing_calibration_error"] <= 0.1
    assert figures["room_calibration_error"] <= 0.002
