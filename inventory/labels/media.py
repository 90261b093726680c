"""What labels are printed on: sheets of many labels for any printer, and rolls of single ones for label printers.

All lengths are in millimetres. A sheet is described as its makers do: the size of a label, how many across and down,
the edges at the left and at the top, and the gaps between labels.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inventory.errors import InventoryError

SMALLEST_WIDTH, SMALLEST_HEIGHT = 15.0, 8.0
LARGEST = 420.0
A4_WIDTH, A4_HEIGHT = 210.0, 297.0
INCH = 25.4
RESOLUTIONS = (203, 300, 600)
"""Dots an inch that label printers have."""

_ROUNDING = 0.05


class LabelsDoNotFit(InventoryError):
    """The labels of a sheet reach over its edge."""

    text = (
        "These labels do not fit on their sheet: together they are {width} × {height} mm, and the paper is"
        " {paper_width} × {paper_height} mm. Correct the sizes, the edges or the gaps."
    )


class LabelTooSmall(InventoryError):
    """No label of that size can be read, or none is that large."""

    text = "A label is from {least_width} × {least_height} mm to {most} × {most} mm, and not {width} × {height} mm."


@dataclass(frozen=True, slots=True)
class Sheet:
    """Labels on a sheet of paper. `left` and `top` are its blank edges, `across` and `down` the gaps between them."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float = 0.0
    down: float = 0.0
    paper_width: float = A4_WIDTH
    paper_height: float = A4_HEIGHT

    def __post_init__(self) -> None:
        _check_size(self.width, self.height)
        width = self.left + self.columns * self.width + (self.columns - 1) * self.across
        height = self.top + self.rows * self.height + (self.rows - 1) * self.down
        fits = (
            self.columns >= 1
            and self.rows >= 1
            and min(self.left, self.top, self.across, self.down) >= 0
            and width <= self.paper_width + _ROUNDING <= LARGEST + _ROUNDING
            and height <= self.paper_height + _ROUNDING <= LARGEST + _ROUNDING
        )
        if not fits:
            raise LabelsDoNotFit(
                width=f"{width:g}",
                height=f"{height:g}",
                paper_width=f"{self.paper_width:g}",
                paper_height=f"{self.paper_height:g}",
            )

    @property
    def labels(self) -> int:
        """How many labels a whole sheet has."""
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Roll:
    """One label after the other, printed by a printer of `dpi` dots an inch; `encodes` if it writes RFID tags too."""

    width: float
    height: float
    dpi: int = 203
    encodes: bool = False

    def __post_init__(self) -> None:
        _check_size(self.width, self.height)

    @property
    def dot(self) -> float:
        """The size of a dot."""
        return INCH / self.dpi

    def dots(self, length: float) -> int:
        """A length in dots, to the nearest."""
        return round(length / self.dot)


Medium = Sheet | Roll

Place = tuple[int, int, float, float]
"""Where a label stands: its number, its page, and how far its corner is from the left and the top of the page."""


def _check_size(width: float, height: float) -> None:
    if not (SMALLEST_WIDTH <= width <= LARGEST and SMALLEST_HEIGHT <= height <= LARGEST):
        raise LabelTooSmall(
            least_width=f"{SMALLEST_WIDTH:g}",
            least_height=f"{SMALLEST_HEIGHT:g}",
            most=f"{LARGEST:g}",
            width=f"{width:g}",
            height=f"{height:g}",
        )


def places(medium: Medium, count: int, start: int = 1) -> Iterator[Place]:
    """Where each of `count` labels stands, line by line, from the `start`-th label (from 1) of the first sheet on.

    A roll has a page for each label, and always begins with its first.
    """
    if isinstance(medium, Roll):
        yield from ((number, number, 0.0, 0.0) for number in range(count))
        return
    for number in range(count):
        page, slot = divmod(start - 1 + number, medium.labels)
        row, column = divmod(slot, medium.columns)
        x = medium.left + column * (medium.width + medium.across)
        y = medium.top + row * (medium.height + medium.down)
        yield number, page, x, y


def centred(columns: int, rows: int, width: float, height: float, across: float = 0.0) -> Sheet:
    """Labels in the middle of an A4 sheet, with gaps only between columns, as most label sheets have them."""
    left = (A4_WIDTH - columns * width - (columns - 1) * across) / 2
    top = (A4_HEIGHT - rows * height) / 2
    return Sheet(columns, rows, width, height, round(left, 2), round(top, 2), across)


SHEETS: Mapping[str, Sheet] = {
    "2x4": centred(2, 4, 99.1, 67.7, 2.5),
    "2x7": centred(2, 7, 99.1, 38.1, 2.5),
    "3x7": centred(3, 7, 63.5, 38.1, 2.5),
    "3x8": centred(3, 8, 70.0, 37.0),
    "4x10": centred(4, 10, 48.5, 25.4),
    "5x13": centred(5, 13, 38.1, 21.2, 2.5),
}
"""The A4 sheets that shops sell, by columns × rows; their sizes stand on the packets."""
