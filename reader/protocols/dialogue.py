"""What to say to a scanner, and when: the same for every family, which gives only the commands."""

from collections.abc import Iterable

from reader.protocols.events import Answer, Event, Identity
from reader.protocols.family import Family, Setup


class Dialogue:
    """Our side of the talk with one scanner. Every method gives the bytes to send now, b"" for none."""

    def __init__(self, family: Family, setup: Setup | None = None) -> None:
        setup = setup or Setup()
        self._begin = family.begin(setup)
        self._rounds = family.rounds(setup)
        self._stop = family.stop
        self._said = 0

    def opening(self) -> bytes:
        """The first step, once the port is open; also begins all over again."""
        self._said = 0
        return self._step()

    def heard(self, events: Iterable[Event]) -> bytes:
        """The next step if the scanner answered the last. Several in one chunk are one: old ones come late."""
        answered = any(isinstance(event, Answer | Identity) for event in events)
        return self._step() if answered else b""

    def poll(self) -> bytes:
        """What to send when nothing came for some seconds.

        A step of the beginning that the scanner does not know is passed over; a scanner that ought to be reading may
        have lost its power, and with it all it was told.
        """
        return self._step() if self._said < len(self._begin) else self.opening()

    def closing(self) -> bytes:
        """What to send before the port is closed, so that the scanner rests."""
        return self._stop

    def _step(self) -> bytes:
        at = self._said
        self._said += 1
        if at < len(self._begin):
            return self._begin[at]
        if self._rounds:
            return self._rounds[(at - len(self._begin)) % len(self._rounds)]
        return b""
