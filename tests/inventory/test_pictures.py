"""Photos: only pictures, and only the picture of them."""

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.pictures import LARGEST, NoPicture, PictureTooLarge, TooManyPixels, as_picture
from tests.inventory.pictures import chunk, exif, jpeg, part, png, remark, segment, webp

SECRET = b"31.2304 N 121.4737 E, Zhang Min"

TALKATIVE = {
    "a JPEG with a comment": jpeg(remark(SECRET)),
    "a JPEG with Exif": jpeg(exif(6, SECRET)),
    "a JPEG with XMP": jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)),
    "a JPEG with another picture in it": jpeg(segment(0xE2, b"MPF\0" + SECRET)),
    "a JPEG with something behind it": jpeg(after=SECRET),
    "a PNG with text": png(chunk(b"tEXt", SECRET), chunk(b"eXIf", SECRET)),
    "a PNG with something behind it": png() + SECRET,
    "a WebP with Exif and XMP": webp(part(b"EXIF", SECRET), part(b"XMP ", SECRET)),
}


@pytest.mark.parametrize("content", TALKATIVE.values(), ids=TALKATIVE)
def test_what_a_camera_adds_is_not_kept(content: bytes) -> None:
    picture = as_picture(content)

    assert SECRET not in picture.content
    assert picture == as_picture(picture.content)


@pytest.mark.parametrize(
    ("content", "media_type"), [(jpeg(), "image/jpeg"), (png(), "image/png")], ids=["a JPEG", "a PNG"]
)
def test_a_picture_without_remarks_stays_as_it_is(content: bytes, media_type: str) -> None:
    picture = as_picture(content)

    assert (media_type, content) == (picture.media_type, picture.content)


def test_how_the_camera_was_held_is_kept() -> None:
    picture = as_picture(jpeg(exif(6, SECRET)))

    assert picture.content.index(b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06") > 0


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"<svg/>", b"GIF89a", b"RIFF\0\0\0\0WAVE", png()[:30]])
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        as_picture(content)


def test_a_photo_that_is_too_large_is_refused() -> None:
    with pytest.raises(PictureTooLarge, match="8 MB"):
        as_picture(jpeg() + bytes(LARGEST))


def wide_and_high(size: int) -> dict[str, bytes]:
    """Pictures of few bytes that say they are `size` by `size` pixels."""
    lossless = part(b"VP8L", b"\x2f" + struct.pack("<I", size - 1 | size - 1 << 14))
    return {
        "JPEG": jpeg().replace(b"\x08\x00\x01\x00\x01", b"\x08" + struct.pack(">HH", size, size)),
        "PNG": png().replace(struct.pack(">II", 1, 1), struct.pack(">II", size, size)),
        "WebP": webp().replace(b"\x2a\x01\x00\x01\x00", b"\x2a" + struct.pack("<HH", size, size)),
        "WebP without loss": webp(lossless),
        "WebP canvas": webp().replace(b"\0" * 6 + b"VP8", (size - 1).to_bytes(3, "little") * 2 + b"VP8"),
    }


@pytest.mark.parametrize("content", wide_and_high(10_000).values(), ids=wide_and_high(10_000))
def test_a_picture_of_too_many_pixels_is_refused_however_few_bytes_it_has(content: bytes) -> None:
    with pytest.raises(TooManyPixels, match="10000 by 10000"):
        as_picture(content)


@pytest.mark.parametrize("content", wide_and_high(7_000).values(), ids=wide_and_high(7_000))
def test_a_picture_as_telephones_take_it_is_taken(content: bytes) -> None:
    assert content.startswith(as_picture(content).content[:4])


@given(start=st.sampled_from([jpeg(exif(3)), png(), webp()]), at=st.integers(0, 80), byte=st.integers(0, 255))
def test_a_broken_picture_is_taken_or_refused_and_never_fails(start: bytes, at: int, byte: int) -> None:
    broken = start[: at % len(start)] + bytes([byte]) + start[at % len(start) + 1 :]

    with contextlib.suppress(NoPicture, TooManyPixels):
        as_picture(broken)
