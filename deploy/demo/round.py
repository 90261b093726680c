"""The round of the counter with the handheld: room after room, and what is told of it in the terminal."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import groupby
from typing import Any

from deploy.demo.stage import FOLD_GAP, Stage
from deploy.demo.sweeps import Walk
from reader.outbox import Outbox
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan, Trouble

# What a cheap cable and a crowded room do to a line; the daemon must make nothing of it.
TROUBLE = Trouble(noise=0.01, checksum=0.01, half=0.005, repeat=0.02)

SECONDS_TO_DRAIN = 60

# Longer than it takes until the last sightings of a walk are closed and on disk: the gap, and the daemon's next look.
TO_THE_NEXT_DOOR = FOLD_GAP + 0.4


class StillUnsent(Exception):
    """Sightings were still in the outbox after a minute."""


def count_rooms(
    stage: Stage,
    handheld: VirtualHandheld,
    stocktake: str,
    walks: Sequence[Walk],
    seconds: float,
    tell: Callable[[str], None],
) -> None:
    """Walks every room as often as planned, `seconds` each time, and says that it is counted."""
    rooms = [(room, list(passes)) for room, passes in groupby(walks, key=lambda walk: walk.room)]
    for number, (room, passes) in enumerate(rooms, start=1):
        for place, walk in enumerate(passes):
            walk_once(stage, handheld, stocktake, walk, seconds, seed=place)
        stage.api.complete(stocktake, room)
        tell(f"[{number:2}/{len(rooms)}] {room}: {len(passes[0].answers)} tags heard on the first walk")


def walk_once(stage: Stage, handheld: VirtualHandheld, stocktake: str, walk: Walk, seconds: float, seed: int) -> None:
    """One walk; again if the daemon was killed meanwhile, as a person would whose reader has just restarted."""
    while True:
        process = stage.daemon.process
        begun = stage.api.start_pass(stocktake, walk.room, stage.station)
        handheld.walk(_step(walk, seconds, seed))
        time.sleep(TO_THE_NEXT_DOOR)
        stage.api.end_pass(stocktake, walk.room, begun)
        if stage.daemon.process is process and not stage.daemon.ended():
            return


def wait_until_sent(stage: Stage) -> None:
    """Returns when the outbox is empty. Raises `StillUnsent`."""
    until = time.monotonic() + SECONDS_TO_DRAIN
    with closing(Outbox.open(stage.outbox, alone=False)) as outbox:
        while outbox.depth > 0:
            if time.monotonic() > until:
                raise StillUnsent(stage.daemon.last_lines())
            time.sleep(0.05)


def summary(findings: Sequence[dict[str, Any]]) -> list[str]:
    """A line for each kind of finding, the most frequent first."""
    kinds = Counter(finding["finding"] for finding in findings)
    return [f"{count:5}  {kind}" for kind, count in kinds.most_common()]


def _step(walk: Walk, seconds: float, seed: int) -> Step:
    tags = tuple(TagPlan(answer.tag, answer.reads, answer.rssi) for answer in walk.answers)
    return Step(walk.room, seconds, tags, TROUBLE, seed)
