"""Sends notices of alarms in the background, each target from a thread of its own."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final, NamedTuple
from uuid import UUID

from inventory.actions.presence.notices import anything_due, take_due, told_of
from inventory.actions.presence.silence import tell_of_silence
from inventory.ids import SchoolId
from inventory.notices import Notice
from inventory.store.engine import Database
from service.resting import Rests
from service.sending import TIMEOUT_SECONDS, NotSent, send

LOOK_SECONDS: Final = 0.5
SILENCE_SECONDS: Final = 3600.0
AT_ONCE: Final = 100
OF_SCHOOL: Final = 25
"""Targets that are told at the same time: of all schools, and of one. They mostly wait for an answer."""

log = logging.getLogger(__name__)

Words = Callable[[Notice], tuple[str, str]]
"""The head and the text of a notice."""


class _Telling(NamedTuple):
    """A target of this school is being told."""

    school: SchoolId
    thread: Thread


class Sender:
    """Sends what is due in the background until it is stopped, and looks for silent things now and then.

    One that hardly answers keeps nobody else waiting, is left alone for a while, and however many of a school do not
    answer, other schools are told.
    """

    def __init__(self, database: Database, words: Words, zone: tzinfo = UTC) -> None:
        self._database = database
        self._words = words
        self._zone = zone
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="notices", daemon=True)
        self._telling: dict[UUID, _Telling] = {}
        self._rests = Rests()
        self._noting = Lock()  # many that end at once leave the connections of the database to others

    def start(self) -> None:
        """Begins to send."""
        self._thread.start()

    def stop(self) -> None:
        """Sends no more; what is on its way may take its time to end."""
        self._stopped.set()
        self._thread.join(TIMEOUT_SECONDS)

    def _run(self) -> None:
        looked = monotonic()
        while not self._stopped.wait(LOOK_SECONDS):
            try:
                self._begin(datetime.now(UTC))
                if monotonic() - looked > SILENCE_SECONDS:
                    looked = monotonic()
                    self.look_for_silence(datetime.now(UTC))
            except Exception:
                log.exception("Notices wait")  # a thread that ended would tell nobody

    def look_for_silence(self, at: datetime) -> None:
        """Raises alarms for what nobody hears any more; no reader tells of that."""
        with self._database.write() as session:
            tell_of_silence(session, at=at, zone=self._zone)

    def send_due(self, at: datetime) -> int:
        """Sends what is due at this moment, and waits until it is sent; how many notices that were."""
        notices = self._begin(at)
        for thread in [self._telling[target].thread for target in {notice.target for notice in notices}]:
            thread.join()
        return len(notices)

    def _begin(self, at: datetime) -> list[Notice]:
        """Begins to tell all whom nobody is telling anything just now."""
        self._telling = {target: each for target, each in self._telling.items() if each.thread.is_alive()}
        told = Counter(each.school for each in self._telling.values())
        crowded = [school for school, count in told.items() if count >= OF_SCHOOL]
        but = self._telling.keys() | self._rests.until_later(monotonic())
        with self._database.read() as session:
            if len(self._telling) >= AT_ONCE or not anything_due(session, at, but=but, crowded=crowded):
                return []
        with self._database.write() as session:
            most = AT_ONCE - len(self._telling)
            notices = take_due(session, at, most=most, each=OF_SCHOOL, but=but, crowded=crowded)
        for target in {notice.target for notice in notices}:
            its = [notice for notice in notices if notice.target == target]
            thread = Thread(target=self._tell, args=(its, at), name="notice", daemon=True)
            self._telling[target] = _Telling(its[0].school, thread)
            thread.start()
        return notices

    def _tell(self, notices: Sequence[Notice], at: datetime) -> None:
        for notice in notices:
            began = monotonic()
            error = self._sent(notice)
            now = monotonic()
            self._rests.told(notice.target, failed=bool(error), took=now - began, now=now)
            with self._noting, self._database.write() as session:
                told_of(session, notice, error, at=at)

    def _sent(self, notice: Notice) -> str:
        """What went wrong; "" if it arrived."""
        try:
            send(notice, *self._words(notice))
        except NotSent as failed:
            return str(failed)
        except Exception as failed:  # noqa: BLE001 - its words may hold the address: only its kind is logged
            log.error("A notice could not be sent: %s", type(failed).__name__)
            return "not sent"
        return ""
