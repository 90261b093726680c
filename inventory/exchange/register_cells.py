"""The two kinds of cells only a register has: what state a thing is in, and which tags it carries."""

import re
from unicodedata import normalize

from inventory.exchange.reading.cells import as_number, as_text
from inventory.exchange.reading.doubts import BAD_TAG, LOST_DIGITS, UNKNOWN_STATE, Misread
from inventory.exchange.reading.sheets import Cell
from inventory.register import ItemState
from inventory.tags import Tag, as_tag

# The values of 使用状况 in fiscal systems and school registers.
_STATES = {
    ItemState.IN_USE: "在用 使用 使用中 正在使用 正常 正常使用 完好 良好 自用 inuse used active",
    ItemState.IDLE: "闲置 未使用 未用 停用 库存 在库 备用 待用 待分配 idle instore spare",
    ItemState.LENT: "出借 已出借 借出 外借 出租 已出租 租出 出租出借 出租/出借 出借/出租 lent onloan leased",
    ItemState.REPAIR: "维修 维修中 在修 送修 待修 待维修 修理 修理中 repair inrepair underrepair",
    ItemState.IN_TRANSIT: "在途 调拨中 转移中 intransit",
    ItemState.AWAITING_DISPOSAL: "待报废 待处置 拟报废 拟处置 待核销 报废中 处置中 awaitingdisposal",
    ItemState.SHORTAGE: "待处理 盘亏 盘亏待处理 待核实 shortage",
    ItemState.RETIRED: "报废 已报废 处置 已处置 核销 已核销 报损 已报损 retired disposed scrapped writtenoff",
}
_STATE_OF = {word: state for state, words in _STATES.items() for word in words.split()}
_NUMBERED = re.compile(r"^[\d.、\-_]+|[\s_\-]+")

# As most columns hold them; nothing to look at more closely, for speed.
_PLAIN_TAG = re.compile(r"(?:[0-9A-F]{8}){1,8}")
_BETWEEN_TAGS = re.compile(r"[\s;,、|]+")
_BETWEEN_BYTES = re.compile(r"(?<=[0-9A-F])[:\-](?=[0-9A-F])", re.IGNORECASE)
_GROUP = re.compile(r"(?:[0-9A-F]{2}){1,2}", re.IGNORECASE)


def as_state(cell: Cell) -> ItemState:
    """The state; a number before it (01-在用) is passed over. Raises `Misread` for words not known."""
    word = _NUMBERED.sub("", normalize("NFKC", as_text(cell)).lower())
    if word not in _STATE_OF:
        raise Misread(UNKNOWN_STATE)
    return _STATE_OF[word]


def as_tags(cell: Cell) -> tuple[Tag, ...]:
    """The tags in the order written, each once. Raises `Misread` if any is none, since the order tells the pieces.

    Several stand apart by blank, semicolon or comma; one may be written in groups (E2 00 30 34 or E2-00-30-34).
    A cell that holds a figure is refused whatever it shows: the spreadsheet has taken hexadecimal digits for a
    number, and the zeros before it and the digits after the fifteenth are gone.
    """
    if not isinstance(cell, str):
        raise Misread(LOST_DIGITS)
    if _PLAIN_TAG.fullmatch(cell):
        return (Tag(cell),)
    if tag := as_tag(cell.strip()):
        return (tag,)
    text = _BETWEEN_BYTES.sub("", normalize("NFKC", as_number(cell)))
    parts = [part for part in _BETWEEN_TAGS.split(text) if part]
    if len(parts) > 1 and all(map(_GROUP.fullmatch, parts)):
        parts = ["".join(parts)]
    tags = [as_tag(part) for part in parts]
    if not tags or None in tags:
        raise Misread(BAD_TAG)
    return tuple(dict.fromkeys(tag for tag in tags if tag))
