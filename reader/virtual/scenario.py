"""A scenario: what tags a scanner meets on its way through some rooms, written as JSON.

    {"seed": 7, "steps": [
        {"room": "101", "seconds": 20,
         "tags": [{"tag": "30751FEB705C5904E3D50D70", "reads": 12, "rssi": -55, "first": 0.1, "last": 0.6}],
         "trouble": {"noise": 0.01, "checksum": 0.01, "half": 0.01, "repeat": 0.05}}]}

A tag answers `reads` times between the fractions `first` and `last` of the step, `rssi` dBm on average. Trouble is
given as the share of answers that it strikes. It adds bytes and takes none away, so every answer still arrives.
The same seed gives the same bytes.
"""

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

# Answers of one tag scatter by some decibels as it and the scanner move (fading).
SCATTER = 2.0


class Answer(NamedTuple):
    """One tag answering, `at` seconds after the step began."""

    at: float
    tag: str
    rssi: float


@dataclass(frozen=True, slots=True)
class TagPlan:
    """How one tag answers during a step; `first` and `last` are fractions of it."""

    tag: str
    reads: int
    rssi: float = -60.0
    first: float = 0.0
    last: float = 1.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """Shares of answers with something wrong on the line, 0 to 1."""

    noise: float = 0.0  # random bytes before it
    checksum: float = 0.0  # a copy with a flipped bit before it
    half: float = 0.0  # its first half before it
    repeat: float = 0.0  # it comes twice


@dataclass(frozen=True, slots=True)
class Step:
    """A walk through one room."""

    room: str
    seconds: float
    tags: tuple[TagPlan, ...]
    trouble: Trouble = Trouble()
    seed: int = 0

    def answers(self) -> list[Answer]:
        """All answers of the step, by time."""
        dice = random.Random(f"{self.seed} {self.room}")  # noqa: S311 - repeatable on purpose
        return sorted(
            Answer(
                round(self.seconds * dice.uniform(plan.first, plan.last), 4),
                plan.tag,
                round(max(-110.0, min(-10.0, dice.gauss(plan.rssi, SCATTER)))),
            )
            for plan in self.tags
            for _ in range(plan.reads)
        )

    def spoil(self, message: bytes, dice: random.Random) -> bytes:
        """The bytes on the line for this message, with whatever trouble the dice bring."""
        before = after = b""
        if dice.random() < self.trouble.noise:
            before += dice.randbytes(dice.randint(1, 8))
        if dice.random() < self.trouble.checksum:
            before += flipped(message, dice.randrange(len(message) * 8))
        if dice.random() < self.trouble.half:
            before += message[: len(message) // 2]
        if dice.random() < self.trouble.repeat:
            after = message
        return before + message + after


def flipped(message: bytes, bit: int) -> bytes:
    """The message with one bit wrong."""
    damaged = bytearray(message)
    damaged[bit // 8] ^= 1 << bit % 8
    return bytes(damaged)


def load(path: Path) -> list[Step]:
    """The steps of a scenario file; KeyError or TypeError name what is wrong with it."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return [step(values, document.get("seed", 0)) for values in document["steps"]]


def step(values: dict[str, Any], seed: int) -> Step:
    """One step from its JSON object."""
    return Step(
        room=values["room"],
        seconds=values["seconds"],
        tags=tuple(TagPlan(**plan) for plan in values["tags"]),
        trouble=Trouble(**values.get("trouble", {})),
        seed=seed,
    )
