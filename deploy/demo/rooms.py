"""The building of the made school: three floors of eight rooms on one corridor, and what stands in each of them."""

from typing import NamedTuple

BUILDING = "教学楼"


class Card(NamedTuple):
    """What a card of the register says, apart from its numbers. `cost` is in yuan for one piece."""

    name: str
    category: str
    sheet: str
    model: str
    unit: str
    cost: int
    life_months: int


class Furnished(NamedTuple):
    """So many cards of a kind stand in a room, each of so many pieces."""

    card: Card
    cards: int
    pieces: int


class Room(NamedTuple):
    """A room with its keeper and what the books say stands in it."""

    code: str
    name: str
    floor: int
    position: int
    keeper: str
    department: str
    holds: tuple[Furnished, ...]


EQUIPMENT, FURNITURE = "设备", "家具和用具"

DESK_SET = Card("学生课桌椅", "A05010203", FURNITURE, "升降式", "套", 185, 60)
LECTERN = Card("多媒体讲台", "A05010299", FURNITURE, "钢木", "张", 1280, 180)
BOOKCASE = Card("书柜", "A05010501", FURNITURE, "三门", "个", 960, 180)
FILE_CABINET = Card("文件柜", "A05010502", FURNITURE, "铁皮两门", "个", 780, 180)
OFFICE_DESK = Card("办公桌", "A05010201", FURNITURE, "1.4 米", "张", 860, 180)
OFFICE_CHAIR = Card("办公椅", "A05010301", FURNITURE, "网布", "把", 320, 180)
MEETING_TABLE = Card("会议桌", "A05010202", FURNITURE, "4.8 米", "张", 5200, 180)
MEETING_CHAIR = Card("会议椅", "A05010303", FURNITURE, "皮面", "把", 380, 180)
STOOL = Card("实验凳", "A05010304", FURNITURE, "圆凳", "把", 68, 180)
BENCH = Card("实验桌", "A05010203", FURNITURE, "四人", "张", 1450, 180)
PANEL = Card("触控一体机", "A02020800", EQUIPMENT, "86 英寸", "台", 18800, 72)
AIRCON = Card("空调机", "A02061804", EQUIPMENT, "KFR-72LW", "台", 5999, 120)
BOARD = Card("电子白板", "A02020700", EQUIPMENT, "82 英寸", "块", 6800, 72)
PROJECTOR = Card("投影仪", "A02020200", EQUIPMENT, "3600 流明", "台", 4999, 72)
DESKTOP = Card("台式计算机", "A02010105", EQUIPMENT, "M455", "台", 4350, 72)
LAPTOP = Card("笔记本电脑", "A02010108", EQUIPMENT, "14 英寸", "台", 5680, 72)
PRINTER = Card("A4 彩色打印机", "A02021004", EQUIPMENT, "M254", "台", 2280, 72)
SERVER = Card("服务器", "A02010104", EQUIPMENT, "2U 机架", "台", 26800, 72)
SWITCH = Card("网络交换机", "A02010200", EQUIPMENT, "24 口", "台", 3150, 72)
MICROSCOPE = Card("生物显微镜", "A02100301", EQUIPMENT, "1600 倍", "台", 1180, 60)
POWER_SUPPLY = Card("学生电源", "A02100499", EQUIPMENT, "J1202", "台", 460, 60)
PIANO = Card("电钢琴", "A02450100", EQUIPMENT, "88 键", "台", 4600, 60)
CLASS_SIGN = Card("电子班牌", "A02091104", EQUIPMENT, "21 英寸", "块", 1850, 72)
WATER = Card("饮水机", "A02061899", EQUIPMENT, "立式温热", "台", 1200, 72)
CAMERA = Card("数码摄像机", "A02020502", EQUIPMENT, "4K", "台", 8900, 72)

