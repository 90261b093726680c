"""What stood on cards before their cost or life was changed, from the log of changes."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from decimal import Decimal
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.ids import AssetId, SchoolId
from inventory.revaluing import Before, Deed, befores
from inventory.store.cards import CardChange
from inventory.store.parts import in_parts
from inventory.store.register import Asset

T = TypeVar("T")

_SHARED = frozenset({"split", "merged"})
_SETTLED = frozenset({"accumulated", "entered"})
_TOLD = ("cost", "life_months", *_SHARED, *_SETTLED)

_Said = Mapping[str, tuple[str, str]]
"""By field what stood there before and after."""


def values_before(
    session: Session, school: SchoolId, zone: tzinfo, card: AssetId | None = None, *, settled: bool = False
) -> Mapping[UUID, list[Before]]:
    """By card what stood on it before each change of its cost or life, oldest first; of all cards, or of one.

    What was before its depreciation was written on it last is told only if also the `settled` is asked for: the
    depreciation says enough, except of itself. In two statements.
    """
    its = (CardChange.school_id == school, CardChange.item_id.is_(None), CardChange.field.in_(_TOLD))
    told = select(CardChange.asset_id, CardChange.at, CardChange.field, CardChange.before, CardChange.after)
    told = told.where(*its, *((CardChange.asset_id == card,) if card else ()))
    log = session.execute(told.order_by(CardChange.asset_id, CardChange.at, CardChange.id)).all()
    deeds: dict[UUID, list[Deed]] = defaultdict(list)
    for (asset, at), changes in groupby(log, key=lambda row: (row.asset_id, row.at)):
        deeds[asset].append(_deed(at, {row.field: (row.before, row.after) for row in changes}, zone))
    changed = [asset for asset, done in deeds.items() if any(_revalues(deed) for deed in done)]
    return _of_cards(session, school, changed, deeds, settled=settled)


def _of_cards(
    session: Session, school: SchoolId, changed: list[UUID], deeds: Mapping[UUID, list[Deed]], *, settled: bool
) -> Mapping[UUID, list[Before]]:
    found = {}
    for some in in_parts(changed):
        now = select(Asset.id, Asset.cost, Asset.life_months).where(Asset.school_id == school, Asset.id.in_(some))
        for asset, cost, life_months in session.execute(now):
            if past := befores(cost, life_months, deeds[asset], settled=settled):
                found[asset] = past
    return found


def _deed(at: datetime, said: _Said, zone: tzinfo) -> Deed:
    shared = not _SHARED.isdisjoint(said)
    return Deed(
        at.astimezone(zone).date(),
        _read(said, "cost", Decimal),
        _read(said, "life_months", int),
        shared,
        not shared and not _SETTLED.isdisjoint(said),
    )


def _read(said: _Said, field: str, read: Callable[[str], T]) -> tuple[T | None, T | None] | None:
    if field not in said:
        return None
    before, after = said[field]
    return read(before) if before else None, read(after) if after else None


def _revalues(deed: Deed) -> bool:
    return not (deed.shared or deed.settled) and bool(deed.cost or deed.life_months)
