"""The figures of made buildings, on stock-takes with known truth that lie in folders."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench.coverage import figures_of, judged_rooms
from tests.bench.figures import Figure
from tests.bench.inference import load_sample, measure
from tests.bench.reconciling import beside_targets


def figures(folders: Iterable[Path]) -> Iterator[Figure]:
    """How well things are judged and rooms covered, each folder under its name."""
    for folder in folders:
        sample = load_sample(folder)
        judged, _ = measure([sample])
        yield from beside_targets(judged, f"{folder.name}_")
        yield from figures_of(folder.name, list(judged_rooms(sample).values()))
