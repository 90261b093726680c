"""Things for a document from a file: the tags or numbers in the export of any handheld, scanner or program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from inventory.actions.counting.list_shapes import remember_shape, remembered
from inventory.exchange.tag_list import ListTable, Meaning, guess, is_enough, read_table
from inventory.exchange.tag_list_rows import read_rows
from inventory.ids import SchoolId
from inventory.register import Doubt

_NAMING = (Meaning.TAG, Meaning.EITHER, Meaning.NUMBER)


@dataclass(frozen=True, slots=True)
class ListedThings:
    """What a file names: tags and numbers line by line, the column they stand in, and a doubt for every other line.

    `column` is None where nobody can tell which it is; then there are no `texts`.
    """

    table: ListTable
    holds: tuple[Meaning, ...]
    texts: tuple[str, ...]
    doubts: tuple[Doubt, ...]

    @property
    def column(self) -> int | None:
        """From the left, counted from 0."""
        return next((self.holds.index(one) for one in _NAMING if one in self.holds), None)


def listed_things(
    session: Session, school: SchoolId, filename: str, content: bytes, column: int | None = None
) -> ListedThings:
    """What the file names: in the `column` if one is said, or as was said of files of its shape, or by a guess.

    Raises a child of `UnreadableRegister`.
    """
    table = read_table(filename, content)
    holds = remembered(session, school, table) or guess(table)
    if column is not None and column < len(holds):
        holds = _said(holds, column)
    if not is_enough(holds):
        return ListedThings(table, holds, (), ())
    rows, doubts = read_rows(table, holds, UTC)
    return ListedThings(table, holds, tuple(row.tag.text if row.tag else row.number for row in rows), doubts)


def remember_column(session: Session, school: SchoolId, listed: ListedThings, *, by: str, at: datetime) -> None:
    """From now on files of this shape are understood like this one; those of stock-takes as well."""
    columns = {str(index): holds.value for index, holds in enumerate(listed.holds)}
    remember_shape(session, school, listed.table, columns, by=by, at=at)


def _said(holds: Sequence[Meaning], column: int) -> tuple[Meaning, ...]:
    """Tags and numbers stand in this column and in no other; all else is as it was."""
    others = [Meaning.NOTHING if each in _NAMING else each for each in holds]
    return tuple(Meaning.EITHER if index == column else each for index, each in enumerate(others))
