"""`make bench`: what the program takes, beside the floor that the same work takes at the very least, in one run.

Prints a line a figure: name, value, floor, ratio. A ratio above one says how many times the floor was needed
(seconds), or how many times it was reached (rates, where the floor is what a serial line can deliver).

    make bench SAMPLES="DIR ..."

judges the stock-takes with known truth in these folders too.
"""

import argparse
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from tests.bench import (
    alarming,
    boarding,
    coverage,
    decoding,
    idling,
    importing,
    ingesting,
    large_board,
    painting,
    proving,
    reconciling,
    samples,
    scale,
    searching,
)
from tests.bench.figures import Figure


def main() -> None:
    """Runs every benchmark and prints its figures as they come."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=Path, nargs="*", default=[], help="folders of samples with known truth")
    figures: Iterable[Figure] = chain(
        decoding.figures(),
        idling.figures(),
        alarming.figures(),
        importing.figures(),
        ingesting.figures(),
        boarding.figures(),
        reconciling.figures(),
        scale.figures(),
        large_board.figures(),
        searching.figures(),
        proving.figures(),
        painting.figures(),
        coverage.figures(),
        samples.figures(options.parse_args().sample),
    )
    for figure in figures:
        sys.stdout.write(f"{figure}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
