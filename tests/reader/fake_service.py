"""A service that speaks the contract over a real socket, and can be told to misbehave."""

import gzip
import json
import threading
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self

HOURS = 3600.0


class Reply(NamedTuple):
    """An HTTP answer to write as it stands; `hang` waits for the end, `cut` closes without a word."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    hang: bool = False
    cut: bool = False


HANG = Reply(hang=True)
CUT = Reply(cut=True)


class FakeService:
    """Stores each sighting once. `replies` are given first, one a batch; after them all goes well.

    A heartbeat is kept and answered with `heartbeat_status`, whatever becomes of batches.
    """

    def __init__(self, port: int = 0) -> None:
        self.replies: deque[Reply] = deque()
        self.stored: dict[tuple[str, int], dict[str, Any]] = {}
        self.batches: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.heartbeats: list[dict[str, Any]] = []
        self.heartbeat_status = 204
        self.refuse_tags: set[str] = set()  # named in `refused`
        self.choke_on: set[str] = set()  # a batch with one of these gets 422 as a whole
        self.largest = 5000
        self.settle_at_most = 5000
        self.changed = threading.Condition()
        self.ending = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._talk())
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ending.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def wait_until(self, true: Callable[[], bool], seconds: float = 15.0) -> None:
        """Wait for something that requests bring about."""
        with self.changed:
            assert self.changed.wait_for(true, seconds), f"{len(self.stored)} stored, {len(self.batches)} batches"

    def reads(self) -> dict[str, int]:
        """Tag reads by tag over all stored sightings."""
        counted: dict[str, int] = {}
        for sighting in self.stored.values():
            counted[sighting["tag"]] = counted.get(sighting["tag"], 0) + sighting["reads"]
        return counted

    def answer(self, headers: dict[str, str], body: bytes) -> Reply:
        """What one POST gets."""
        batch = json.loads(gzip.decompress(body))
        with self.changed:
            if headers.get("path", "").endswith("/heartbeats"):
                self.heartbeats.append(batch)
                self.changed.notify_all()
                return Reply(self.heartbeat_status)
            self.headers.append(headers)
            self.batches.append(batch)
            reply = self.replies.popleft() if self.replies else self._take(batch)
            self.changed.notify_all()
        return reply

    def _take(self, batch: dict[str, Any]) -> Reply:
        sightings = batch["sightings"]
        if len(sightings) > self.largest:
            return Reply(413, b'{"title": "too many"}')
        if self.choke_on & {sighting["tag"] for sighting in sightings}:
            return Reply(422, b'{"detail": "sightings: something is wrong"}')
        settled, refused = [], []
        for sighting in sightings[: self.settle_at_most]:
            if sighting["tag"] in self.refuse_tags:
                refused.append({"n": sighting["n"], "code": "bad_tag", "message": "no such tag"})
            else:
                settled.append([sighting["n"], sighting["n"]])
                self.stored.setdefault((batch["outbox"], sighting["n"]), sighting)
        answer = {"version": 1, "accepted": 0, "duplicates": 0, "settled": settled, "refused": refused}
        return Reply(200, json.dumps(answer).encode())

    def _talk(service) -> type[BaseHTTPRequestHandler]:
        class Request(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                reply = service.answer({**dict(self.headers), "path": self.path}, body)
                if reply.hang:
                    service.ending.wait(HOURS)
                if reply.hang or reply.cut:
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                length = () if reply.status == 204 else (("Content-Length", str(len(reply.body))),)
                for name, value in (*reply.headers, *length):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, format: str, *args: object) -> None:
                """Tests are quiet."""

        return Request
