"""Sightings to fill an outbox with."""

from datetime import UTC, datetime, timedelta

from reader.sighting import Sighting

START = datetime(2026, 11, 20, 8, 0, 1, 4000, tzinfo=UTC)
BOOT = "5f0c3a52-6f4e-4a37-9d1c-6a0f2b1f7c11"


def some(count: int, first: int = 0) -> list[Sighting]:
    """So many, of different tags."""
    return [sighting(f"E28011600000{i:012X}") for i in range(first, first + count)]


def sighting(tag: str) -> Sighting:
    """One of this tag."""
    return Sighting("1", tag, START, START + timedelta(seconds=1.5), 61.5, 12, -47.5, -52.125)
