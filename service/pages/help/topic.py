"""What help is: a title and a few plain sentences."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Help:
    """What a page is for, what is done on it, and what happens then; sentences of the catalogues."""

    title: str
    lines: tuple[str, ...]


def about(title: str, *lines: str) -> Help:
    """Help of these lines."""
    return Help(title, lines)
