"""The service on a real port, for what a test client cannot do: streams that do not end, and browsers."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

import uvicorn

from inventory.store.engine import Database
from service.app import create_app
from service.first_start import FirstStart
from service.settings import Settings


@contextmanager
def running(database: Database, port: int = 0, first: FirstStart | None = None) -> Iterator[str]:
    """Serves the app on the port of this machine, 0 for any free one; gives its address."""
    app = create_app(Settings(), database, first)
    config = uvicorn.Config(app, port=port, log_level="critical", timeout_graceful_shutdown=0, lifespan="off")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        _wait_until_started(server, thread)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


def _wait_until_started(server: uvicorn.Server, thread: Thread) -> None:
    deadline = monotonic() + 10
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert monotonic() < deadline, "the server did not start in time"
        sleep(0.01)
