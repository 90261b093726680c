"""How tests run the command, and what they read off it."""

from typing import Protocol

from click.testing import Result


class Rollcall(Protocol):
    """Runs `rollcall` with these arguments, and this on its standard input."""

    def __call__(self, *arguments: str, stdin: str | None = None) -> Result: ...


def last_line(result: Result) -> str:
    """Where a command prints what is shown once."""
    return result.stdout.strip().splitlines()[-1]
