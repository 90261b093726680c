"""Work without the search for garbage: a file becomes a million values, all of which are kept."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from searching meanwhile through all that was read, again and again, for cycles to free.

    What is not part of a cycle is freed as ever. Whoever switched the search off switches it on again, so that files
    read at once in several threads leave it on.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def settled() -> None:
    """Lets the search pass over all there is now: modules and dictionaries, which stay until the program ends.

    They are hundreds of thousands of values, and to go through them takes a fifth of a second of somebody's request.
    """
    gc.collect()
    gc.freeze()
