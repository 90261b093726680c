"""Secrets: how tokens and session cookies are made, written and checked, and how passwords are hashed.

A credential names its school and its row, so that checking it is one look-up by primary key, and carries
256 random bits. Only the SHA-256 of those is stored: unlike a password they cannot be guessed, so a slow hash
would add nothing. Passwords are hashed with Argon2id at the library's defaults (RFC 9106, second choice).
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from inventory.ids import SchoolId

SECRET_BYTES = 32
PREFIX = "rollcall_"
LEAST_PASSWORD = 8

_hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Credential:
    """A parsed credential: whose row it claims to be, and its secret."""

    school: SchoolId
    id: UUID
    secret: bytes

    def __str__(self) -> str:
        return PREFIX + base64.urlsafe_b64encode(self.school.bytes + self.id.bytes + self.secret).decode()

    def __repr__(self) -> str:
        return f"Credential({self.id}, secret hidden)"  # so that no secret reaches a log by accident


def new_secret() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(SECRET_BYTES)


def secret_hash(secret: bytes) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret).hexdigest()


def parse_credential(text: str) -> Credential | None:
    """The credential written as `text`; None if it has not the shape of one."""
    try:
        raw = base64.urlsafe_b64decode(text.removeprefix(PREFIX).encode())
    except (binascii.Error, UnicodeEncodeError):
        return None
    if not text.startswith(PREFIX) or len(raw) != 32 + SECRET_BYTES:
        return None
    return Credential(SchoolId(UUID(bytes=raw[:16])), UUID(bytes=raw[16:32]), raw[32:])


def matches(credential: Credential, stored_hash: str) -> bool:
    """Whether the secret is the stored one, in constant time."""
    return hmac.compare_digest(secret_hash(credential.secret), stored_hash)


def hash_password(password: str) -> str:
    """The Argon2id hash of a password, with its salt and parameters."""
    return _hasher.hash(password)


def password_matches(password: str, stored_hash: str) -> bool:
    """Whether the password is the one that was hashed. Takes as long for a wrong one."""
    try:
        return _hasher.verify(stored_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def one_time_password(groups: int = 4) -> str:
    """A password to print once, easy to type: groups of four without letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(groups))
