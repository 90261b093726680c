"""How the labels of a school look: which fields stand on them, in which order and size, and what their codes hold."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from inventory.errors import InventoryError
from inventory.labels.media import SHEETS, Medium, Roll, Sheet

SMALLEST_TYPE, LARGEST_TYPE = 4.0, 48.0
SMALLEST_CODE, LARGEST_CODE = 8.0, 100.0
LOWEST_BARS, HIGHEST_BARS = 3.0, 30.0


class SizesOutOfRange(InventoryError):
    """What stands on the label would be too small to be read, or larger than any label."""

    text = (
        "Type is from 4 to 48 points, a QR code from 8 to 100 mm and a bar code from 3 to 30 mm high."
        " Correct the sizes."
    )


class Field(StrEnum):
    """What a line of a label can say. NUMBER is the number of the piece if it has its own, else that of its card."""

    SCHOOL = "school"
    NAME = "name"
    NUMBER = "number"
    FISCAL_NUMBER = "fiscal number"
    PIECE = "piece"
    MODEL = "model"
    SERIAL = "serial"
    DEPARTMENT = "department"
    ROOM = "room"
    KEEPER = "keeper"
    ACQUIRED = "acquired"
    EPC = "epc"


class Content(StrEnum):
    """What the QR code of a label holds."""

    NOTHING = ""
    NUMBER = "number"
    EPC = "epc"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Line:
    """One field on the label: its size in points, and whether its name stands before it (`named`)."""

    field: Field
    size: float
    bold: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole label. `code_size` and `bars_height` are in millimetres; `bars` is the number as Code 128.

    Raises `SizesOutOfRange`, and its medium `LabelsDoNotFit` or `LabelTooSmall`.
    """

    medium: Medium
    lines: tuple[Line, ...]
    code: Content = Content.NUMBER
    code_size: float = 18.0
    bars: bool = False
    bars_height: float = 7.0

    def __post_init__(self) -> None:
        fits = (
            all(SMALLEST_TYPE <= line.size <= LARGEST_TYPE for line in self.lines)
            and SMALLEST_CODE <= self.code_size <= LARGEST_CODE
            and LOWEST_BARS <= self.bars_height <= HIGHEST_BARS
        )
        if not fits:
            raise SizesOutOfRange


def as_json(layout: Layout) -> dict[str, Any]:
    """The layout as it is kept."""
    kind = "sheet" if isinstance(layout.medium, Sheet) else "roll"
    return asdict(layout) | {"medium": {"kind": kind} | asdict(layout.medium)}


def from_json(kept: Mapping[str, Any]) -> Layout:
    """The layout that was kept. Raises what a layout nobody could print raises."""
    sizes = dict(kept["medium"])
    medium: Medium = Sheet(**sizes) if sizes.pop("kind") == "sheet" else Roll(**sizes)
    lines = tuple(Line(**line | {"field": Field(line["field"])}) for line in kept["lines"])
    return Layout(medium, lines, Content(kept["code"]), kept["code_size"], kept["bars"], kept["bars_height"])


_USUAL = (
    Line(Field.SCHOOL, 7),
    Line(Field.NAME, 10, bold=True),
    Line(Field.NUMBER, 8, named=True),
    Line(Field.PIECE, 7, named=True),
    Line(Field.MODEL, 7, named=True),
    Line(Field.ROOM, 7, named=True),
    Line(Field.KEEPER, 7, named=True),
    Line(Field.ACQUIRED, 7, named=True),
)

STARTERS: Mapping[str, Layout] = {
    "A4 3 × 8, 70 × 37 mm": Layout(SHEETS["3x8"], _USUAL),
    "A4 2 × 7, 99 × 38 mm": Layout(SHEETS["2x7"], _USUAL, bars=True, code_size=20),
    "A4 4 × 10, 48 × 25 mm": Layout(
        SHEETS["4x10"], (Line(Field.NAME, 9, bold=True), Line(Field.NUMBER, 8), Line(Field.ROOM, 7)), code_size=14
    ),
    "60 × 40 mm": Layout(Roll(60, 40), _USUAL[:7], bars=True),
    "RFID 70 × 40 mm": Layout(Roll(70, 40, 300, encodes=True), (*_USUAL[:7], Line(Field.EPC, 6)), bars=True),
}
"""What a school begins with; it may change and drop all of them."""
