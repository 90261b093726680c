"""The smallest pictures that have the parts real ones have."""

import struct
import zlib


def jpeg(*segments: bytes, after: bytes = b"") -> bytes:
    """A JPEG whose scan holds a stuffed byte and a restart marker; `segments` stand in front of it."""
    frame = segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0")
        + b"".join(segments)
        + frame
        + scan
        + (b"\xff\xd9" + after)
    )


def segment(marker: int, said: bytes) -> bytes:
    """A segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(said) + 2) + said


def remark(said: bytes) -> bytes:
    """A comment segment."""
    return segment(0xFE, said)


def exif(orientation: int, said: bytes = b"") -> bytes:
    """An Exif segment of a camera that was held so, in little-endian order, with more behind it."""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return segment(0xE1, b"Exif\0\0" + struct.pack("<2sHIH", b"II", 42, 8, 1) + entry + struct.pack("<I", 0) + said)


def png(*chunks: bytes) -> bytes:
    """A PNG of one grey point; `chunks` stand behind its head."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    )


def chunk(kind: bytes, said: bytes) -> bytes:
    """A chunk of a PNG with its sum."""
    return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))


def webp(*chunks: bytes) -> bytes:
    """A WebP whose head says that it has Exif and XMP; `chunks` stand behind it."""
    body = (
        b"WEBP"
        + part(b"VP8X", bytes([0x08 | 0x04 | 0x10]) + b"\0" * 9)
        + b"".join(chunks)
        + part(b"VP8 ", b"\x30\x01\x00\x9d\x01\x2a\x01\x00\x01\x00")
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def part(kind: bytes, said: bytes) -> bytes:
    """A chunk of a WebP, padded to an even length."""
    return kind + struct.pack("<I", len(said)) + said + b"\0" * (len(said) % 2)
