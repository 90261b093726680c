"""Passwords of people in tests: Argon2id at its least, since a hash itself says what it costs to check."""

from argon2 import PasswordHasher

_LEAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def hashed(password: str) -> str:
    """A hash that the program takes as it takes its own."""
    return _LEAST.hash(password)
