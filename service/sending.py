"""Sends one notice: to a program by a signed webhook, to people by e-mail and bots.

A webhook gets JSON. If its address ends in #SECRET, the header X-Rollcall-Signature is "sha256=" and the HMAC-SHA-256
of the body by that secret (RFC 2104), so that the receiver knows who sent it. All else goes through Apprise.
Addresses are secrets: they are neither logged nor kept with what went wrong.
"""

import hmac
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR, getaddrinfo, socket
from threading import Timer
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit

from inventory.notices import WEB, Notice, may_be_told

TIMEOUT_SECONDS: Final = 10.0

_BOTS_OF_WEB = {"qyapi.weixin.qq.com": "wecombot", "oapi.dingtalk.com": "dingtalk", "open.feishu.cn": "feishu"}
"""The hosts of the webhooks that bots are given, and how Apprise calls those bots."""


class NotSent(Exception):
    """The notice did not arrive; says why, without the address."""


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
    if to is None or not _may_lead_there(getattr(to, "smtp_host", "")):
        raise NotSent("no such address")
    sender = Apprise(to, asset=asset)
    if not sender.notify(body=text, title=head):
        raise NotSent("not accepted")


def _may_lead_there(mail_server: str) -> bool:
    """Whether the name of a server for e-mail ("": there is none) leads nowhere but where notices may go."""
    try:
        found = getaddrinfo(mail_server, None) if mail_server else []
    except (OSError, UnicodeError) as error:
        raise NotSent(f"not reached ({type(error).__name__})") from error
    return all(may_be_told(str(address[0])) for *_, address in found)


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
