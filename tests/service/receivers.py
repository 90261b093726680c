"""Who gets notices in tests: a web server and a mail server on this machine, which also fail or never answer."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from typing import Any, NamedTuple


class Got(NamedTuple):
    """A request: its path, its headers and its body."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        """The body as JSON."""
        told: dict[str, Any] = json.loads(self.body)
        return told


class WebServer(ThreadingHTTPServer):
    """Answers each request with the next of `answers`, 200 when there is none; `got` is what came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.got: Queue[Got] = Queue()
        self.answers: Queue[int] = Queue()

    @property
    def place(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_address[1]}"


class _Answering(BaseHTTPRequestHandler):
    server: WebServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.put(Got(self.path, dict(self.headers), body))
        self.send_response(200 if self.server.answers.empty() else self.server.answers.get())
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: tests look at what came."""


@contextmanager
def web_server() -> Iterator[WebServer]:
    """A web server that runs meanwhile."""
    with WebServer() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@contextmanager
def silent_server() -> Iterator[str]:
    """The place of a server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def endless_server() -> Iterator[str]:
    """The place of a server that begins to answer once, and never comes to an end of it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=_answer_without_end, args=(listening,))
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        thread.join()


def _answer_without_end(listening: socket.socket) -> None:
    line, _ = listening.accept()
    with line, suppress(OSError):
        line.sendall(b"HTTP/1.1 ")
        line.settimeout(0.02)
        while True:
            with suppress(TimeoutError):
                if not line.recv(1000):
                    return
            line.sendall(b"2")


@contextmanager
def mail_server() -> Iterator[tuple[str, Queue[str]]]:
    """The place of a mail server that takes one message (RFC 5321), and what it took."""
    letters: Queue[str] = Queue()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=_take_letter, args=(listening, letters))
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}", letters
        thread.join()


def _take_letter(listening: socket.socket, letters: Queue[str]) -> None:
    line, _ = listening.accept()
    with line, line.makefile("rwb", buffering=0) as talk:
        talk.write(b"220 here\r\n")
        for said in talk:
            match said[:4].upper():
                case b"DATA":
                    talk.write(b"354 go on\r\n")
                    letters.put(b"".join(iter(talk.readline, b".\r\n")).decode())
                    talk.write(b"250 taken\r\n")
                case b"QUIT":
                    talk.write(b"221 bye\r\n")
                    return
                case _:
                    talk.write(b"250 well\r\n")
