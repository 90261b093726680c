"""What is used again and again is not asked from the system each time."""

import platform
import subprocess
import sys

import pytest

PROGRAM = """
import sys
from resource import RUSAGE_SELF, getrusage
from threading import Thread

import numpy as np

from service.memory import keep_memory

if sys.argv[1:]:
    assert keep_memory()


def columns():
    return [np.arange(1_000_000) for _ in range(7)]


def work():
    columns()
    before = getrusage(RUSAGE_SELF).ru_minflt
    for _ in range(20):
        columns()
    print(getrusage(RUSAGE_SELF).ru_minflt - before)


thread = Thread(target=work)
thread.start()
thread.join()
"""


def pages_asked_for(*arguments: str) -> int:
    """How many pages the system had to fill for columns that were made and forgotten."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no such choice")
def test_columns_that_were_forgotten_leave_their_memory_to_the_next_ones() -> None:
    assert pages_asked_for("keep") * 10 < pages_asked_for()
