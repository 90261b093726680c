"""Lines of a list that are no entries: totals, signatures, headings of sections, notes.

Recognised narrowly, because an entry taken for one of them would be lost: a line that has a number of its own always
is an entry.
"""

import re
from collections.abc import Container, Sequence
from itertools import islice

from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.sheets import Cell

_SPACES = re.compile(r"\s+")
_TOTAL = re.compile(
    r".{0,12}(?:合计|小计|总计|共计|承前页|过次页|接上页|转下页)(?:金额|数量)?(?:[:：(（].*)?|(?:grand|sub)?-?totals?:?",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:制表|填表|填报|审核|复核|审批|经办|监盘|盘点|清点|保管|统计|财务|主管|分管|单位|部门|学校|校长|会计|资产管理).{0,10}[:：].*"
    r"|(?:制表|填表|填报|审核|复核|审批|经办|监盘|盘点|清点|保管|统计)(?:人员|人|员)(?:签字|签名|签章)?"
    r"|.{0,10}[（(]?(?:盖章|公章|签章|签字)[）)]?(?:[:：].*)?"
    r"|(?:prepared|checked|approved|signed|counted)by.*",
    re.IGNORECASE,
)
_ENTRY_NUMBER = re.compile(r"[!-/:-~]*+\d[!-~]*")


# 以下空白 (nothing below), 第 1 页, a note, the heading of a section: each alone on its line.
_ALONE = re.compile(
    r"(?:此行)?以下空白|第.{1,6}页(?:[,，/]?共.{1,6}页)?|(?:说明|注|备注|填表说明)[:：].*"
    r"|(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]).*|page\d+(?:of\d+)?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


def unsure(numbers: Sequence[Cell]) -> list[int]:
    """Where in a column of numbers the number alone does not show that its line is an entry; for long lists."""
    try:
        matches = list(map(_ENTRY_NUMBER.fullmatch, numbers))  # type: ignore[arg-type]  # most hold nothing but text
    except TypeError:
        return [row for row, number in enumerate(numbers) if not is_surely_an_entry(number)]
    return [row for row, match in enumerate(matches) if match is None]


def is_surely_an_entry(number: Cell) -> bool:
    """Whether a line's number alone shows that it is an entry; quick, for nearly all lines."""
    return isinstance(number, int | float) or (
        isinstance(number, str) and _ENTRY_NUMBER.fullmatch(number) is not None
    )


def is_aside(line: Sequence[Cell], number: int | None, name: int | None, alone: Container[int | None] = ()) -> bool:
    """Whether the line is a total, a signature, a heading or a note.

    `number` and `name` are the columns that hold those, if any; in the columns `alone` a single cell makes an entry.
    """
    texts = [_squeezed(cell) for cell in line]
    first = next(filter(None, texts), "")
    if sum(map(bool, texts)) == 1 and _is_heading(first, texts.index(first) in alone):
        return True
    numbered = _squeezed(line[number]) if number is not None else ""
    named = _squeezed(line[name]) if name is not None else ""
    if numbered and numbered != first:
        return _is_total(numbered)
    return _is_total(first) or _is_total(named) or _SIGNED.fullmatch(first) is not None


def is_total(line: Sequence[Cell]) -> bool:
    """Whether a line that is no entry is a total: one of its first three texts says so."""
    texts = filter(None, map(_squeezed, line))
    return any(map(_is_total, islice(texts, 3)))


def _is_heading(text: str, is_enough: bool) -> bool:
    """Whether a text that is all of its line is a heading or a note: nothing else is known of that thing."""
    return _ALONE.fullmatch(text) is not None or not (is_enough or _DIGIT.search(text))


def _is_total(text: str) -> bool:
    return _TOTAL.fullmatch(text) is not None


def _squeezed(cell: Cell) -> str:
    return _SPACES.sub("", as_text(cell))
