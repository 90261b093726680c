"""The icon of the program in dots, for home screens that take no drawing: as service/web/src/favicon.svg."""

from functools import cache
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

GROUND, PALE, GOLD = "#1d4f43", "#cfe3da", "#ffd45e"
SIDE = 32
"""The drawing is so many units wide."""

LINES = ((8, 17, 9), (8, 17, 16), (8, 17, 23))  # from, to, height
TICKS = (((20.5, 9), (22.5, 11), (26, 7)), ((20.5, 16), (22.5, 18), (26, 14)))
DOT = (23.2, 23, 1.7)
FINER = 4
"""Drawn so many times larger, and made smaller afterwards: that is what smooths its edges."""


@cache
def icon(side: int, *, maskable: bool) -> bytes:
    """A PNG of so many dots in width and height.

    A maskable one fills its square, and what it shows is within the middle four fifths, because a home screen may cut
    it to a circle (W3C Web Application Manifest, 6.1 maskable icons).
    """
    picture = Image.new("RGBA", (side * FINER, side * FINER), GROUND if maskable else "#0000")
    pen = _Pen(ImageDraw.Draw(picture), side * FINER / SIDE, 0.86 if maskable else 1)
    if not maskable:
        pen.draw.rounded_rectangle((0, 0, side * FINER - 1, side * FINER - 1), 7 * pen.unit, GROUND)
    for left, right, height in LINES:
        pen.line(((left, height), (right, height)), 2.6, PALE)
    for tick in TICKS:
        pen.line(tick, 2.4, GOLD)
    pen.dot(*DOT, GOLD)
    written = BytesIO()
    picture.resize((side, side), Image.Resampling.LANCZOS).save(written, "PNG", optimize=True)
    return written.getvalue()


class _Pen:
    """Draws in units of the drawing, made smaller about its middle."""

    def __init__(self, draw: ImageDraw.ImageDraw, unit: float, smaller: float) -> None:
        self.draw, self.unit, self.smaller = draw, unit, smaller

    def line(self, points: tuple[tuple[float, float], ...], width: float, colour: str) -> None:
        """With round ends and joints."""
        for start, end in pairwise(points):
            ends = (self._at(*start), self._at(*end))
            self.draw.line(ends, colour, round(width * self.unit * self.smaller))
        for point in points:
            self.dot(*point, width / 2, colour)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        (left, top), (right, bottom) = self._at(x - radius, y - radius), self._at(x + radius, y + radius)
        self.draw.ellipse((left, top, right, bottom), colour)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        middle = SIDE / 2
        return (middle + (x - middle) * self.smaller) * self.unit, (middle + (y - middle) * self.smaller) * self.unit
