"""The frozen list of a stock-take in columns: what the books said of each thing at the opening."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, overload
from uuid import UUID

import numpy as np

from inventory.arrays import Numbers, Texts
from inventory.coding import Coded
from inventory.columns import Listed
from inventory.ids import AssetId, ItemId, RoomId
from inventory.lines import UNSAID
from inventory.valuation import accumulated_at


class ItemIds(Sequence[ItemId]):
    """Ids kept as texts of 32 hexadecimal digits, in order; each is made when it is asked for."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, which: int) -> ItemId: ...

    @overload
    def __getitem__(self, which: slice) -> "ItemIds": ...

    def __getitem__(self, which: int | slice) -> "ItemId | ItemIds":
        if isinstance(which, slice):
            return ItemIds(self._texts[which])
        return ItemId(UUID(self._texts[which].decode("ascii")))


@dataclass(frozen=True)
class FrozenList:
    """A row for each thing, in order of ids. `item` and `asset` are ids in hexadecimal digits, `cost` is in fen,
    `UNSAID` where the books say none; `said` holds other columns by their name in the list, amounts in fen.
    `codes` are those of all rooms, in order of the rooms' ids.
    """

    codes: Mapping[RoomId, str]
    listed: Listed
    item: Texts
    asset: Texts
    cost: Numbers
    said: Mapping[str, Coded[Any]]

    def number_of(self, items: Sequence[str]) -> Numbers:
        """The number of each thing by its id in hexadecimal digits, -1 for what is not on the list."""
        if not len(self.item):
            return np.full(len(items), -1)
        wanted = ascii_texts(items)
        at = np.minimum(np.searchsorted(self.item, wanted), len(self.item) - 1)
        return np.where(self.item[at] == wanted, at, -1)

    @cached_property
    def in_order(self) -> Numbers:
        """All things by the codes of their rooms, those without a room first, then by card number and id."""
        numbers = self.said["asset_no"]
        rooms = np.append(_ranks(list(self.codes.values())) + 1, 0)
        return np.lexsort((_ranks(numbers.values)[numbers.number], rooms[self.listed.room]))

    def fixed(self, things: Numbers, day: date) -> Iterator[dict[str, Any]]:
        """Of these things the fields of a line that the list fills, with the depreciation up to the `day`."""
        names = list(self.said)
        columns = zip(*(self.said[name].at(things) for name in names), strict=True)
        ids = self.asset[things].tolist()
        for asset, cost, said in zip(ids, self.cost[things].tolist(), columns, strict=True):
            row = dict(zip(names, said, strict=True))
            yuan, posted, life_months = _yuan(cost), row.pop("posted"), row.pop("life_months")
            imported = _yuan(row["accumulated"])
            row["accumulated"] = accumulated_at(day, yuan, imported, posted, life_months, row["category"])
            yield {**row, "asset": AssetId(UUID(asset.decode("ascii"))), "cost": yuan}


def _ranks(texts: Sequence[str]) -> Numbers:
    """The place of each text among them all."""
    ranks = np.empty(len(texts), np.int64)
    ranks[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
    return ranks


def ascii_texts(texts: Sequence[str]) -> Texts:
    """A column of texts; what is not ASCII is not told apart."""
    return np.array([text.encode("ascii", "replace") for text in texts], np.bytes_)


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None or fen == UNSAID else Decimal(fen) / 100
