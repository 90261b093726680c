"""Which photos are taken as evidence, and what of a file is kept: the picture, and nothing a camera adds about
place, time or owner.

What a file is, its content says, not its name. JPEG: ITU-T T.81 annex B and Exif 2.32 (CIPA DC-008), 4.6; PNG: W3C
Portable Network Graphics, third edition, 5 and 11; WebP: RFC 9649, 2.
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from inventory.errors import InventoryError

LARGEST = 8 * 1024 * 1024

MOST_PIXELS = 50 * 1024 * 1024
"""As many as telephones take. A few bytes can say that they are four thousand million, which no browser survives."""


class NoPicture(InventoryError):
    """A file that is not one of the pictures browsers show, or is broken."""

    text = "This is no JPEG, PNG or WebP picture that can be read. Take the photo anew, or save it as JPEG."


class PictureTooLarge(InventoryError):
    """More than a photo of a label needs."""

    text = "The photo is larger than {most} MB. Take it with a lower resolution."


class TooManyPixels(InventoryError):
    """Few bytes may become a picture that fills the memory of whoever looks at it."""

    text = "The photo is {width} by {height} pixels. Take it with a lower resolution: at most {most} million pixels."


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture without remarks: its media type and its bytes."""

    media_type: str
    content: bytes


def as_picture(content: bytes) -> Picture:
    """The picture of the file, stripped of what else the file says.

    Raises `NoPicture`, `PictureTooLarge` (in bytes) or `TooManyPixels`.
    """
    if len(content) > LARGEST:
        raise PictureTooLarge(most=LARGEST // 1024**2)
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return Picture("image/jpeg", _jpeg(content))
        if content.startswith(_PNG):
            return Picture("image/png", _png(content))
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return Picture("image/webp", _webp(content))
    except (struct.error, IndexError, ValueError) as error:
        raise NoPicture from error
    raise NoPicture


_SOS, _EOI, _EXIF = 0xDA, 0xD9, 0xE1
# APP0 (JFIF) and APP14 (Adobe) say how to read the colours; APP1 is Exif and XMP, APP2 may be a profile of colours.
_REMARKS = frozenset({*range(0xE1, 0xF0), 0xFE}) - {0xE2, 0xEE}
# Start of frame, for every way to code it; between them stand tables (C4, CC) and a reserved marker (C8).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(content: bytes) -> bytes:
    kept, turned, sized = [b"\xff\xd8"], b"", False
    for marker, segment in _segments(content):
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            _measure(width, height)
            sized = True
        if marker == _EXIF and not turned:
            turned = _only_turned(segment)
        elif marker not in _REMARKS and (marker != 0xE2 or segment[4:15] == b"ICC_PROFILE"):
            kept.append(segment)
    if not sized:
        raise ValueError("no frame")
    return b"".join([kept[0], turned, *kept[1:], b"\xff\xd9"])


def _measure(width: int, height: int) -> None:
    """Raises `TooManyPixels`, or ValueError for a picture of none."""
    if not width or not height:
        raise ValueError("no size")
    if width * height > MOST_PIXELS:
        raise TooManyPixels(width=width, height=height, most=MOST_PIXELS // 1024**2)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Every segment up to the end of the image, with what is coded behind it; what follows that end is left out."""
    at = 2
    while True:
        while content[at + 1] == 0xFF:  # fill bytes
            at += 1
        if content[at] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = content[at + 1]
        if marker == _EOI:
            return
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        if marker == _SOS:
            end = _end_of_scan(content, end)
        if end > len(content):
            raise ValueError("a segment is cut off")
        yield marker, content[at:end]
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker begins: within coded data FF is followed by 00 or by a restart marker."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


def _only_turned(segment: bytes) -> bytes:
    """An Exif segment that says how the camera was held (tag 0112) and nothing else; none if it was held upright."""
    if segment[4:10] != b"Exif\0\0":
        return b""
    tiff = segment[10:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return b""
    start = struct.unpack_from(f"{order}I", tiff, 4)[0]
    for entry in range(struct.unpack_from(f"{order}H", tiff, start)[0]):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * entry)
        if tag == 0x0112 and 2 <= value <= 8:
            held = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, value, 0, 0)
            return struct.pack(">BBH", 0xFF, _EXIF, 2 + 6 + len(held)) + b"Exif\0\0" + held
    return b""


_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD"}
)


def _png(content: bytes) -> bytes:
    kept, at, kind = [_PNG], len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise ValueError("a chunk is cut off")
        if kind == b"IHDR":
            _measure(*struct.unpack_from(">II", content, at + 8))
        if kind in _PNG_KEPT:
            kept.append(content[at:end])
        at = end
    if kept[1][4:8] != b"IHDR":
        raise ValueError("the header does not come first")
    return b"".join(kept)


def _canvas(chunk: bytes) -> tuple[int, int]:
    """RFC 9649, 2.7: width and height less one, of 24 bits each."""
    return int.from_bytes(chunk[12:15], "little") + 1, int.from_bytes(chunk[15:18], "little") + 1


def _lossy(chunk: bytes) -> tuple[int, int]:
    """RFC 6386, 9.1: behind tag and start code, 14 bits each, the rest says how to stretch."""
    width, height = struct.unpack_from("<HH", chunk, 14)
    return width & 0x3FFF, height & 0x3FFF


def _lossless(chunk: bytes) -> tuple[int, int]:
    """RFC 9649, 3.4: behind the signature, less one, of 14 bits each."""
    bits = struct.unpack_from("<I", chunk, 9)[0]
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


_WEBP_SIZES: Mapping[bytes, Callable[[bytes], tuple[int, int]]] = {
    b"VP8X": _canvas,
    b"VP8 ": _lossy,
    b"VP8L": _lossless,
}
_WEBP_REMARKS = frozenset({b"EXIF", b"XMP "})
_HAS_REMARKS = 0x08 | 0x04


def _webp(content: bytes) -> bytes:
    end = 8 + struct.unpack_from("<I", content, 4)[0]
    if end > len(content):
        raise ValueError("the file is cut off")
    kept, at = [], 12
    while at < end:
        kind, length = struct.unpack_from("<4sI", content, at)
        chunk = content[at : at + 8 + length + length % 2]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_HAS_REMARKS]) + chunk[9:]
        if kind in _WEBP_SIZES:
            _measure(*_WEBP_SIZES[kind](chunk))
        if kind not in _WEBP_REMARKS:
            kept.append(chunk)
        at += len(chunk)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
