"""Lines of a list that are no entries: totals and signatures.

Recognised narrowly, because an entry taken for one of them would be lost: a line that has a number of its own always
is an entry.
"""

import re
from collections.abc import Sequence

from inventory.exchange.reading.cells import as_text
from inventory.exchange.reading.sheets import Cell

_SPACES = re.compile(r"\s+")
_TOTAL = re.compile(
    r".{0,12}(?:合计|小计|总计|共计)(?:金额|数量)?(?:[:：(（].*)?|(?:grand|sub)?-?totals?:?", re.IGNORECASE
)
_SIGNED = re.compile(
    r"(?:制表|填表|填报|审核|复核|审批|经办|监盘|盘点|清点|保管|统计|财务|主管|分管|单位|部门|学校|校长|会计|资产管理).{0,10}[:：].*"
    r"|(?:制表|填表|填报|审核|复核|审批|经办|监盘|盘点|清点|保管|统计)(?:人员|人|员)(?:签字|签名|签章)?"
    r"|.{0,10}[（(]?(?:盖章|公章|签章|签字)[）)]?(?:[:：].*)?"
    r"|(?:prepared|checked|approved|signed|counted)by.*",
    re.IGNORECASE,
)
_ENTRY_NUMBER = re.compile(r"[!-/:-~]*+\d[!-~]*")


def is_surely_an_entry(number: Cell) -> bool:
    """Whether a line's number alone shows that it is an entry; quick, for nearly all lines."""
    return isinstance(number, int | float) or (
        isinstance(number, str) and _ENTRY_NUMBER.fullmatch(number) is not None
    )


def is_aside(line: Sequence[Cell], number: int | None, name: int | None) -> bool:
    """Whether the line is a total or a signature; `number` and `name` are the columns that hold those, if any."""
    first = next((text for text in map(_squeezed, line) if text), "")
    numbered = _squeezed(line[number]) if number is not None else ""
    named = _squeezed(line[name]) if name is not None else ""
    if numbered and numbered != first:
        return _is_total(numbered)
    return _is_total(first) or _is_total(named) or _SIGNED.fullmatch(first) is not None


def _is_total(text: str) -> bool:
    return _TOTAL.fullmatch(text) is not None


def _squeezed(cell: Cell) -> str:
    return _SPACES.sub("", as_text(cell))
