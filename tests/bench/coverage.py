"""How well `coverage` says what is in a room and still unread, on made buildings and on samples with known truth.

    python -m tests.bench.coverage [--seeds FIRST COUNT] [--sample DIR ...]

prints a line a figure: the share of rooms whose interval holds the truth, its standard error (as if the rooms of a
building did not depend on each other) and the number of rooms, the interval's mean width, the mean error of the
number said; after one, two and three walks and in the midst of one. The truth is the number of things that are in the
room and were heard by no pass through it.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import sqrt
from pathlib import Path
from random import Random
from typing import NamedTuple

from inventory.coverage import Coverage, coverage
from inventory.ids import RoomId
from inventory.reconciliation import reconcile
from inventory.tags import Tag
from tests.bench.buildings import Building, Plan, draw_plan, make_building
from tests.bench.figures import Figure, seconds
from tests.bench.inference import load_sample

WALKS = 3
JUDGED_SEEDS = range(30000, 30040)
"""Buildings that no constant was ever chosen on."""


class Room(NamedTuple):
    """What was said of one room and what is true."""

    said: Coverage
    unread: int


def judged_rooms(building: Building) -> dict[RoomId, Room]:
    """Every room where something was heard."""
    present, heard = _present(building), _heard(building)
    return {
        room: Room(said, len(present[room] - heard[room]))
        for room, said in coverage(reconcile(building.survey)).items()
    }


def _present(building: Building) -> dict[RoomId, set[Tag]]:
    present: dict[RoomId, set[Tag]] = defaultdict(set)
    for expected in building.survey.expected:
        room = building.truth[expected.item]
        if room is not None:
            present[room].update(expected.tags)
    for tag, room in building.foreign.items():
        present[room].add(tag)
    return present


def _heard(building: Building) -> dict[RoomId, set[Tag]]:
    room = {walk.id: walk.room for walk in building.survey.passes}
    heard: dict[RoomId, set[Tag]] = defaultdict(set)
    for trace in building.survey.traces:
        heard[room[trace.pass_id]].add(trace.tag)
    return heard


def after_walks(seeds: Iterable[int], walks: int) -> list[Room]:
    """All rooms of these buildings, each walked so often."""
    plans = ((seed, replace(draw_plan(Random(seed)), passes=walks)) for seed in seeds)
    return [room for seed, plan in plans for room in judged_rooms(make_building(seed, plan)).values()]


def in_a_walk(seeds: Iterable[int]) -> list[Room]:
    """Of each of these buildings the one room where somebody is still walking."""
    return [room for seed in seeds for room in _in_a_walk(seed, draw_plan(Random(seed)))]


def _in_a_walk(seed: int, plan: Plan) -> Iterator[Room]:
    walked = Random(seed).uniform(0, plan.passes * plan.floors * plan.rooms)
    building = make_building(seed, plan, walked)
    rooms = judged_rooms(building)
    if building.survey.passes[-1].room in rooms:
        yield rooms[building.survey.passes[-1].room]


def measured(rooms: Sequence[Room]) -> dict[str, float]:
    """The figures, by name."""
    holds = sum(said.least <= unread <= said.most for said, unread in rooms) / len(rooms)
    return {
        "interval_holds_truth": holds,
        "interval_standard_error": sqrt(holds * (1 - holds) / len(rooms)),
        "rooms": len(rooms),
        "interval_width": sum(said.most - said.least for said, _ in rooms) / len(rooms),
        "mean_error": sum(abs(said.unread - unread) for said, unread in rooms) / len(rooms),
        "mean_said": sum(said.unread for said, _ in rooms) / len(rooms),
        "mean_true": sum(unread for _, unread in rooms) / len(rooms),
    }


def figures() -> Iterator[Figure]:
    """Microseconds a thing on a large made building, and on others how often and how narrowly the intervals hold."""
    building = make_building(0, replace(draw_plan(Random(0)), floors=4, rooms=9, items=45))
    found = reconcile(building.survey)
    value, floor = seconds(lambda: coverage(found)), seconds(lambda: sum(len(each.evidence) for each in found))
    yield Figure("coverage_microseconds_per_item", value / len(found) * 1e6, floor / len(found) * 1e6)
    for walks in range(1, WALKS + 1):
        yield from figures_of(f"walks_{walks}", after_walks(JUDGED_SEEDS, walks))
    yield from figures_of("in_a_walk", in_a_walk(JUDGED_SEEDS))


def figures_of(name: str, rooms: Sequence[Room]) -> Iterator[Figure]:
    """The share of intervals that hold beside nine in ten, its standard error beside a hundredth, their width beside
    one number more than the number itself, and the mean error beside that of who takes all for read.
    """
    said = measured(rooms)
    yield Figure(f"{name}_interval_holds_truth", said["interval_holds_truth"], 0.9)
    yield Figure(f"{name}_interval_standard_error_of_{said['rooms']}_rooms", said["interval_standard_error"], 0.01)
    yield Figure(f"{name}_interval_width", said["interval_width"], 1.0)
    yield Figure(f"{name}_unread_mean_error", said["mean_error"], said["mean_true"])


def main() -> None:
    """Print a line a figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=Path, nargs="*", default=[], help="folders of samples with known truth")
    options.add_argument(
        "--seeds", type=int, nargs=2, default=(JUDGED_SEEDS.start, len(JUDGED_SEEDS)), help="first seed and how many"
    )
    chosen = options.parse_args()
    first, count = chosen.seeds
    seeds = range(first, first + count)
    for walks in range(1, WALKS + 1):
        _show(f"walks_{walks}", after_walks(seeds, walks))
    _show("in_a_walk", in_a_walk(seeds))
    for folder in chosen.sample:
        _show(folder.name, list(judged_rooms(load_sample(folder)).values()))


def _show(name: str, rooms: Sequence[Room]) -> None:
    for figure, value in measured(rooms).items():
        sys.stdout.write(f"{name} {figure} {value:.4f}\n")


if __name__ == "__main__":
    main()
