"""The pairing code: one line that tells a box where to report and as whom.

    RC1-<base64url, no padding, of CRC-32 (4 bytes, big-endian) + address + LF + token>

Address and token are UTF-8; the CRC (ISO-HDLC, as in zip files) is there because a line that is copied by hand loses
its end. Boxes understand this form for ever: it is part of the contract with them.
"""

import binascii
from base64 import urlsafe_b64encode
from ipaddress import ip_address
from urllib.parse import urlsplit

PREFIX = "RC1-"


def pairing_code(address: str, token: str) -> str:
    """The code; it is as secret as the token in it."""
    text = f"{address}\n{token}".encode()
    body = binascii.crc32(text).to_bytes(4) + text
    return PREFIX + urlsafe_b64encode(body).decode("ascii").rstrip("=")


def is_address(text: str) -> bool:
    """True for an address a box can post to."""
    try:
        url = urlsplit(text)
    except ValueError:
        return False
    return url.scheme in ("http", "https") and bool(url.hostname) and text.isprintable() and " " not in text


def is_of_this_machine_only(address: str) -> bool:
    """True if no other machine reaches the service by this address."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
