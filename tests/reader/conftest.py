"""What several tests of the box need."""

import threading
from collections.abc import Callable

import pytest

Loop = Callable[[threading.Event], None]


@pytest.fixture
def in_thread() -> Callable[[Loop, Callable[[], object]], None]:
    """Run a loop in a thread while something happens, then stop it; it has to end within seconds."""

    def run(loop: Loop, meanwhile: Callable[[], object]) -> None:
        stop = threading.Event()
        thread = threading.Thread(target=loop, args=(stop,))
        thread.start()
        try:
            meanwhile()
        finally:
            stop.set()
            thread.join(5)
        assert not thread.is_alive()

    return run
