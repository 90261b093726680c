"""Notices: where they may go, what is shown of such an address, and when a notice is tried again."""

import re
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import unquote_plus, urlsplit
from uuid import UUID

from inventory.alarms import Alarm
from inventory.errors import InventoryError
from inventory.ids import SchoolId

WEB = frozenset({"http", "https"})
MAIL = frozenset({"mailto", "mailtos"})
SERVERS = WEB | MAIL
BOTS = frozenset({"wecombot", "dingtalk", "feishu"})

_MAIL_SAYS = frozenset({"to", "cc", "bcc", "from", "name", "reply", "user", "pass", "smtp", "mode", "format"})
"""What may stand behind the ? of an address for e-mail: nothing that names files or says how long to wait."""

TRY_AGAIN = (
    *(timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5)),
    *(timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8)),
)
"""How long a notice waits after each try that failed; after the last it is given up."""


class NotAnAddress(InventoryError):
    """Notices cannot be sent there."""

    text = (
        "Notices cannot be sent to such an address. It begins with https:// (a program of your own, or the webhook "
        "of a WeCom, DingTalk or Feishu bot) or with mailto://."
    )


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice on its way: to which target at which address, about which alarm of which school; none to try it."""

    school: SchoolId
    school_name: str
    id: UUID
    target: UUID
    url: str
    alarm: Alarm | None
    tries: int


def checked_address(url: str) -> str:
    """The address without blanks. Raises `NotAnAddress`."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        known = parts.scheme in SERVERS | BOTS and bool(parts.netloc) and parts.port != 0
    except ValueError as error:
        raise NotAnAddress from error
    if not known or (parts.scheme in SERVERS and not parts.hostname):
        raise NotAnAddress
    if parts.scheme in SERVERS and parts.hostname and _is_kept_from(parts.hostname):
        raise NotAnAddress
    if parts.scheme not in WEB and (parts.fragment or not _said(parts.query) <= _allowed(parts.scheme)):
        raise NotAnAddress
    return url


def _said(query: str) -> set[str]:
    """The names in the query as Apprise reads them, which parts them by semicolons too."""
    return {unquote_plus(each.partition("=")[0]).strip().lower() for each in re.split("[&;]", query) if each}


def _allowed(scheme: str) -> frozenset[str]:
    return _MAIL_SAYS if scheme in MAIL else frozenset()


_OF_CLOUDS = frozenset(map(ip_address, ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254")))
"""Where clouds answer besides: Alibaba Cloud, Azure, Oracle Cloud, AWS; each by its manual of instance metadata."""


def may_be_told(host: str) -> bool:
    """Whether notices go to a machine of this IP address.

    Not to link-local ones (RFC 3927, RFC 4291 section 2.5.6): that is where clouds answer the questions of the very
    machine they run, secrets among them.
    """
    address = ip_address(host.partition("%")[0])
    plain = getattr(address, "ipv4_mapped", None) or address
    return not (plain.is_link_local or plain.is_multicast or plain in _OF_CLOUDS)


def _is_kept_from(host: str) -> bool:
    """Whether it is the IP address of a machine that is told nothing; where a name leads is seen when it is sent."""
    try:
        return not may_be_told(host)
    except ValueError:
        return False


def shown_address(url: str) -> str:
    """As much of an address as may be shown: what it is and where, without what is secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}/…" if parts.scheme in SERVERS else f"{parts.scheme}://…"


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries that failed; None: it is given up."""
    return TRY_AGAIN[tries - 1] if tries <= len(TRY_AGAIN) else None
