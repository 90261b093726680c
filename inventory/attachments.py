"""Which files are kept with a card: photos and PDF papers. What a file is, its content says, not its name.

A PDF begins with its version and ends with the place of its table (ISO 32000-1, 7.5.2 and 7.5.5).
"""

import re
from dataclasses import dataclass

from inventory.errors import InventoryError
from inventory.pictures import NoPicture, as_picture

LARGEST_PAPER = 20 * 1024 * 1024
LONGEST_NAME = 120

_PDF, _END = b"%PDF-", b"%%EOF"
_END_WITHIN = 1024
"""Bytes at the end of the file in which readers look for the end of a PDF (ISO 32000-1, annex H, note 18)."""


class NoAttachment(InventoryError):
    """A file of another kind, or a broken one."""

    text = "{filename} is no photo (JPEG, PNG, WebP) and no PDF that can be read. Save it as one of these first."


class PaperTooLarge(InventoryError):
    """More than a scanned voucher needs."""

    text = "{filename} is larger than {most} MB. Scan it with a lower resolution, or split it."


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to keep: its name without what does not belong in one, its media type and its bytes."""

    filename: str
    media_type: str
    content: bytes

    @property
    def shows(self) -> bool:
        """Whether a browser may show it; a PDF is only handed over."""
        return self.media_type.startswith("image/")


def as_attachment(filename: str, content: bytes) -> Paper:
    """The file as it is kept; of a photo only the picture, without what the camera notes.

    Raises `NoAttachment`, `PaperTooLarge`, `PictureTooLarge` or `TooManyPixels`.
    """
    name = named(filename)
    if content.startswith(_PDF):
        if len(content) > LARGEST_PAPER:
            raise PaperTooLarge(filename=name, most=LARGEST_PAPER // 1024**2)
        if _END not in content[-_END_WITHIN:]:
            raise NoAttachment(filename=name)
        # A file may be two things at once: by its name it is opened as no other than this.
        return Paper(name if name.lower().endswith(".pdf") else f"{name}.pdf", "application/pdf", content)
    try:
        picture = as_picture(content)
    except NoPicture as error:
        raise NoAttachment(filename=name) from error
    return Paper(name, picture.media_type, picture.content)


def named(filename: str) -> str:
    """The name without folders and signs no file name has; never empty."""
    last = re.split(r"[\\/]", filename)[-1]
    clean = "".join(sign for sign in last if sign.isprintable() and sign not in '"*:<>?|').strip(" .")
    return clean[-LONGEST_NAME:] or "file"
