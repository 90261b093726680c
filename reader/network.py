"""The service as the box reaches it: one address, one token, JSON in, an answer out. The only hand on the network."""

import gzip
from typing import NamedTuple

import urllib3

LARGEST_ANSWER = 1 << 20
# Seconds to reach the service at all; name lookup, which the system does in its own time, is not in it.
LONGEST_CONNECT = 10.0


class Unreachable(Exception):
    """There was no answer; the text says from where."""


class Reply(NamedTuple):
    """An answer, whatever it says."""

    status: int
    retry_after: str | None
    body: bytes


class Service:
    """May be used by several threads. The token is sent, never written anywhere."""

    def __init__(self, address: str, token: str) -> None:
        self._address = f"{address.rstrip('/')}/api/v1"
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Content-Encoding": "gzip",
            "User-Agent": "rollcall-reader",
        }
        self._pool = urllib3.PoolManager(retries=False, maxsize=2)  # sightings and heartbeats

    def post(self, path: str, document: bytes, patience: float) -> Reply:
        """Send JSON; `patience` is how many seconds the service may stay silent. Raises `Unreachable`."""
        url = f"{self._address}{path}"
        timeout = urllib3.Timeout(connect=min(patience, LONGEST_CONNECT), read=patience)
        try:
            answer = self._pool.request(
                "POST",
                url,
                body=gzip.compress(document, compresslevel=6),
                headers=self._headers,
                timeout=timeout,
                redirect=False,
                preload_content=False,
            )
            body = answer.read(LARGEST_ANSWER)
            if len(body) == LARGEST_ANSWER:
                answer.close()  # the rest would be taken for the next answer on this connection
            answer.release_conn()
        except urllib3.exceptions.HTTPError as error:
            raise Unreachable(f"the service cannot be reached at {url} ({type(error).__name__})") from error
        return Reply(answer.status, answer.headers.get("Retry-After"), body)

    def close(self) -> None:
        """Hang up."""
        self._pool.clear()
