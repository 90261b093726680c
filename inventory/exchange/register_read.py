"""A register file is read once: what was understood of the last one is kept until it is applied, or another comes.

Somebody who looks at what a file would do mostly applies it then, and pages show it several times meanwhile.
"""

from collections.abc import Collection, Mapping
from hashlib import sha256

from inventory.exchange.register_file import read_register
from inventory.register import RegisterFile

MOST_LINES = 100_000
"""Of a larger file the memory is worth more than the seconds."""

_Reading = tuple[str, bytes, tuple[tuple[str, str], ...], tuple[str, ...] | None]


class LastRead:
    """The file that was understood last in this process, if it is not too large to keep."""

    def __init__(self, most_lines: int = MOST_LINES) -> None:
        self._most_lines = most_lines
        self._last: tuple[_Reading, RegisterFile] | None = None

    def read(
        self, filename: str, content: bytes, mapping: Mapping[str, str], sheets: Collection[str] | None
    ) -> RegisterFile:
        """As `read_register`; what was read so just now is not read again."""
        reading, last = _reading(filename, content, mapping, sheets), self._last
        if last is not None and last[0] == reading:
            return last[1]
        file = read_register(filename, content, mapping, sheets)
        self._keep(reading, file)
        return file

    def keep(self, filename: str, content: bytes, mapping: Mapping[str, str], file: RegisterFile) -> None:
        """That all its visible sheets, with this mapping, were understood so."""
        self._keep(_reading(filename, content, mapping, None), file)

    def forget(self) -> None:
        """Gives the memory back."""
        self._last = None

    def _keep(self, reading: _Reading, file: RegisterFile) -> None:
        self._last = (reading, file) if len(file.rows) <= self._most_lines else None


def _reading(filename: str, content: bytes, mapping: Mapping[str, str], sheets: Collection[str] | None) -> _Reading:
    return (
        filename,
        sha256(content).digest(),
        tuple(sorted(mapping.items())),
        None if sheets is None else tuple(sheets),
    )