CLASSROOM = (
    Furnished(DESK_SET, 1, 28),
    Furnished(PANEL, 1, 1),
    Furnished(LECTERN, 1, 1),
    Furnished(AIRCON, 2, 1),
    Furnished(BOOKCASE, 1, 2),
    Furnished(CLASS_SIGN, 1, 1),
    Furnished(WATER, 1, 1),
)
OFFICE = (
    Furnished(OFFICE_DESK, 1, 6),
    Furnished(OFFICE_CHAIR, 1, 6),
    Furnished(DESKTOP, 6, 1),
    Furnished(LAPTOP, 6, 1),
    Furnished(PRINTER, 1, 1),
    Furnished(FILE_CABINET, 2, 1),
    Furnished(AIRCON, 1, 1),
)
COMPUTER_ROOM = (
    Furnished(DESKTOP, 26, 1),
    Furnished(OFFICE_CHAIR, 1, 26),
    Furnished(SWITCH, 2, 1),
    Furnished(PROJECTOR, 1, 1),
    Furnished(AIRCON, 2, 1),
)
LABORATORY = (
    Furnished(BENCH, 1, 8),
    Furnished(STOOL, 1, 20),
    Furnished(POWER_SUPPLY, 8, 1),
    Furnished(MICROSCOPE, 8, 1),
    Furnished(BOARD, 1, 1),
)
MUSIC_ROOM = (
    Furnished(PIANO, 8, 1),
    Furnished(MEETING_CHAIR, 1, 20),
    Furnished(PANEL, 1, 1),
    Furnished(AIRCON, 2, 1),
)
MEETING_ROOM = (
    Furnished(MEETING_TABLE, 1, 1),
    Furnished(MEETING_CHAIR, 1, 24),
    Furnished(PROJECTOR, 1, 1),
    Furnished(CAMERA, 2, 1),
    Furnished(AIRCON, 2, 1),
)
SERVER_ROOM = (
    Furnished(SERVER, 4, 1),
    Furnished(SWITCH, 6, 1),
    Furnished(AIRCON, 2, 1),
    Furnished(FILE_CABINET, 2, 1),
)
ARCHIVE = (Furnished(FILE_CABINET, 12, 1), Furnished(BOOKCASE, 1, 4), Furnished(DESKTOP, 1, 1))
STORE = (Furnished(LAPTOP, 8, 1), Furnished(PROJECTOR, 4, 1), Furnished(CAMERA, 2, 1), Furnished(FILE_CABINET, 4, 1))

LOCKED = "308"
"""The room nobody had the key of: it is not counted."""

_GRADES = "一二三四五六"
_KEEPERS = ["王芳", "李娜", "张伟", "刘洋", "陈静", "杨敏", "赵磊", "黄丽", "周强", "吴霞", "徐勇", "孙艳"]


def rooms() -> list[Room]:
    """The twenty-four rooms in order of their doors."""
    return [*_classrooms(), *_offices(), *_special_rooms()]


def _classrooms() -> list[Room]:
    """Two classes of each grade: 101–104, 201–204, 301–304."""
    found = []
    for number, keeper in enumerate(_KEEPERS):
        floor, position = 1 + number // 4, 1 + number % 4
        name = f"{_GRADES[number // 2]}年级（{number % 2 + 1}）班"
        found.append(Room(f"{floor}0{position}", name, floor, position, keeper, name, CLASSROOM))
    return found


def _offices() -> list[Room]:
    named = {105: "语文组办公室", 205: "数学组办公室", 305: "英语组办公室", 106: "总务处", 206: "教务处"}
    keepers = iter(["马超", "朱琳", "胡军", "郭梅", "何平"])
    return [
        Room(str(code), name, code // 100, code % 100, next(keepers), name.removesuffix("办公室"), OFFICE)
        for code, name in sorted(named.items())
    ]


def _special_rooms() -> list[Room]:
    return [
        Room("107", "会议室", 1, 7, "林涛", "总务处", MEETING_ROOM),
        Room("108", "总务仓库", 1, 8, "林涛", "总务处", STORE),
        Room("207", "计算机教室", 2, 7, "高翔", "信息中心", COMPUTER_ROOM),
        Room("208", "网络机房", 2, 8, "高翔", "信息中心", SERVER_ROOM),
        Room("306", "科学实验室", 3, 6, "罗霞", "科学组", LABORATORY),
        Room("307", "音乐教室", 3, 7, "宋佳", "艺术组", MUSIC_ROOM),
        Room(LOCKED, "档案室", 3, 8, "林涛", "总务处", ARCHIVE),
    ]
