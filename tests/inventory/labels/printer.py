"""A label printer made of software: what it prints and writes for a ZPL file, by the manual and none of our code."""

import re
from dataclasses import dataclass

from PIL import Image, ImageChops


@dataclass(frozen=True)
class Printed:
    """One label: its dots, 1 for black, and what its tag got."""

    width: int
    height: int
    dots: bytes
    epc: str | None

    def picture(self) -> Image.Image:
        """As it lies in the hand, four times as large."""
        dots = ImageChops.invert(Image.frombytes("1", (self.width, self.height), self.dots))
        return dots.convert("L").resize((4 * self.width, 4 * self.height))


def printed(zpl: str) -> list[Printed]:
    """Every label of the file, from its ^XA to its ^XZ."""
    return [_label(format_) for format_ in re.findall(r"\^XA(.*?)\^XZ", zpl, re.DOTALL)]


def _label(format_: str) -> Printed:
    size = re.search(r"\^PW(\d+)\^LL(\d+)", format_)
    assert size is not None
    width, height = int(size[1]), int(size[2])
    canvas = bytearray(-(-width // 8) * height)
    for y, total, across, graphic in re.findall(r"\^FO0,(\d+)\^GFA,(\d+),\d+,(\d+),([^\^]*)\^FS", format_):
        dots = uncompressed(graphic, int(across))
        assert len(dots) == int(total) <= 99_999
        canvas[int(y) * int(across) : int(y) * int(across) + len(dots)] = dots
    epc = re.search(r"\^RFW,H(?:,,,A)?\^FD([0-9A-F]+)\^FS", format_)
    return Printed(width, height, bytes(canvas), epc[1] if epc else None)


def uncompressed(graphic: str, across: int) -> bytes:
    """The bytes of a graphic field."""
    rows: list[str] = []
    row, times = "", 0
    for sign in graphic:
        if sign == ":":
            rows.append(rows[-1])
        elif sign == ",":
            rows.append(row.ljust(2 * across, "0"))
            row = ""
        elif "G" <= sign <= "Y":
            times += ord(sign) - ord("G") + 1
        elif "g" <= sign <= "z":
            times += 20 * (ord(sign) - ord("g") + 1)
        else:
            row, times = row + sign * max(times, 1), 0
        if len(row) == 2 * across:
            rows.append(row)
            row = ""
    return bytes.fromhex("".join(rows))
