"""Labels as files: a PDF of sheets or of single labels, ZPL for label printers, a picture of one label."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageChops

from inventory.exchange.binding import bind
from inventory.exchange.label_drawing import TEMPLATE, Drawn, Paper, draw, texts
from inventory.exchange.typesetting import typeset
from inventory.labels.face import Face
from inventory.labels.layout import Layout
from inventory.labels.media import INCH, Roll, Sheet, places
from inventory.labels.zpl import zpl_label

_PAGES_AT_ONCE = 40
_LABELS_AT_ONCE = 40
_SCREEN_DPI = 300
_HALF_BLACK = 128


@dataclass(frozen=True, slots=True)
class Press:
    """What every file needs: the folder with Noto Sans SC, the language of the words, and when it is made."""

    fonts: Path
    language: str
    at: datetime


def labels_pdf(faces: Sequence[Face], layout: Layout, press: Press, *, title: str, start: int = 1) -> bytes:
    """Sheets filled from the `start`-th label (from 1) of the first on, or for a roll a page for each label.

    Raises `FontsNotBuilt`. The same arguments give the same bytes.
    """
    medium = layout.medium
    width, height = (
        (medium.paper_width, medium.paper_height) if isinstance(medium, Sheet) else (medium.width, medium.height)
    )
    placed = [(page, x, y, draw(faces[n], layout)) for n, page, x, y in places(medium, len(faces), start)]
    pages = [[(x, y, label) for _, x, y, label in on] for _, on in groupby(placed, key=lambda each: each[0])]
    volumes = (pages[first : first + _PAGES_AT_ONCE] for first in range(0, len(pages), _PAGES_AT_ONCE))
    return bind([_set(Paper(width, height, volume), press, title) for volume in volumes])


def label_picture(face: Face, layout: Layout, press: Press) -> bytes:
    """One label as PNG: for a sheet finer than a screen, for a roll the very dots its printer will make."""
    medium = layout.medium
    if isinstance(medium, Roll):
        (dots,) = _dots([draw(face, layout)], medium, press)
        return _png(dots)
    paper = Paper(medium.width, medium.height, [[(0.0, 0.0, draw(face, layout))]])
    return _set(paper, press, "", dpi=_SCREEN_DPI)


def labels_zpl(faces: Sequence[Face], layout: Layout, press: Press) -> str:
    """One file of all labels for the printer of the roll; it writes their EPCs if the roll says so.

    A sheet has no ZPL: raises ValueError.
    """
    roll = layout.medium
    if not isinstance(roll, Roll):
        raise ValueError("ZPL is for rolls")
    made = []
    for first in range(0, len(faces), _LABELS_AT_ONCE):
        some = faces[first : first + _LABELS_AT_ONCE]
        for face, dots in zip(some, _dots([draw(each, layout) for each in some], roll, press), strict=True):
            epc = face.epc if roll.encodes else None
            made.append(zpl_label(dots.tobytes(), dots.width, dots.height, remark=face.number, epc=epc))
    return "".join(made)


def _set(paper: Paper, press: Press, title: str, dpi: int | None = None) -> bytes:
    return typeset(TEMPLATE, texts(paper, title=title, language=press.language), press.fonts, press.at, dpi=dpi)


def _dots(labels: Iterable[Drawn], roll: Roll, press: Press) -> Iterator[Image.Image]:
    """The dots of each label, white where they are: set one below the other as one picture, which is then cut."""
    drawn = list(labels)
    width, height = roll.dots(roll.width), roll.dots(roll.height)
    step = height * INCH / roll.dpi
    page = [(0.0, number * step, label) for number, label in enumerate(drawn)]
    paper = Paper(width * INCH / roll.dpi, len(drawn) * step, [page])
    strip = Image.open(BytesIO(_set(paper, press, "", dpi=roll.dpi))).convert("L")
    for top in range(0, len(drawn) * height, height):
        label = strip.crop((0, top, width, top + height))
        yield label.point([255 * (shade < _HALF_BLACK) for shade in range(256)], mode="1")


def _png(dots: Image.Image) -> bytes:
    """Black on white."""
    file = BytesIO()
    ImageChops.invert(dots).save(file, "PNG")
    return file.getvalue()
