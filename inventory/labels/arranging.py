"""Where the codes and the words of a label stand: the QR code at the left, the bars along the bottom, words beside.

Lengths are in millimetres from the left and the top of the label. On a printer of dots every module of a code is a
whole number of dots and begins on one, so that no bar is printed wider than its neighbour.
"""

from dataclasses import dataclass
from math import floor

EDGE = 1.5
"""Kept free all round: sheets shift a little in the printer, and labels are cut with round corners."""

QR_QUIET = 4
"""Modules kept free around a QR code (ISO/IEC 18004, 9.1)."""

BARS_QUIET = 10
"""Modules kept free at both ends of a bar code (ISO/IEC 15417, 4.4)."""

LEAST_QR_MODULE = 0.25
LEAST_BAR_MODULE = 0.19
"""What cameras and hand-held scanners still tell apart on office paper."""

WIDEST_BAR_MODULE = 0.4
LEAST_WORDS = 8.0


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the label."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The parts of a label. None for a code that is not there, or that would be too fine to be read."""

    words: Box
    code: Box | None
    bars: Box | None


@dataclass(frozen=True, slots=True)
class Room:
    """A label to be filled; `dot` is the size of the printer's dots, 0 where they are too fine to matter."""

    width: float
    height: float
    dot: float = 0.0

    def down(self, length: float) -> float:
        """The length in whole dots, rounded down."""
        return floor(length / self.dot + 1e-6) * self.dot if self.dot else length


def arrange(room: Room, *, code_modules: int, code_size: float, bar_modules: int, bars_height: float) -> Arrangement:
    """The parts of a label whose QR code is `code_modules` square and whose bars are `bar_modules` wide; 0 for none.

    A code is made no larger than asked for, and smaller where the label is.
    """
    bars = _bars(room, bar_modules, bars_height) if bar_modules else None
    bottom = bars.y - EDGE / 2 if bars else room.height - EDGE
    # Bars under the code are no blank paper: there it needs its own.
    high = (bars.y - EDGE) * code_modules / (code_modules + QR_QUIET) if bars else bottom - EDGE
    code = _code(room, code_modules, min(code_size, high), high) if code_modules else None
    left = code.x + code.width * (1 + QR_QUIET / code_modules) if code else EDGE
    words = Box(left, EDGE, room.width - EDGE - left, bottom - EDGE)
    return Arrangement(words, code, bars)


def _code(room: Room, modules: int, size: float, high: float) -> Box | None:
    """In the middle of what is `high`, if that leaves some room for words."""
    module = room.down(size / modules)
    if module < LEAST_QR_MODULE:
        return None
    edge = room.down(max(EDGE, QR_QUIET * module))
    side = modules * module
    fits = edge + side + QR_QUIET * module + LEAST_WORDS + EDGE <= room.width
    return Box(edge, room.down(EDGE + (high - side) / 2), side, side) if fits else None


def _bars(room: Room, modules: int, height: float) -> Box | None:
    module = room.down(min(WIDEST_BAR_MODULE, room.width / (modules + 2 * BARS_QUIET)))
    height = room.down(min(height, room.height / 3))
    if module < LEAST_BAR_MODULE or height <= 0:
        return None
    width = modules * module
    return Box(room.down((room.width - width) / 2), room.down(room.height - EDGE - height), width, height)
