"""Whole commands out of what a device received: what is damaged or meant for another family is passed over."""

from collections.abc import Callable

# No command is longer. A device forgets what it did not understand when the line pauses; here, when it is this long.
LONGEST = 64


def take(received: bytearray, size_of: Callable[[bytes], int]) -> list[bytes]:
    """The commands in these bytes, which are taken away. `size_of` is the length of the good one in front, or 0."""
    commands = []
    at = 0
    while at < len(received):
        if size := size_of(bytes(received[at:])):
            commands.append(bytes(received[at : at + size]))
            del received[: at + size]
            at = 0
        else:
            at += 1
    del received[:-LONGEST]
    return commands
