"""A small school in the middle of its yearly count, made up so that every finding and every state occurs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from inventory.campaign import Campaign, Status
from inventory.findings import Kind, Note, Probabilities
from inventory.ids import AssetId, ItemId, RoomId, StockTakeId, new_id
from inventory.standing import Heard, Line, RoomStanding, RoomState, Standing
from inventory.tags import Tag

CUTOFF = datetime(2026, 11, 16, 16, tzinfo=UTC)


class Door(NamedTuple):
    building: str
    floor: int | None
    code: str
    name: str
    keeper: str
    state: RoomState
    things: int


W, C, D = RoomState.WAITING, RoomState.COUNTING, RoomState.COMPLETE
DOORS = (
    Door("教学楼", 1, "101", "一年级(1)班", "王芳", D, 48),
    Door("教学楼", 1, "102", "一年级(2)班", "李秀英", D, 50),
    Door("教学楼", 1, "103", "一年级(3)班", "张敏", C, 47),
    Door("教学楼", 1, "104", "一年级(4)班", "刘洋", W, 49),
    Door("教学楼", 2, "201", "二年级(1)班", "陈静", D, 46),
    Door("教学楼", 2, "202", "二年级(2)班", "杨丽", W, 48),
    Door("教学楼", 2, "203", "语文教研组办公室", "赵艳", W, 31),
    Door("实验楼", 1, "实101", "物理实验室", "周建国", D, 64),
    Door("实验楼", 1, "实102", "物理仪器准备室", "周建国", C, 38),
    Door("实验楼", 3, "实301", "计算机教室（一）", "吴磊", D, 108),
    Door("实验楼", 3, "实302", "多媒体创客与人工智能教室", "吴磊", W, 56),
    Door("", None, "库", "总务处仓库", "", W, 23),
)
NAMES = (
    ("课桌椅", "升降式 600×400", 185),
    ("触控一体机", "希沃 F86EC", 23800),
    ("台式计算机", "联想 启天 M455", 4650),
    ("空调机", "格力 KFR-72LW", 6999),
    ("讲台", "钢木 1200×600", 880),
    ("书柜", "三门 850×390×1800", 1250),
)


def made_up() -> Standing:
    """The standing of the made-up school."""
    rooms = tuple(
        RoomStanding(
            id=RoomId(new_id()),
            code=door.code,
            name=door.name,
            building=door.building,
            floor=door.floor,
            position=None,
            keeper=door.keeper,
            state=door.state,
            passes={W: 0, C: 1, D: 2}[door.state],
            silent=door.code == "实102",
        )
        for door in DOORS
    )
    lines = tuple(line for door in DOORS for line in _lines(door))
    return Standing(
        id=StockTakeId(new_id()),
        school="育才小学",
        name="2026年度固定资产盘点",
        status=Status.COUNTING,
        cutoff=CUTOFF,
        revision=7,
        campaign=Campaign("Ada", datetime(2026, 12, 1, tzinfo=UTC)),
        rooms=rooms,
        lines=lines,
    )


def line(kind: Kind, booked: str | None, seen: str | None, number: int = 1, **given: object) -> Line:
    """One finding, filled in with what such a finding would carry."""
    name, model, cost = NAMES[number % len(NAMES)]
    foreign = kind is Kind.UNKNOWN_TAG
    facts: dict[str, object] = {
        "kind": kind,
        "item": None if foreign else ItemId(new_id()),
        "asset": None if foreign else AssetId(new_id()),
        "asset_no": "" if foreign else f"TY2019{number:06}",
        "name": "" if foreign else name,
        "model": "" if foreign else model,
        "keeper": "",
        "cost": None if foreign else Decimal(cost),
        "booked_room": None if foreign else booked,
        "seen_room": seen,
        "confidence": 0.97,
        "probabilities": None if foreign else Probabilities(0.97, 0.02, 0.01),
        "tag": Tag(f"E2801160600002{number:010X}"),
        "evidence": () if seen is None else (Heard(seen, 1, 23, -47.5),),
    }
    return Line(**{**facts, **given})  # type: ignore[arg-type]  # a table of facts, not one type


def _lines(door: Door) -> Iterator[Line]:
    start = sum(ord(sign) for sign in door.code) * 100
    for number in range(start, start + door.things):
        yield _expected(door, number)
    if door.state is RoomState.COMPLETE:
        yield line(Kind.UNKNOWN_TAG, None, door.code, start + 901, evidence=(Heard(door.code, 2, 11, -61.0),))
    if door.code == "实101":
        yield line(Kind.RETIRED_BUT_SEEN, "库", "实101", start + 902, confidence=0.99)


def _expected(door: Door, number: int) -> Line:
    if door.state is RoomState.WAITING or door.code == "实102":
        if number % 17 == 0:
            return line(Kind.MOVED, door.code, "201", number, evidence=_two_rooms("201", door.code))
        return line(Kind.NOT_COVERED, door.code, None, number, confidence=1.0)
    if door.state is RoomState.COUNTING and number % 3:
        return line(Kind.MISSING, door.code, None, number, confidence=0.62)
    kinds = {
        11: Kind.MISSING,
        12: Kind.MOVED,
        13: Kind.DOUBTFUL,
        23: Kind.UNTAGGED,
        24: Kind.ACCOUNTED,
        29: Kind.TAG_CONFLICT,
        30: Kind.MISSING,
    }
    kind = kinds.get(number % 40, Kind.VERIFIED)
    match kind:
        case Kind.MOVED:
            return line(kind, door.code, "101", number, evidence=_two_rooms("101", door.code))
        case Kind.DOUBTFUL:
            evidence = (Heard("102", 1, 2, -71.5), Heard(door.code, 1, 1, None))
            return line(kind, door.code, "102", number, confidence=0.55, evidence=evidence)
        case Kind.MISSING:
            return line(kind, door.code, None, number, confidence=0.91)
        case Kind.UNTAGGED:
            return line(kind, door.code, None, number, tag=None, confidence=1.0)
        case Kind.ACCOUNTED:
            return line(kind, door.code, None, number, confidence=1.0)
        case Kind.TAG_CONFLICT:
            return line(kind, door.code, door.code, number, confidence=0.5)
    by_hand = (Note.SEEN_BY_HAND,) if number % 40 == 7 else ()
    return line(kind, door.code, door.code, number, notes=by_hand)


def _two_rooms(first: str, second: str) -> tuple[Heard, ...]:
    return Heard(first, 1, 23, -43.0), Heard(second, 1, 1, -71.5)
