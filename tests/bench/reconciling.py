"""A whole stock-take judged, beside merely grouping what was heard by tag and room."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from inventory.reconciliation import reconcile
from inventory.survey import Survey
from tests.bench.buildings import make_building
from tests.bench.figures import Figure, seconds
from tests.bench.inference import measure

JUDGED_SEEDS = range(9000, 9040)
"""Buildings that no constant was ever chosen on."""

TARGETS = {
    "moved_f1_of_clairvoyant": 0.985,
    "false_moved_per_1000": 1.0,
    "moved_in_right_room": 0.99,
    "doubtful_of_read": 0.015,
    "missing_calibration_error": 0.06,
}


def figures() -> Iterator[Figure]:
    """Microseconds an item on a large made building, and how well small ones are judged beside their targets."""
    survey = max((make_building(seed).survey for seed in range(5)), key=lambda survey: len(survey.traces))
    items = len(survey.expected)
    value, floor = seconds(lambda: reconcile(survey), 3), seconds(lambda: _grouped(survey), 3)
    yield Figure("reconcile_microseconds_per_item", value / items * 1e6, floor / items * 1e6)
    yield from _quality()


def _grouped(survey: Survey) -> None:
    room = {walk.id: walk.room for walk in survey.passes}
    heard: dict[tuple[object, object], int] = defaultdict(int)
    for trace in survey.traces:
        heard[trace.tag, room[trace.pass_id]] += trace.reads


def _quality() -> Iterator[Figure]:
    measured, _ = measure(make_building(seed) for seed in JUDGED_SEEDS)
    yield from beside_targets(measured)


def beside_targets(measured: Mapping[str, float], of: str = "") -> Iterator[Figure]:
    """The figures beside what they are to be; that of "missing" beside one who calls missing what was never read."""
    for name, target in TARGETS.items():
        yield Figure(of + name, measured[name], target)
    yield Figure(f"{of}missing_f1", measured["missing_f1"], measured["missing_f1_of_a_clairvoyant"])
