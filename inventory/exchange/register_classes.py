"""Which class of things a list is about, by the name of its sheet or file, and whose codes it uses."""

import re
from collections.abc import Iterable
from itertools import repeat
from pathlib import PurePath

from inventory.exchange.reading.columns import Columns

_YEAR = re.compile(r"(?:19|20)\d\d")

# Classes of GB/T 14885-2022, of its 2010 edition, and the short names files carry.
_CLASSES = (
    *("房屋和构筑物", "房屋及构筑物", "土地、房屋及构筑物", "土地房屋及构筑物", "通用设备", "专用设备", "设备"),
    *(
        "文物和陈列品",
        "文物及陈列品",
        "图书和档案",
        "图书、档案",
        "图书档案",
        "家具和用具",
        "家具、用具、装具及动植物",
    ),
    *("家具用具", "家具、用具", "特种动植物", "物资", "无形资产", "房屋", "土地", "车辆", "图书", "家具"),
)


def class_named(*names: str) -> str:
    """The class of assets that the first of these names (of a sheet, of a file) begins with, or ""."""
    for name in names:
        stem = PurePath(name).stem.strip()
        if fitting := [known for known in _CLASSES if stem.startswith(known)]:
            return max(fitting, key=len)
    return ""


def classification(columns: Columns) -> tuple[Iterable[str], Iterable[str]]:
    """Scheme and edition of the codes, by columns of their own or else by the head of the codes.

    Such as 国标分类代码 or 资产分类代码(GB/T 14885-2022); "" where the list does not say it.
    """
    head = columns.wording("category_code")
    year = _YEAR.search(head)
    scheme = "GB/T 14885" if "14885" in head or "国标" in head else ""
    return (
        repeat(scheme) if columns.index("category_scheme") is None else columns.texts("category_scheme"),
        repeat(year[0] if year else "")
        if columns.index("category_edition") is None
        else columns.texts("category_edition"),
    )
