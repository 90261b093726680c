"""`rollcall-reader detect`: which family answers at a port, at what speed, with what firmware.

At every speed that scanners come with, the likeliest first, we listen, then ask each family's question who is there.
Nothing else is sent but a family's command to stop, to a scanner that talks already: nothing here writes to a tag or
to the memory of a scanner. A scanner that cannot be asked is recognised by the tags it tells of, so the time that is
left is spent listening for those.
"""

import time
from collections.abc import Iterable, Sequence
from itertools import cycle
from typing import NamedTuple

from reader.ports import Port
from reader.protocols.events import Event, Fault, Identity, TagRead
from reader.protocols.family import Family

# Seconds, of the ten a person is asked to wait.
PATIENCE = 10.0
LISTEN = 0.3  # before the first question: scanners that read already
ANSWER = 0.5  # after each question: a handheld takes its time
LAST_WORDS = 0.5  # for what a scanner still says after it was told to stop
HOLD_A_TAG = 1.0  # to listen at one speed for a scanner that cannot be asked


class Recognised(NamedTuple):
    """A scanner; firmware and model are "" if it could not be asked."""

    family: Family
    baud: int
    identity: Identity


class Visit(NamedTuple):
    """What to ask at one speed."""

    baud: int
    questions: tuple[bytes, ...]


class Ear:
    """What one family's decoder makes of all that is heard."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.identity: Identity | None = None
        self.plausible = False  # something was understood
        self.proven = False  # a tag was read, and nothing since was not understood
        self._decoder = family.decoder()

    def hear(self, chunk: bytes) -> None:
        """Take in these bytes, or silence."""
        for event in self._decoder.feed(chunk) if chunk else self._decoder.idle():
            self._judge(event)

    def _judge(self, event: Event) -> None:
        if isinstance(event, Identity):
            self.identity = event
        if isinstance(event, TagRead):
            self.plausible = self.proven = True
        elif isinstance(event, Fault):
            self.proven = False
        elif self.family.checked:
            self.plausible = True


def visits(families: Iterable[Family]) -> list[Visit]:
    """Every speed once, those first that are the first choice of a family, with the questions asked there."""
    families = list(families)
    ranks = {baud: len(families) for family in families for baud in family.bauds}
    for family in families:
        for rank, baud in enumerate(family.bauds):
            ranks[baud] = min(ranks[baud], rank)
    return [Visit(baud, questions(families, baud)) for baud in sorted(ranks, key=lambda baud: ranks[baud])]


def questions(families: Iterable[Family], baud: int) -> tuple[bytes, ...]:
    """What to ask at this speed, each question once: some families share theirs."""
    asked = [family.identify for family in families if baud in family.bauds and family.identify]
    return tuple(dict.fromkeys(asked))


def detect(port: Port, families: Sequence[Family], patience: float = PATIENCE) -> Recognised | None:
    """The scanner at this port, None if none was recognised within so many seconds. Raises `PortGone`."""
    deadline = time.monotonic() + patience
    for visit in visits(families):
        if time.monotonic() < deadline and (found := _visit(port, visit, families, deadline)):
            return found
    mute = [baud for family in families if not family.identify for baud in family.bauds]
    for baud in cycle(dict.fromkeys(mute)):
        if time.monotonic() >= deadline:
            break
        if found := _visit(port, Visit(baud, ()), families, deadline, HOLD_A_TAG):
            return found
    return None


def _visit(
    port: Port, visit: Visit, families: Sequence[Family], deadline: float, patience: float = LISTEN
) -> Recognised | None:
    port.change_speed(visit.baud)
    ears = [Ear(family) for family in families]
    _listen(port, ears, patience, deadline)
    for question in visit.questions:
        if not any(ear.identity for ear in ears):
            port.write(question)
            _listen(port, ears, ANSWER, deadline)
    _ask_again(port, ears, deadline)
    known = [ear for ear in ears if ear.identity] or [ear for ear in ears if ear.proven]
    return Recognised(known[0].family, visit.baud, known[0].identity or Identity("")) if known else None


def _ask_again(port: Port, ears: list[Ear], deadline: float) -> None:
    """A scanner that is busy reading may not have answered: stop it first."""
    for ear in ears:
        if ear.plausible and ear.family.identify and not any(ear.identity for ear in ears):
            port.write(ear.family.stop)
            _listen(port, ears, LAST_WORDS, deadline)
            port.write(ear.family.identify)
            _listen(port, ears, ANSWER, deadline)


def _listen(port: Port, ears: list[Ear], seconds: float, deadline: float) -> None:
    """Hear what comes in so many seconds, or until somebody says who it is."""
    until = min(time.monotonic() + seconds, deadline)
    while time.monotonic() < until and not any(ear.identity for ear in ears):
        chunk = port.read()
        for ear in ears:
            ear.hear(chunk)
