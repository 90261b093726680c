"""Why a file cannot be read at all, each reason with what to do about it.

Anything less is a doubt about one place in the file and stops nobody (inventory/exchange/reading/doubts.py).
"""

from inventory.errors import InventoryError


class UnreadableRegister(InventoryError):
    """The file as a whole cannot be read. `facts` always has the `filename`; nothing was taken from it."""

    text = "{filename} cannot be read. Save it as XLSX or CSV and try again."


class FileTooLarge(UnreadableRegister):
    """More bytes, packed or unpacked, than a register of the largest allowed size could have."""

    text = "{filename} has {megabytes} MB; at most {limit} MB can be read. Split it into several files."


class TooManyLines(UnreadableRegister):
    """More lines than such a list has, often because something stands far below it."""

    text = (
        "{filename} has more than {limit} lines. Delete what stands below the list, or split it into several files."
    )


class TooManyColumns(UnreadableRegister):
    """More columns than a list has, often because something stands far to its right; `last` has letters."""

    text = (
        "{filename} has {count} columns, up to {last}; at most {limit} can be read. "
        "Delete the columns right of the list, save the file and try again."
    )


class TooManyCells(UnreadableRegister):
    """Lines times columns, empty cells counted, are more than can be held in memory safely."""

    text = (
        "{filename} has more than {limit} cells, empty ones between others counted. Delete what stands right of the "
        "list or below it, or split it into several files."
    )


class TooManyPieces(UnreadableRegister):
    """So many pieces that the quantities cannot be meant."""

    text = (
        "{filename} has cards of {count} pieces together; at most {limit} can be read. "
        "Check the column of quantities, or split the list into several files."
    )


class TooMuchText(UnreadableRegister):
    """Long texts that so many cells refer to that together they would fill the memory."""

    text = (
        "{filename} holds {megabytes} MB of text, repeated texts counted; at most {limit} MB can be read. "
        "Split it into several files."
    )


class NotText(UnreadableRegister):
    """The bytes fit no encoding registers are written in; `byte` counts from 1 and `value` is hexadecimal."""

    text = (
        "{filename} is neither a workbook nor text: byte {byte}, {value}, on line {line} fits neither UTF-8 nor "
        "GB18030. Open it in the program it comes from and save it as XLSX or CSV."
    )


class BrokenJson(UnreadableRegister):
    """JSON that cannot be read on; `line` is where."""

    text = "{filename} is JSON that breaks off or goes wrong on line {line}. Write the file again."


class BrokenQuotes(UnreadableRegister):
    """A quotation mark that swallows what follows; reading on would lose lines."""

    text = (
        "{filename} has a quotation mark on line {line} that is not closed properly. "
        "Remove it or write it twice, or save the file as XLSX."
    )


class DamagedWorkbook(UnreadableRegister):
    """It begins like a workbook and cannot be opened as one."""

    text = "{filename} is damaged or no XLSX or XLS workbook. Open it, save it as XLSX and try again."


class OtherKind(UnreadableRegister):
    """A file of another kind, whatever its name says; `kind` is the short name of it, such as PDF."""

    text = "{filename} is a {kind} file, not a table. Open it, save the table as XLSX or CSV and try again."


class UnsafeWorkbook(UnreadableRegister):
    """A part declares a document type, by which a few bytes can stand for gigabytes or for other files."""

    text = (
        "{filename} has a document type declaration in {part}, which no spreadsheet program writes, and was not "
        "opened. Open it in the program it comes from, save it as XLSX and try again."
    )


class NoResults(UnreadableRegister):
    """Cells that would be taken hold formulas, and what they come to stands nowhere; `count` under this column."""

    text = (
        "{filename}: under {column}, formulas whose results are not stored begin at {place}, {count} in all. "
        "Open the file in a spreadsheet program, save it there as XLSX and try again."
    )


class ForeignValues(UnreadableRegister):
    """Cells that would be taken get their values from other files or programs; `count` under this column."""

    text = (
        "{filename}: under {column}, values taken from other files or programs begin at {place}, {count} in all, and "
        "nobody knows whether they still hold. Copy the column, paste it as values, save the file and try again."
    )


class NoSuchSheet(UnreadableRegister):
    """A sheet was asked for that the file does not have."""

    text = "{filename} has no sheet {sheet}. Choose one of {sheets}."


class LockedWorkbook(UnreadableRegister):
    """The workbook is encrypted with a password."""

    text = "{filename} is locked with a password. Save it without one and try again."


class WebPage(UnreadableRegister):
    """A page of HTML or XML under a spreadsheet's name, as some systems export it."""

    text = "{filename} is a web page, not a workbook, whatever its name says. Open it, save it as XLSX and try again."


class UnfitMapping(UnreadableRegister):
    """Somebody said of a column what it cannot be: a field there is not, or one that another column has."""

    text = "{filename}: the column {column} cannot be read as {field}. Choose another meaning, each for one column."


class NoHead(UnreadableRegister):
    """No line of any sheet names the columns in known words; `wanted` are heads that would do.

    Fact `columns`: what the line that most likely names them says, each with a few texts from below, and `shape`,
    the hash of these heads: for asking a person what each column means.
    """

    text = (
        "{filename} has no line of column names that is understood. "
        "Give the list a first line with names such as {wanted}."
    )


class NoRows(UnreadableRegister):
    """There is nothing below the column names, or nothing at all."""

    text = "{filename} has no lines to read. Check that it is the right file and that its sheets are not hidden."
