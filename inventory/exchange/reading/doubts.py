"""What can be odd at one place of a file: a stable code for programs, a sentence for people, the place for both.

A sentence says where, what, and what was done or is to be done. Its gaps: `place` is the cell as a spreadsheet
names it (家具!C5), `column` the head's own wording, `value` what stands there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from inventory.register import Doubt


@dataclass(frozen=True, slots=True)
class Oddity:
    """A kind of doubt: `code` never changes, `text` is a key of the message catalogues."""

    code: str
    text: str


class Misread(ValueError):
    """A cell that does not say what its column promises."""

    def __init__(self, oddity: Oddity) -> None:
        self.oddity = oddity
        super().__init__(oddity.code)


HIDDEN_SHEET = Oddity(
    "hidden_sheet",
    "The sheet {place} is hidden and was not read. Unhide it and read the file again if it belongs to it.",
)
NO_HEAD = Oddity("no_head", "The sheet {place} has no line of column names; its {count} lines were left out.")
LINKED = Oddity(
    "linked",
    "{place}: the workbook takes values from other files. The values it stored were read; check that they are "
    "up to date.",
)
NO_RESULT = Oddity(
    "no_result",
    "{place}: {count} cells under {column} hold formulas whose results are not stored. They were read as empty; open "
    "the file in a spreadsheet program, save it and read it again.",
)
ERROR_RESULT = Oddity(
    "error_result",
    "{place}: {count} cells under {column} show an error such as #REF!. They were read as empty; correct them.",
)
NOT_A_ROW = Oddity("not_a_row", "{place}: “{value}” looks like a total, a signature or a title and was left out.")
UNPRINTABLE = Oddity(
    "unprintable",
    "{place}: “{value}” under {column} held control characters, which nobody sees. They were left out; check it.",
)
NO_NUMBER = Oddity("no_number", "{place}: the line has no number. It was read without one; add the number.")
NO_NUMBER_COLUMN = Oddity(
    "no_number_column", "{place}: no column of the list holds asset numbers; all lines were read without one."
)
NO_NAME = Oddity("no_name", "{place}: the line has no name. It was read without one; add the name.")
NO_NAME_COLUMN = Oddity(
    "no_name_column", "{place}: no column of the list holds names; all lines were read without one."
)
DUPLICATE_NUMBER = Oddity(
    "duplicate_number",
    "{place}: the number {value} already stands in {other}. Both lines were read; correct one of them.",
)
NUMBER_RANGE = Oddity(
    "number_range",
    "{place}: {value} looks like {count} numbers, but the card has {quantity} pieces. It was read as one number of "
    "one card; correct the number or the quantity.",
)
COUNTED_BY_RANGE = Oddity(
    "counted_by_range",
    "{place}: {value} looks like {count} numbers, and no quantity is given. It was read as a card of {count} pieces; "
    "check it.",
)
LOST_DIGITS = Oddity(
    "lost_digits",
    "{place}: {value} is a number the spreadsheet has shortened; its last digits are lost and it cannot be used. "
    "Make the column {column} text, enter the number again and read the file again.",
)
PERHAPS_LOST_DIGITS = Oddity(
    "perhaps_lost_digits",
    "{place}: {value} and all other long numbers under {column} end in zeros after the fifteenth digit, {count} in "
    "all. A spreadsheet may have shortened them; compare them with the labels.",
)
LOST_ZEROS = Oddity(
    "lost_zeros",
    "{place}: the column {column} holds figures of different lengths instead of text; zeros at their beginning, "
    "if there were any, are lost. Compare them with the labels.",
)
BAD_DATE = Oddity(
    "bad_date", "{place}: “{value}” under {column} is no full date. The date was left empty; correct it."
)
UNCLEAR_MONTH = Oddity(
    "unclear_month",
    "{place}: {value} under {column} can be January, or October whose zero the spreadsheet dropped. The date was "
    "left empty; correct it.",
)
BAD_MONEY = Oddity(
    "bad_money", "{place}: “{value}” under {column} is no amount of money. It was left empty; correct it."
)
BAD_QUANTITY = Oddity(
    "bad_quantity",
    "{place}: “{value}” under {column} is no number of pieces from 1 to 10,000. It was read as one piece; "
    "correct it.",
)
MEASURE = Oddity(
    "measure",
    "{place}: {value} {unit} under {column} is a measure, not a number of pieces. It was read as one piece.",
)
BAD_LIFE = Oddity(
    "bad_life", "{place}: “{value}” under {column} is no number of months or years. It was left empty; correct it."
)
UNKNOWN_STATE = Oddity(
    "unknown_state", "{place}: “{value}” under {column} is no known state. It was read as in use; correct it."
)
BAD_TAG = Oddity(
    "bad_tag",
    "{place}: “{value}” under {column} is no tag number (8 to 124 hexadecimal digits, of even number). "
    "No tag was read from this cell; correct it.",
)
DUPLICATE_TAG = Oddity(
    "duplicate_tag",
    "{place}: the tag {value} already stands in {other}. Both lines were read with it, but a tag is on one thing "
    "only: correct one of them.",
)
SINGLE_PRICE = Oddity(
    "unit_price_or_total",
    "{place}: a card of several pieces, one of {count}. {column} was read as the price of one piece and multiplied "
    "by the quantity; check it.",
)
TOTAL_PRICE = Oddity(
    "unit_price_or_total",
    "{place}: a card of several pieces, one of {count}. {column} was read as the price of all pieces together; "
    "check it.",
)
PRICE_MISMATCH = Oddity(
    "price_mismatch",
    "{place}: {value} is not {quantity} pieces at {single} each. {value} was read as the price of all pieces "
    "together; check it.",
)
PRICE_BY_TOTAL = Oddity(
    "price_by_total",
    "{place}: {column} was read as the price of one piece, because multiplied by the quantities it adds up to the "
    "total of the list, {total}.",
)
TOTAL_DIFFERS = Oddity(
    "total_differs",
    "{place}: the list says {total} under {column}, but its lines add up to {sum}. Compare them; a line may be "
    "missing.",
)
NOT_OF_EACH = Oddity(
    "not_of_each",
    "{place}: “{value}” under {column} does not name one for each of the {count} pieces. It was left empty; "
    "correct it.",
)
DUPLICATE_ROOM = Oddity(
    "duplicate_room",
    "{place}: the room {value} already stands in {other}. This line was left out; correct one of them.",
)
NO_ROOM = Oddity("no_room", "{place}: the line names no room and was left out.")
BAD_FLOOR = Oddity("bad_floor", "{place}: “{value}” under {column} is no floor. It was left empty; correct it.")
BAD_POSITION = Oddity(
    "bad_position", "{place}: “{value}” under {column} is no whole number. The position was left empty; correct it."
)


def letters(index: int) -> str:
    """The letters of a column, counted from 0, as spreadsheets write them: 0 is A, 26 is AA."""
    before, last = divmod(index, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def place(sheet: str | None, line: int | None, index: int | None) -> str:
    """A cell's address; without a column the line's first cell stands for the line, without a line the sheet."""
    cell = f"{letters(index or 0)}{line}" if line else ""
    return "!".join(part for part in (sheet, cell) if part)


class SheetDoubts:
    """Collects the doubts about one sheet; `heads` are the wordings of its columns."""

    def __init__(self, sheet: str | None, heads: Sequence[str] = ()) -> None:
        self.sheet = sheet
        self._heads = heads
        self._found: list[tuple[int, int, Doubt]] = []

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self._heads)

    def add(self, oddity: Oddity, line: int | None = None, index: int | None = None, **facts: object) -> None:
        """Note `oddity` of the sheet, of a line or, with a column's `index` from 0, of one cell."""
        column = self._heads[index] if index is not None else None
        facts |= {"place": place(self.sheet, line, index), "column": column}
        doubt = Doubt(oddity.code, oddity.text, facts, self.sheet, line, column)
        self._found.append((line or 0, index or 0, doubt))

    def in_order(self) -> list[Doubt]:
        """All of them, from the first line down, in a line from left to right."""
        return [doubt for _, _, doubt in sorted(self._found, key=itemgetter(0, 1))]


def in_order(sheets: Iterable[SheetDoubts]) -> tuple[Doubt, ...]:
    """The doubts of a whole file, sheet by sheet."""
    return tuple(doubt for sheet in sheets for doubt in sheet.in_order())
