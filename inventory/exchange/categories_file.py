"""Reads a list of categories: the codes of a classification and what it calls them."""

from collections.abc import Iterable
from dataclasses import dataclass

from inventory.categories import Category, scheme_of
from inventory.exchange.reading.cells import as_number
from inventory.exchange.reading.columns import Columns
from inventory.exchange.reading.doubts import Oddity, in_order
from inventory.exchange.reading.heads import Vocabulary
from inventory.exchange.reading.lists import read_lists
from inventory.exchange.reading.unreadable import NoRows
from inventory.register import Doubt

_CATEGORIES = Vocabulary(
    names={
        "code": (
            *("资产分类代码", "资产分类编码", "分类代码", "分类编码", "类别代码", "类别编码", "国标分类代码"),
            *("国标代码", "资产分类号", "分类编号", "分类号", "代码", "编码", "编号"),
            *("code", "categorycode", "classcode"),
        ),
        "name": (
            *("资产分类名称", "固定资产分类名称", "分类名称", "类别名称", "资产类别名称", "资产分类", "资产类别"),
            *("分类", "类别", "名称", "资产名称"),
            *("name", "categoryname", "category", "classname", "class", "description"),
        ),
    },
    anchors=frozenset(("code",)),
    least=2,
    number="code",
    name="name",
    wanted="分类代码, 分类名称 / code, name",
)

_NO_CODE = Oddity("no_category_code", "{place}: the line has no code and was left out.")
_NO_NAME = Oddity("no_category_name", "{place}: {value} has no name and was left out; add the name.")
_TWO_NAMES = Oddity(
    "two_category_names",
    "{place}: {value} already stands in {other} under another name. This line was left out; correct one of them.",
)


@dataclass(frozen=True, slots=True)
class CategoriesFile:
    """What a file said: its categories in order, each code once, and every doubt in order of its place."""

    rows: tuple[Category, ...]
    doubts: tuple[Doubt, ...]


def read_categories(filename: str, content: bytes, classification: tuple[str, str] | None = None) -> CategoriesFile:
    """All categories of all visible sheets of a CSV, TSV, XLSX or XLS file.

    `classification` is the (scheme, edition) of all codes, as different lists use the same code for different
    things; None tells it from the shape of each code. Raises a child of `UnreadableRegister` if the file cannot be
    read at all or has no categories.
    """
    lists, doubts = read_lists(filename, content, _CATEGORIES)
    names: dict[str, str] = {}
    places: dict[str, str] = {}
    for columns in lists:
        pairs = zip(columns.values("code", as_number, ""), columns.texts("name"), strict=True)
        _take(columns, pairs, names, places)
    if not names:
        raise NoRows(filename=filename)
    rows = tuple(Category(*(classification or scheme_of(code)), code, name) for code, name in names.items())
    return CategoriesFile(rows, in_order(doubts))


def _take(columns: Columns, pairs: Iterable[tuple[str, str]], names: dict[str, str], places: dict[str, str]) -> None:
    """Add the pairs to the `names` and their `places`; a line that only repeats another is passed over."""
    # No list is read without a column of codes.
    at_code, at_name = columns.table.head.fields["code"], columns.index("name")
    for row, (code, name) in enumerate(pairs):
        if not code:
            if not columns.is_kept(row, at_code):
                columns.doubt(_NO_CODE, row, at_code)
        elif not name:
            columns.doubt(_NO_NAME, row, at_name, value=code)
        elif names.setdefault(code, name) != name:
            columns.doubt(_TWO_NAMES, row, at_name, value=code, other=places[code])
        else:
            places.setdefault(code, columns.place(row, at_code))
