"""Sends notices of alarms in the background: to programs by a signed webhook, to people by e-mail and bots.

A webhook gets JSON. If its address ends in #SECRET, the header X-Rollcall-Signature is "sha256=" and the HMAC-SHA-256
of the body by that secret (RFC 2104), so that the receiver knows who sent it. All else goes through Apprise.
Addresses are secrets: they are neither logged nor kept with what went wrong.
"""

import hmac
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, tzinfo
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR, socket
from threading import Event, Thread, Timer
from time import monotonic
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit
from uuid import UUID

from inventory.actions.notices import anything_due, take_due, told_of
from inventory.actions.silence import tell_of_silence
from inventory.notices import WEB, Notice, may_be_told
from inventory.store.engine import Database

LOOK_SECONDS: Final = 0.5
SILENCE_SECONDS: Final = 3600.0
TIMEOUT_SECONDS: Final = 10.0
AT_ONCE: Final = 20

_BOTS_OF_WEB = {"qyapi.weixin.qq.com": "wecombot", "oapi.dingtalk.com": "dingtalk", "open.feishu.cn": "feishu"}
"""The hosts of the webhooks that bots are given, and how Apprise calls those bots."""

log = logging.getLogger(__name__)

Words = Callable[[Notice], tuple[str, str]]
"""The head and the text of a notice."""


class NotSent(Exception):
    """The notice did not arrive; says why, without the address."""


class Sender:
    """Sends what is due in the background until it is stopped, and looks for silent things now and then.

    Each target is told from a thread of its own: one that hardly answers keeps nobody else waiting.
    """

    def __init__(self, database: Database, words: Words, zone: tzinfo = UTC) -> None:
        self._database = database
        self._words = words
        self._zone = zone
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="notices", daemon=True)
        self._telling: dict[UUID, Thread] = {}

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
        for target in {notice.target for notice in notices}:
            self._telling[target].join()
        return len(notices)

    def _begin(self, at: datetime) -> list[Notice]:
        """Begins to tell all whom nobody is telling anything just now."""
        self._telling = {target: thread for target, thread in self._telling.items() if thread.is_alive()}
        with self._database.read() as session:
            if len(self._telling) >= AT_ONCE or not anything_due(session, at, but=self._telling.keys()):
                return []
        with self._database.write() as session:
            notices = take_due(session, at, most=AT_ONCE, but=self._telling.keys())
        for target in {notice.target for notice in notices}:
            its = [notice for notice in notices if notice.target == target]
            self._telling[target] = Thread(target=self._tell, args=(its, at), name="notice", daemon=True)
            self._telling[target].start()
        return notices

    def _tell(self, notices: Sequence[Notice], at: datetime) -> None:
        for notice in notices:
            error = ""
            try:
                send(notice, *self._words(notice))
            except NotSent as failed:
                error = str(failed)
            except Exception as failed:  # noqa: BLE001 - its words may hold the address: only its kind is logged
                log.error("A notice could not be sent: %s", type(failed).__name__)
                error = "not sent"
            with self._database.write() as session:
                told_of(session, notice, error, at=at)


def send(notice: Notice, head: str, text: str) -> None:
    """Sends it now. Raises `NotSent`."""
    parts = urlsplit(notice.url)
    if parts.scheme in WEB and parts.hostname not in _BOTS_OF_WEB:
        _post(notice.url, _told(notice, head, text))
    else:
        _through_apprise(notice.url, head, text)


def _told(notice: Notice, head: str, text: str) -> dict[str, object]:
    told: dict[str, object] = {"notice": str(notice.id), "school": notice.school_name, "title": head, "text": text}
    alarm = notice.alarm
    if alarm is not None:
        words = {"kind": alarm.kind, "name": alarm.name, "asset_no": alarm.number}
        places = {"booked": alarm.booked, "room": alarm.room, "gate": alarm.gate}
        ids = {"alarm": str(alarm.id), "item": str(alarm.item), "raised_at": alarm.raised_at.isoformat()}
        told |= ids | words | places
    return told


def _post(url: str, told: Mapping[str, object]) -> None:
    parts = urlsplit(url)
    body = json.dumps(told, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json"}
    if parts.fragment:
        headers["X-Rollcall-Signature"] = "sha256=" + hmac.digest(parts.fragment.encode(), body, "sha256").hex()
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    try:
        line = connect(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
        with closing(line), _no_longer_than(2 * TIMEOUT_SECONDS, _reached(line)):
            line.request("POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers)
            status = line.getresponse().status
    except TimeoutError as error:
        raise NotSent("no answer") from error
    except (OSError, HTTPException, ValueError) as error:
        raise NotSent(f"not reached ({type(error).__name__})") from error
    if not 200 <= status < 300:
        raise NotSent(f"answered {status}")


def _reached(line: HTTPConnection) -> socket:
    """What the line goes through, now that it stands and its end is known whatever the name of the host said."""
    line.connect()
    if not may_be_told(line.sock.getpeername()[0]):
        raise NotSent("no such address")
    reached: socket = line.sock
    return reached


@contextmanager
def _no_longer_than(seconds: float, through: socket) -> Iterator[None]:
    """Hangs up after that: whoever answers letter by letter would keep the notices of all schools waiting."""
    watch = Timer(seconds, socket.shutdown, (through, SHUT_RDWR))
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _through_apprise(url: str, head: str, text: str) -> None:
    # Only now: it brings a web client of its own, which nothing else needs.
    from apprise import Apprise, AppriseAsset

    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it would write addresses down
    asset = AppriseAsset(
        *(None, None),
        app_id="Rollcall",
        app_desc="Rollcall",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        secure_logging=True,
        http_redirects=False,  # to wherever the one who answers likes
        service_timeout=TIMEOUT_SECONDS,
    )
    to = Apprise.instantiate(_as_apprise_writes(url), asset=asset)  # `add` would take several, of any kind
    if to is None:
        raise NotSent("no such address")
    sender = Apprise(to, asset=asset)
    if not sender.notify(body=text, title=head):
        raise NotSent("not accepted")


def _as_apprise_writes(url: str) -> str:
    """The webhook of a bot as Apprise has it: the token, before it what DingTalk signs with (#SEC… at its end)."""
    parts = urlsplit(url)
    bot = _BOTS_OF_WEB.get(parts.hostname or "")
    if parts.scheme not in WEB or bot is None:
        return url
    asked = dict(parse_qsl(parts.query))
    token = asked.get("key") or asked.get("access_token") or parts.path.rstrip("/").rpartition("/")[2]
    token, secret = quote(token, safe=""), quote(parts.fragment, safe="")  # neither may begin a query
    return f"{bot}://{secret}@{token}/" if secret else f"{bot}://{token}/"
