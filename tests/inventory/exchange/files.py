"""Small files of tables, made in the test that reads them."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

from xlsxwriter import Workbook

Lines = Sequence[Sequence[str | float | date | None]]


def csv_file(text: str, encoding: str = "utf-8") -> bytes:
    """The text as a file, its margin taken off, one line a line."""
    return "\n".join(line.strip() for line in text.strip().splitlines()).encode(encoding)


def xlsx_file(sheets: Mapping[str, Lines], hidden: Sequence[str] = ()) -> bytes:
    """A workbook of these sheets; text is a text cell, a figure a figure, a date a figure set as a date."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        as_date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in sheets.items():
            sheet = workbook.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for number, line in enumerate(lines):
                for column, cell in enumerate(line):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, as_date)
                    else:
                        sheet.write(number, column, cell)
    return file.getvalue()
