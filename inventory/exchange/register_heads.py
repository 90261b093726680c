"""What registers call their columns, and what the name of a sheet or file says of the class of things on it.

The Chinese names are those of the fiscal export, of the census and stock-take forms and of registers schools make
themselves; programs may use the English ones. Written as `plain` leaves them; of one field's names the first wins
when a list has several, and the columns that lose stay readable under their own wording.
"""

from pathlib import PurePath

from inventory.exchange.reading.heads import Vocabulary

REGISTER = Vocabulary(
    names={
        "ordinal": ("序号", "行号", "no", "#", "序", "项次"),
        "asset_no": (
            *("资产编号", "资产编码", "固定资产编号", "固定资产编码", "财产编号", "财产编码", "卡片编号", "卡片编码"),
            *("资产卡片编号", "校产编号", "设备编号", "编号", "编码", "资产号", "资产代码"),
            *("assetno", "assetnumber", "assetid", "assetcode", "assettag", "number", "code"),
        ),
        "name": (
            *("资产名称", "固定资产名称", "财产名称", "校产名称", "设备名称", "物品名称", "品名", "名称", "物品"),
            *("name", "assetname", "itemname", "item", "asset", "description"),
        ),
        "fiscal_no": ("财政资产编号", "财政资产编码", "财政编号", "财政编码", "fiscalno", "fiscalnumber"),
        "category_code": (
            *(
                "资产分类代码",
                "资产分类编码",
                "分类代码",
                "分类编码",
                "类别代码",
                "类别编码",
                "国标分类代码",
                "国标代码",
            ),
            *("资产分类号", "分类编号", "分类号", "categorycode", "classcode"),
        ),
        "category_name": (
            *(
                "资产分类",
                "资产分类名称",
                "国标分类",
                "分类名称",
                "资产类别",
                "资产类别名称",
                "类别名称",
                "类别",
                "分类",
            ),
            *("资产门类", "资产大类", "categoryname", "category", "assetclass", "class"),
        ),
        "quantity": (
            *("账面数量", "帐面数量", "数量", "数量/面积", "账面数量/面积", "台件数", "件数", "台数"),
            *("quantity", "qty", "count", "pieces"),
        ),
        "unit": ("计量单位", "数量计量单位", "单位", "unit", "unitofmeasure", "uom"),
        "cost": (
            *(
                "资产原值",
                "账面原值",
                "帐面原值",
                "原值",
                "账面价值",
                "帐面价值",
                "资产价值",
                "价值",
                "总金额",
                "金额",
            ),
            *(
                "总价",
                "总价值",
                "合计金额",
                "原价",
                "cost",
                "totalcost",
                "acquisitioncost",
                "total",
                "amount",
                "value",
            ),
        ),
        "accumulated": (
            *("累计折旧/摊销", "累计折旧", "累计摊销", "累计折旧额", "已提折旧", "已提折旧额"),
            *("accumulateddepreciation", "accumulated", "depreciation"),
        ),
        "unit_price": ("单价", "资产单价", "购置单价", "unitprice", "unitcost", "price"),
        "acquired": (
            *(
                "取得日期",
                "购置日期",
                "购入日期",
                "购买日期",
                "采购日期",
                "购置时间",
                "购入时间",
                "购买时间",
                "取得时间",
            ),
            *("开始使用日期", "投入使用日期", "启用日期", "使用日期", "入库日期"),
            *("acquired", "acquisitiondate", "acquiredon", "purchasedate", "purchased", "dateacquired", "date"),
        ),
        "posted": (
            "财务入账日期",
            "入账日期",
            "入帐日期",
            "记账日期",
            "记帐日期",
            "posted",
            "postingdate",
            "postedon",
        ),
        "life_months": (
            *("折旧/摊销年限", "折旧年限", "摊销年限", "预计使用年限", "使用年限", "使用寿命", "预计使用月数"),
            *("lifemonths", "lifeinmonths", "life", "usefullife", "lifeyears"),
        ),
        "department": (
            *(
                "使用部门",
                "归属部门",
                "所属部门",
                "使用科室",
                "使用单位",
                "使用班级",
                "部门",
                "科室",
                "班级",
                "管理部门",
            ),
            *("department", "dept", "usingdepartment"),
        ),
        "keeper": (
            *("保管人", "保管员", "管理人", "责任人", "负责人", "领用人", "使用人/保管人", "保管人/使用人", "管理员"),
            *("使用责任主体", "keeper", "custodian", "responsible", "owner"),
        ),
        "user": ("使用人", "使用者", "使用人员", "user"),
        "location": (
            *(
                "存放地点",
                "存放位置",
                "存放房间",
                "存放处",
                "使用地点",
                "所在地点",
                "所在位置",
                "地点",
                "房间号",
                "房间",
            ),
            *("房号", "教室", "位置", "坐落位置", "room", "roomcode", "roomno", "location", "place"),
        ),
        "state": ("使用状况", "使用状态", "资产状态", "资产使用状况", "状态", "状况", "state", "status", "condition"),
        "brand": ("品牌", "厂牌", "brand", "make"),
        "model": (
            *(
                "规格型号",
                "型号规格",
                "型号及规格",
                "规格及型号",
                "规格、型号",
                "规格/型号",
                "标准型号",
                "型号",
                "规格",
            ),
            *("model", "specification", "spec"),
        ),
        "serial": (
            "产品序列号",
            "序列号",
            "出厂编号",
            "出厂号",
            "机身号",
            "serial",
            "serialno",
            "serialnumber",
            "sn",
            "s/n",
        ),
        "note": ("备注", "备注说明", "说明", "note", "notes", "remark", "remarks", "comment", "comments"),
        "tags": (
            *("epc", "epc码", "epc编码", "epc编号", "epc号", "epc标签", "epc标签号", "epc电子标签"),
            *(
                "电子标签epc",
                "电子标签epc码",
                "电子标签epc编码",
                "电子标签epc号",
                "标签epc",
                "标签epc码",
                "标签epc号",
            ),
            *("电子标签", "电子标签号", "电子标签编号", "电子标签编码", "电子标签码", "电子标签id"),
            *("标签号", "标签编号", "标签编码", "标签码", "标签id", "射频标签", "射频标签号", "射频标签编号"),
            *("rfid", "rfid标签", "rfid标签号", "rfid标签编号", "rfid标签编码", "rfid电子标签", "rfid电子标签号"),
            *("rfidepc", "rfid编码", "rfid编号", "rfid号", "rfid码", "rfid/epc", "epc/rfid"),
            *("tag", "tags", "tagid", "tagno", "tagnumber", "tagepc", "rfidtag", "rfidtagid", "rfidno"),
            *("epcs", "epccode", "epcno", "epcnumber", "epctag", "uid"),
        ),
    },
    anchors=frozenset(("asset_no", "name", "tags")),
    least=2,
    number="asset_no",
    name="name",
    wanted="资产编号, 资产名称 / asset_no, name",
)

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
