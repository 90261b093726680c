"""A box with a scanner, reduced to what it posts."""

from datetime import UTC, datetime
from itertools import count
from typing import Protocol
from uuid import uuid4

from tests.people import School


class Posts(Protocol):
    """Anything that posts JSON and tells the status: a test client, or one over a real socket."""

    def post(self, url: str, *, json: object, headers: dict[str, str]) -> object: ...


class Handheld:
    """The school's handheld: everything it hears goes out at once."""

    def __init__(self, school: School, client: Posts) -> None:
        self._school = school
        self._client = client
        self._outbox = str(uuid4())
        self._numbers = count(1)

    def hears(self, *tags: str, reads: int = 23, rssi: float = -43.0) -> None:
        """Posts one sighting of each tag, seen now."""
        now = datetime.now(UTC).isoformat()
        seen = {"first_seen": now, "last_seen": now, "reads": reads, "rssi_max": rssi}
        sightings = [{"n": next(self._numbers), "tag": tag, **seen} for tag in tags]
        batch = {"version": 1, "outbox": self._outbox, "sent_at": now, "sightings": sightings}
        self._client.post("/api/v1/sightings", json=batch, headers=self._school.box())
