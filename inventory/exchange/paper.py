"""A workbook that looks like a form and prints like one: on A4, the head on every page, page numbers below.

Rows are as high as what stands in them: not every program that opens the file finds that out by itself.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, auto
from io import BytesIO
from itertools import chain
from itertools import count as counted
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | Decimal | date | None

_A4 = 9
# In every Chinese Windows and WPS, and the usual type of school forms.
_FONT = {"font_name": "SimSun", "font_size": 10}
_HARMLESS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# A line of that type is so many points high.
_LINE = 13.5
# Chinese characters, and their signs, are as wide as two others.
_BROAD = re.compile(
    "[\u1100-\u115f\u2014-\u203b\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]"
)
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_MONEY, _COUNT, _SHARE, _DAY = "#,##0.00", "0", "0 %", "yyyy-mm-dd"


class Look(Enum):
    """How a line is set."""

    TITLE = auto()
    PLAIN = auto()
    STRONG = auto()
    HEAD = auto()
    GROUP = auto()
    BODY = auto()
    TOTAL = auto()


_BAR = {
    "type": "data_bar",
    "bar_color": "#9DB5AB",
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 1,
}

_CELL: dict[str, object] = {"border": 1, "valign": "top"}
_LOOKS: dict[Look, dict[str, object]] = {
    Look.TITLE: {"bold": True, "font_size": 14},
    Look.PLAIN: {"valign": "top", "text_wrap": True},
    Look.STRONG: {"bold": True, "text_wrap": True},
    Look.HEAD: _CELL
    | {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E7ECEF"},
    Look.GROUP: _CELL | {"bold": True, "bg_color": "#F4F6F7", "text_wrap": True},
    Look.BODY: _CELL | {"text_wrap": True},
    Look.TOTAL: _CELL | {"bold": True, "text_wrap": True},
}


class Page:
    """One sheet, written from the top, a line at a time."""

    def __init__(
        self, worksheet: Worksheet, formats: dict[tuple[Look, str | None], Format], widths: Sequence[float]
    ) -> None:
        self._worksheet = worksheet
        self._formats = formats
        self._widths = widths
        self._line = 0

    def write(self, values: Sequence[Cell], look: Look = Look.BODY) -> None:
        """The next line. Text stays text, whatever it looks like; Decimal is money, a fraction a share of one."""
        for column, value in enumerate(values):
            if isinstance(value, str) and value:
                self._worksheet.write_string(self._line, column, value, self._formats[look, None])
            elif value is None or isinstance(value, str):
                self._worksheet.write_blank(self._line, column, None, self._formats[look, None])
            elif isinstance(value, date):
                self._worksheet.write_datetime(self._line, column, value, self._formats[look, _DAY])
            else:
                self._worksheet.write_number(self._line, column, value, self._formats[look, _places(value)])
        texts = ((value, width) for value, width in zip(values, self._widths, strict=False) if isinstance(value, str))
        self._end_line(max((_lines(text, width) for text, width in texts), default=1))

    def write_across(self, text: str, look: Look = Look.PLAIN) -> None:
        """The next line, of one text that has the whole width."""
        last = len(self._widths) - 1
        if last and text:
            self._worksheet.merge_range(self._line, 0, self._line, last, text, self._formats[look, None])
            self._end_line(_lines(text, sum(self._widths)))
        else:
            self.write([text], look)

    def _end_line(self, lines: int) -> None:
        if lines > 1:
            self._worksheet.set_row(self._line, lines * _LINE + 1.5)
        self._line += 1

    def write_head(self, heads: Sequence[str]) -> None:
        """A line of column names that is printed on every page."""
        self._worksheet.repeat_rows(self._line)
        self.write(heads, Look.HEAD)

    def write_bars(self, rows: Sequence[tuple[Cell, int, int]]) -> None:
        """A chart of lines: a name, so many, of so many, and their share as a bar in its cell."""
        first = self._line
        for name, count, of in rows:
            self.write([name, count, of, count / of])
        self._worksheet.conditional_format(first, 3, self._line - 1, 3, _BAR)

    def freeze(self, columns: int) -> None:
        """Keep all lines written so far, and the first `columns`, in sight."""
        self._worksheet.freeze_panes(self._line, columns)


class Paper:
    """The workbook. `footer` is printed at the left below every page; it says of itself that it was made at `at`."""

    def __init__(self, footer: str, at: datetime) -> None:
        self._file = BytesIO()
        self._workbook = Workbook(
            self._file, {"in_memory": True, "default_format_properties": dict(_FONT), **_HARMLESS}
        )
        self._workbook.set_properties({"created": at.astimezone(UTC).replace(tzinfo=None)})
        # "&" begins a code in a footer, and a footer holds 255 characters.
        self._footer = f"&L{footer[:100].replace('&', '&&')}&R&P / &N"
        self._formats = {
            (look, places): self._workbook.add_format(properties | ({"num_format": places} if places else {}))
            for look, properties in _LOOKS.items()
            for places in (None, _MONEY, _COUNT, _SHARE, _DAY)
        }

    def free_name(self, wanted: str) -> str:
        """A name for a sheet, as near to the wanted one as Excel ("Rename a worksheet") and other sheets allow."""
        plain = _NOT_IN_NAMES.sub(" ", wanted).strip("' ")[:_LONGEST_NAME] or "-"
        taken = {each.get_name().lower() for each in self._workbook.worksheets()}
        numbered = (f"{plain[: _LONGEST_NAME - 5]} ({times})" for times in counted(2))
        return next(name for name in chain([plain], numbered) if name.lower() not in taken)

    def page(self, name: str, widths: Sequence[float], *, wide: bool = True) -> Page:
        """A new sheet after the others; `widths` of its columns in characters, `wide` if it lies across."""
        worksheet = self._workbook.add_worksheet(name)
        worksheet.set_paper(_A4)
        if wide:
            worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        worksheet.set_footer(self._footer)
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)
        return Page(worksheet, self._formats, widths)

    def content(self) -> bytes:
        """The finished file; nothing can be written after."""
        self._workbook.close()
        return self._file.getvalue()


def _lines(text: str, width: float) -> int:
    """About how many lines the text takes; what does not fit in one is not broken at the very end of each."""
    broad = len(text) + len(_BROAD.findall(text))
    return 1 if broad <= width - 1 else ceil(1.1 * broad / (width - 1))


def _places(number: float | Decimal) -> str:
    if isinstance(number, Decimal):
        return _MONEY
    return _COUNT if isinstance(number, int) else _SHARE
