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
    """More lines, or lines and columns together, than can be held in memory safely."""

    text = "{filename} has more than {limit} lines. Split it into several files."


class FarCell(UnreadableRegister):
    """A cell so far out that the empty cells before it would fill the memory."""

    text = (
        "{filename} has something in {cell}, far outside any list. "
        "Delete the lines below and the columns right of the list, save the file and try again."
    )


class NotText(UnreadableRegister):
    """The bytes fit no encoding registers are written in; `byte` counts from 1 and `value` is hexadecimal."""

    text = (
        "{filename} is neither a workbook nor text: byte {byte}, {value}, on line {line} fits neither UTF-8 nor "
        "GB18030. Open it in the program it comes from and save it as XLSX or CSV."
    )


class BrokenQuotes(UnreadableRegister):
    """A quotation mark that swallows what follows; reading on would lose lines."""

    text = (
        "{filename} has a quotation mark on line {line} that is not closed properly. "
        "Remove it or write it twice, or save the file as XLSX."
    )


class DamagedWorkbook(UnreadableRegister):
    """It begins like a workbook and cannot be opened as one."""

    text = "{filename} is damaged or no XLSX or XLS workbook. Open it, save it as XLSX and try again."


class LockedWorkbook(UnreadableRegister):
    """The workbook is encrypted with a password."""

    text = "{filename} is locked with a password. Save it without one and try again."


class WebPage(UnreadableRegister):
    """A page of HTML or XML under a spreadsheet's name, as some systems export it."""

    text = "{filename} is a web page, not a workbook, whatever its name says. Open it, save it as XLSX and try again."


class NoHead(UnreadableRegister):
    """No line among the first of any sheet names the columns; `wanted` are heads that would do."""

    text = (
        "{filename} has no line of column names that is understood. "
        "Give the list a first line with names such as {wanted}."
    )


class NoRows(UnreadableRegister):
    """There is nothing below the column names, or nothing at all."""

    text = "{filename} has no lines to read. Check that it is the right file and that its sheets are not hidden."
