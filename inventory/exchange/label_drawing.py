"""Labels as what the typesetter draws: each with its codes and words in their places, on its page."""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from inventory.exchange import label_codes
from inventory.labels.arranging import Arrangement, Box, Room, arrange
from inventory.labels.face import Face
from inventory.labels.layout import Layout
from inventory.labels.media import Roll

TEMPLATE = Path(__file__).with_name("label.typ")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A label ready to be set. `lacks_code` and `lacks_bars`: it should have one, and that would not be readable."""

    face: Face
    arrangement: Arrangement
    code: label_codes.Modules
    bars: label_codes.Modules

    @property
    def lacks_code(self) -> bool:
        """Its QR code is left out."""
        return bool(self.face.code) and self.arrangement.code is None

    @property
    def lacks_bars(self) -> bool:
        """Its bar code is left out."""
        return bool(self.face.bars) and self.arrangement.bars is None


def draw(face: Face, layout: Layout) -> Drawn:
    """The label with everything in its place."""
    medium = layout.medium
    room = Room(medium.width, medium.height, medium.dot if isinstance(medium, Roll) else 0.0)
    code, bars = label_codes.qr(face.code), label_codes.bars(face.bars)
    arranged = arrange(
        room,
        code_modules=label_codes.across(code),
        code_size=layout.code_size,
        bar_modules=label_codes.across(bars),
        bars_height=layout.bars_height,
    )
    return Drawn(face, arranged, code, bars)


@dataclass(frozen=True, slots=True)
class Paper:
    """The page in millimetres, and the labels of each page with where they stand: x, y, label."""

    width: float
    height: float
    pages: Sequence[Sequence[tuple[float, float, Drawn]]]


def texts(paper: Paper, *, title: str, language: str) -> str:
    """What the template reads, as JSON."""
    pages = [[{"x": x, "y": y} | _label(label) for x, y, label in page] for page in paper.pages]
    about = {"width": paper.width, "height": paper.height, "title": title, "language": language}
    return json.dumps(about | {"pages": pages})


def _label(label: Drawn) -> dict[str, Any]:
    return {
        "words": astuple(label.arrangement.words),
        "lines": [astuple(line) for line in label.face.lines],
        "codes": [
            _code(box, modules)
            for box, modules in (
                (label.arrangement.code, label.code),
                (label.arrangement.bars, label.bars),
            )
            if box
        ],
    }


def _code(box: Box, modules: label_codes.Modules) -> dict[str, Any]:
    return {"box": astuple(box), "svg": label_codes.svg(modules)}
