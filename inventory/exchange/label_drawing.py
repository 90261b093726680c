"""Labels as what the typesetter draws: each with its codes and words in their places, on its page."""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from inventory.exchange import label_codes
from inventory.labels.arranging import Arrangement, Room, arrange
from inventory.labels.face import Face
from inventory.labels.layout import Layout
from inventory.labels.media import Roll

TEMPLATE = Path(__file__).with_name("label.typ")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A label ready to be set."""

    face: Face
    arrangement: Arrangement


def draw(face: Face, layout: Layout) -> Drawn:
    """The label with everything in its place."""
    medium = layout.medium
    room = Room(medium.width, medium.height, medium.dot if isinstance(medium, Roll) else 0.0)
    arrangement = arrange(
        room,
        code_modules=label_codes.qr_side(face.code),
        code_size=layout.code_size,
        bar_modules=label_codes.across(label_codes.bars(face.bars)),
        bars_height=layout.bars_height,
    )
    return Drawn(face, arrangement)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The labels without a code they should have, since nothing could read it there: how they are called."""

    code: tuple[str, ...]
    bars: tuple[str, ...]


def left_out(faces: Sequence[Face], layout: Layout) -> LeftOut:
    """Which labels of this layout have no QR code, and which no bar code, though they have something to hold."""
    drawn = [draw(face, layout) for face in faces]
    return LeftOut(
        tuple(each.face.called for each in drawn if each.face.code and not each.arrangement.code),
        tuple(each.face.called for each in drawn if each.face.bars and not each.arrangement.bars),
    )


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
    face, at = label.face, label.arrangement
    codes = ((at.code, label_codes.qr, face.code), (at.bars, label_codes.bars, face.bars))
    return {
        "words": astuple(at.words),
        "lines": [astuple(line) for line in face.lines],
        "codes": [{"box": astuple(box), "svg": label_codes.svg(made(text))} for box, made, text in codes if box],
    }
