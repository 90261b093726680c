"""A small stock-take with every kind of finding in it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from inventory.campaign import Campaign, Status
from inventory.findings import Kind, Note, Probabilities
from inventory.ids import AssetId, ItemId, RoomId, StockTakeId, new_id
from inventory.standing import Line, RoomStanding, RoomState, Standing
from inventory.tags import Tag

LONG_NUMBER = "201810000004776500000001"


def line(kind: Kind, asset_no: str, booked: str | None, seen: str | None, name: str = "课桌") -> Line:
    """A finding of a thing that costs 12.50, sure to 97.34 %."""
    return Line(
        kind=kind,
        item=ItemId(new_id()),
        asset=AssetId(new_id()),
        asset_no=asset_no,
        name=name,
        model="双人",
        keeper="张三",
        cost=Decimal("12.50"),
        booked_room=booked,
        seen_room=seen,
        confidence=0.97341,
        probabilities=Probabilities(here=0.97341, elsewhere=0.01659, missing=0.01),
        tag=Tag("E20034120178000000000001"),
        notes=(Note.SEEN_BY_HAND,) if kind is Kind.VERIFIED else (),
        decision="transfer" if kind is Kind.MOVED else None,
    )


def foreign(seen: str) -> Line:
    """A tag that belongs to nothing in the register."""
    return Line(
        *(Kind.UNKNOWN_TAG, None, None, "", "", "", "", None, None, seen, 0.9, None),
        tag=Tag("3034257BF7194E4000001A85"),
    )


def room(code: str, name: str, keeper: str) -> RoomStanding:
    return RoomStanding(RoomId(new_id()), code, name, "综合楼", 1, int(code), keeper, RoomState.COMPLETE, 1)


def closed(now: Standing) -> Standing:
    """The same after it was closed at four in the afternoon of 10 January 2027 in Shanghai."""
    closing = replace(
        now.campaign,
        closed_by="Ada",
        closed_at=datetime(2027, 1, 10, 8, tzinfo=UTC),
        closing=1,
        digest="0123456789abcdef" * 4,
    )
    return replace(now, status=Status.CLOSED, campaign=closing)


def standing() -> Standing:
    """Two rooms and a thing the books put in none; the cut-off is the last second of 2026 in Shanghai."""
    return Standing(
        id=StockTakeId(new_id()),
        school="某某小学 & 幼儿园",
        name="2026 年度盘点",
        status=Status.COUNTING,
        cutoff=datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC),
        revision=7,
        campaign=Campaign("Ada", datetime(2026, 12, 1, tzinfo=UTC)),
        rooms=(room("101", "收发室", "张三"), room("102", "教室", "李四")),
        lines=(
            line(Kind.VERIFIED, LONG_NUMBER, "101", "101"),
            line(Kind.MOVED, "ZC-2", "101", "102"),
            line(Kind.DOUBTFUL, "ZC-3", "101", None),
            line(Kind.MISSING, "ZC-4", "102", None, name="=1+1"),
            line(Kind.NOT_COVERED, "ZC-5", "102", None),
            line(Kind.ACCOUNTED, "ZC-6", "102", None),
            line(Kind.UNTAGGED, "ZC-7", "102", None),
            foreign("102"),
            line(Kind.RETIRED_BUT_SEEN, "ZC-8", None, "102"),
            line(Kind.TAG_CONFLICT, "ZC-9", "102", "102"),
            line(Kind.NOT_COVERED, "ZC-10", None, None),
        ),
    )
