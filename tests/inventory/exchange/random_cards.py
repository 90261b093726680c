"""Cards as a register may hold them, drawn at random from all that could be mistaken for something else."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from inventory.register import ItemState, Piece, RegisterRow
from inventory.tags import Tag

# All that means something to a spreadsheet, a text file, a cell of several pieces or a reader of heads.
SIGNS = "01289aAbxE课桌张三301室=+-@'\"；×—;,|.·/_()（）<>&*#\\ 无年"
TEXTS = st.text(st.sampled_from(SIGNS), max_size=9).map(lambda text: " ".join(text.split()))
MONEY = st.none() | st.decimals(0, 10**11, places=2)
DAYS = st.none() | st.dates(date(1950, 1, 1), date(2099, 12, 31))
TAGS = st.sampled_from([Tag(f"E2801160600002046{nth:07X}") for nth in range(40)])
PIECES = st.builds(
    Piece,
    *(TEXTS, TEXTS, TEXTS, st.sampled_from(ItemState)),
    *(TEXTS, TEXTS, st.lists(TAGS, max_size=2, unique=True).map(tuple), DAYS),
)
OTHERS = st.dictionaries(
    TEXTS.filter(bool)
    | st.sampled_from(["存放地点", "取得日期", "车牌号", "Room", "name", "others.x", "其他:x", "数量"]),
    TEXTS.filter(bool),
    max_size=3,
)


@st.composite
def cards(draw: st.DrawFn) -> RegisterRow:
    """A card as the register may hold it."""
    pieces = tuple(draw(st.lists(PIECES, min_size=1, max_size=4)))
    values: dict[str, Any] = {name: draw(TEXTS) for name in TEXT_FIELDS}
    values |= {name: draw(MONEY) for name in ("cost", "accumulated")}
    values |= {name: draw(DAYS) for name in ("acquired", "posted", "warranty_until")}
    return RegisterRow(0, None, "", "")._replace(
        **values,
        quantity=len(pieces),
        life_months=draw(st.none() | st.integers(0, 1200)),
        others=draw(OTHERS),
        card=draw(st.uuids()),
        by_number=draw(st.booleans()),
        pieces=pieces,
    )


NO_TEXT = {
    "line",
    "sheet",
    "quantity",
    "cost",
    "accumulated",
    "life_months",
    "others",
    "card",
    "pieces",
    "by_number",
    "keeper",
    "user",
}
NO_TEXT |= {"acquired", "posted", "warranty_until", "state", "tags", "piece_numbers", "piece_serials"}
TEXT_FIELDS = sorted(set(RegisterRow._fields) - NO_TEXT)
