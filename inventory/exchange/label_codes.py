"""The codes on labels: QR by ISO/IEC 18004, Code 128 by ISO/IEC 15417, as rows of dark and light modules."""

from collections.abc import Sequence
from itertools import groupby

import segno
from barcode import Code128

Modules = Sequence[Sequence[bool]]

_PRINTABLE = range(0x20, 0x7F)


def qr(text: str) -> Modules:
    """A QR code of error correction M or better, without its quiet zone; none of an empty text."""
    return tuple(tuple(bool(module) for module in row) for row in _qr(text).matrix) if text else ()


def qr_side(text: str) -> int:
    """How many modules wide and high it is. Far cheaper than to make it: the best of the masks need not be found."""
    return len(_qr(text, mask=0).matrix) if text else 0


def _qr(text: str, mask: int | None = None) -> segno.QRCode:
    """ASCII takes the shortest mode; other text is UTF-8, which phones guess, as readers differ about Kanji mode."""
    if text.isascii():
        return segno.make(text, error="m", micro=False, mask=mask)
    return segno.make(text, error="m", micro=False, mask=mask, mode="byte", encoding="utf-8")


def bars(text: str) -> Modules:
    """The one row of a Code 128; none of a text with signs that Code 128 lacks, such as Chinese."""
    if not text or any(ord(sign) not in _PRINTABLE for sign in text):
        return ()
    (row,) = Code128(text).build()
    return (tuple(module == "1" for module in row),)


def across(modules: Modules) -> int:
    """How many modules wide."""
    return len(modules[0]) if modules else 0


def svg(modules: Modules) -> str:
    """As a picture that may be stretched: one shape, so that no hair lines part what belongs together."""
    width, height = across(modules), len(modules)
    shape = "".join(_run(row, y) for y, row in enumerate(modules))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" preserveAspectRatio="none">'
        f'<path d="{shape}"/></svg>'
    )


def _run(row: Sequence[bool], y: int) -> str:
    """The dark stretches of a row."""
    drawn, x = "", 0
    for dark, stretch in groupby(row):
        length = len(list(stretch))
        drawn += f"M{x} {y}h{length}v1h-{length}z" if dark else ""
        x += length
    return drawn
