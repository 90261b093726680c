"""The columns of a register that Rollcall writes, and how they are known again when it is read.

They stand in the order of the fiscal asset system's own file (facts of three public programs that read it); what it
has and the register does not know by itself, such as 车牌号, is in its place where a file once said it. What follows
is what provinces add, and last what no other program needs: the pieces one by one, and which card it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from inventory.exchange.guarding import FORMULA_BEGINS


class Wording(StrEnum):
    """In which words the columns are named: Chinese or English for people, or the names of fields for programs."""

    ZH = "zh"
    EN = "en"
    FIELDS = "fields"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it holds, and its head in Chinese, English and for programs.

    `per_piece`: it says something of each piece (inventory/exchange/reading/runs.py). `field` is "others" for what
    the school or a file calls by a head of its own; `head` is that head.
    """

    field: str
    heads: tuple[str, str, str]
    per_piece: bool = False
    head: str = ""

    def worded(self, wording: Wording) -> str:
        """The head in these words."""
        return self.heads[tuple(Wording).index(wording)]


def _column(field: str, zh: str, en: str, name: str = "", *, per_piece: bool = False) -> Column:
    return Column(field, (zh, en, name or field), per_piece)


CARD_ID = "card"
"""The field by which a file that Rollcall wrote is known."""

# A text is the head of a column that only files bring; see `others_of`.
_ORDER: tuple[Column | str, ...] = (
    _column("asset_no", "资产编号", "Asset number"),
    _column("name", "资产名称", "Asset name"),
    *("业务状态", "卡片类型", "单位会计科目"),
    _column("category_name", "资产分类", "Category name"),
    _column("category_code", "资产分类代码", "Category code"),
    "资产门类",
    _column("cost", "资产原值(元)", "Cost (yuan)"),
    _column("accumulated", "累计折旧/摊销(元)", "Accumulated depreciation (yuan)"),
    _column("quantity", "数量", "Quantity"),
    _column("unit", "数量计量单位", "Unit"),
    "财务入账状态",
    _column("posted", "记账日期", "Posting date"),
    _column("voucher", "记账凭证号", "Voucher number"),
    _column("brand", "品牌", "Brand"),
    _column("model", "规格型号", "Model"),
    _column("location", "存放地点", "Room", "pieces.room", per_piece=True),
    *("车牌号", "管理部门"),
    _column("keeper", "管理人", "Custodian", "pieces.keeper", per_piece=True),
    _column("department", "使用部门", "Department"),
    _column("user", "使用人", "User", "pieces.user", per_piece=True),
    "创建人",
    _column("acquisition", "取得方式", "Way of acquisition"),
    _column("life_months", "折旧/摊销年限(月)", "Life (months)"),
    "已提折旧/摊销月数",
    _column("census_no", "清查编号", "Census number"),
    *("坐落位置", "项目代码", "采购组织形式"),
    _column("acquired", "取得日期", "Acquisition date"),
    _column("state", "资产状态", "State", "pieces.state", per_piece=True),
    _column("purpose", "资产用途", "Purpose"),
    "接口状态",
    _column("note", "备注", "Note"),
    "配置标准分类",
    _column("value_type", "价值类型", "Kind of value"),
    _column("funding", "资金来源", "Source of funds"),
    *(
        "财政拨款(元)",
        "非财政拨款(元)",
        "折旧/摊销状态",
        "月折旧/摊销额(元)",
        "净值(元)",
        "使用责任主体",
        "是否共享共用",
    ),
    _column("manufacturer", "生产厂家", "Manufacturer"),
    _column("serial", "产品序列号", "Serial number"),
    _column("supplier", "供应商", "Supplier"),
    *("采购合同编号", "发票号"),
    _column("warranty_until", "保修截止日期", "Warranty until"),
    _column("fiscal_no", "财政资产编号", "Fiscal asset number"),
    _column("former_no", "原资产编号", "Former asset number"),
    _column("category_scheme", "分类标准", "Category scheme"),
    _column("category_edition", "分类版本", "Category edition"),
    _column("piece_numbers", "各件编号", "Numbers of the pieces", "pieces.number", per_piece=True),
    _column("piece_serials", "各件序列号", "Serial numbers of the pieces", "pieces.serial", per_piece=True),
    _column("tags", "电子标签EPC", "Tags (EPC)", "pieces.tags", per_piece=True),
    _column("removed_on", "核销日期", "Written off on", "pieces.removed_on", per_piece=True),
    _column("by_number", "按数量盘点", "Counted by number"),
    _column("first_location", "原登记存放地点", "Location as first written"),
    _column(CARD_ID, "Rollcall卡片标识", "Rollcall card id", "rollcall_card_id"),
)

COLUMNS = tuple(column for column in _ORDER if isinstance(column, Column))
"""Those of every file."""

# What the head of a column that only files bring begins with if it could be mistaken for another or for a formula.
_OTHER = "其他:"
_NESTED = "others."
_FIELD_OF = {head: column.field for column in COLUMNS for head in column.heads}
_IDS = frozenset(next(column.heads for column in COLUMNS if column.field == CARD_ID))


def columns_with(others: Iterable[str]) -> tuple[Column, ...]:
    """All columns in order, those of the `others` (heads of the school's own fields and of what files said) too."""
    heads = set(others)
    known = [each for each in _ORDER if isinstance(each, Column) or each in heads]
    more = sorted(heads.difference(each for each in known if isinstance(each, str)))
    return tuple(each if isinstance(each, Column) else _other(each) for each in (*known, *more))


def _other(head: str) -> Column:
    odd = head in _FIELD_OF or head.startswith((_OTHER, _NESTED, "'", *FORMULA_BEGINS))
    worded = f"{_OTHER}{head}" if odd else head
    return Column("others", (worded, worded, f"{_NESTED}{head}"), head=head)


def meanings(heads: Iterable[str]) -> Mapping[str, str]:
    """For each head of a file that Rollcall wrote the field it holds; empty for any other file."""
    heads = tuple(heads)
    return {} if _IDS.isdisjoint(heads) else {head: _FIELD_OF.get(head, "others") for head in heads}


def head_of_other(worded: str) -> str:
    """The head under which the register keeps what stands in the column called so."""
    return worded.removeprefix(_NESTED) if worded.startswith(_NESTED) else worded.removeprefix(_OTHER)
