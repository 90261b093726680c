"""The pairing code: one line the service shows, and a box needs nothing else to be told where to report and as whom.

    RC1-<base64url, no padding, of CRC-32 (4 bytes, big-endian) + address + LF + token>

Address and token are UTF-8. The CRC (ISO-HDLC, as in zip files) is there because a line that is copied by hand
loses its end. The token is inside, unencrypted: the code is as secret as the token is.
"""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple
from urllib.parse import urlsplit

PREFIX = "RC1-"
_BODY = re.compile(r"[A-Za-z0-9_-]+")


class Pairing(NamedTuple):
    """Where a box reports, and the token it does so with."""

    service: str
    token: str


class NotAPairingCode(Exception):
    """The text is no pairing code; says what to do."""


def encode(pairing: Pairing) -> str:
    """The code that `decode` understands."""
    text = f"{pairing.service}\n{pairing.token}".encode()
    body = binascii.crc32(text).to_bytes(4) + text
    return PREFIX + urlsafe_b64encode(body).decode("ascii").rstrip("=")


def decode(code: str) -> Pairing:
    """What the code says; white space in it means nothing. Raises `NotAPairingCode`."""
    code = "".join(code.split())
    if not code.startswith(PREFIX):
        raise NotAPairingCode(f"A pairing code begins with {PREFIX}. Copy the whole line the service shows.")
    damaged = NotAPairingCode("The pairing code is damaged or its end is missing. Copy the whole line once more.")
    body = code.removeprefix(PREFIX)
    if not _BODY.fullmatch(body):
        raise damaged
    try:
        sealed = urlsafe_b64decode(body + "=" * (-len(body) % 4))
        service, _, token = sealed[4:].decode().partition("\n")
    except ValueError as error:
        raise damaged from error
    pairing = Pairing(service, token)
    if sealed[:4] != binascii.crc32(sealed[4:]).to_bytes(4) or not is_address(service) or not is_token(token):
        raise damaged
    return pairing


def is_address(text: str) -> bool:
    """True for an address a box can post to. Plain http is allowed: inside a school nobody signs certificates."""
    try:
        url = urlsplit(text)
    except ValueError:
        return False
    return url.scheme in ("http", "https") and bool(url.netloc) and text.isprintable() and " " not in text


def is_token(text: str) -> bool:
    """True for a text that can be a token: it becomes part of an HTTP header."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text
