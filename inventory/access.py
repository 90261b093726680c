"""Who may do what: four roles, each with all the rights of the one before."""

from enum import IntEnum


class Role(IntEnum):
    """A viewer reads; a counter counts; a manager opens, imports, decides and closes; an admin gives access."""

    VIEWER = 1
    COUNTER = 2
    MANAGER = 3
    ADMIN = 4

    @property
    def word(self) -> str:
        """The role as it is written in commands and in the database."""
        return self.name.lower()


def role_of(word: str) -> Role:
    """The role written as `word`. Raises `KeyError` for any other word."""
    return Role[word.upper()]
