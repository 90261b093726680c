"""What one browser shows of something that changes: the parts that look different now are found by comparing."""

from collections.abc import Callable, Mapping

# The parts of a page by their id in it, each with everything it shows: equal values look equal.
Parts = Mapping[str, object]


class Watch:
    """What one browser shows of a stock-take; `look` finds what is newer."""

    def __init__(self, shows: int, now: Callable[[], int], parts: Callable[[], tuple[int, Parts]]) -> None:
        self._shows = shows
        self._now = now
        self._parts = parts
        self._shown: Parts | None = None

    def look(self) -> tuple[int, Parts]:
        """The revision now, and the parts that look different from what was last shown."""
        if self._shown is not None and self._now() == self._shows:
            return self._shows, {}
        latest, parts = self._parts()
        before = self._shown if self._shown is not None else parts if latest == self._shows else {}
        self._shows, self._shown = latest, parts
        return latest, {name: part for name, part in parts.items() if before.get(name) != part}
