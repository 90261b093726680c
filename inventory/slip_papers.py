"""A slip as people read it: what it asks for, who has signed, what was done, where its things are, what is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from inventory.approvals import Level
from inventory.choosing import token
from inventory.ids import AssetId, ItemId, SlipId, StockTakeId
from inventory.movements import Approval, Document
from inventory.papers import Side
from inventory.slips import LIVE, Kind, SlipField, SlipStatus, Stage

Filled = tuple[tuple[SlipField, str], ...]
"""Fields with what stands in them, in their order; those left empty are not among them."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A yes or no: whose, in whose name ("" for the own), when and why."""

    approved: bool
    by: str
    on_behalf_of: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something, when and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Undone(Act):
    """The entry of the log that took another one back."""

    document: Document


@dataclass(frozen=True, slots=True)
class Done:
    """A stage that was taken: the entry it made in the log, for how many things, and what took it back."""

    document: Document
    stage: Stage
    by: str
    at: datetime
    reason: str
    fields: Filled
    approval: Approval | None
    things: int
    rooms: tuple[str, ...]
    undone: Undone | None


@dataclass(frozen=True, slots=True)
class Renewed:
    """A later day that was agreed on."""

    due_on: date
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What else stands on the card of a line."""

    unit: str = ""
    category: str = ""
    department: str = ""
    purpose: str = ""
    acquisition: str = ""
    acquired: date | None = None


@dataclass(frozen=True, slots=True)
class SlipLine:
    """Things of one card that go the same way and are equally far: `taken` stages.

    `before` is how they stood when the slip was written, `after` how they stand when all is done, `now` what the
    books say; `went` if that is not where the slip left them. `cost` and the depreciation `accumulated` that stands
    on the card are those of all of them in yuan.
    """

    asset: AssetId
    asset_no: str
    name: str
    model: str
    card: CardFacts
    items: tuple[ItemId, ...]
    positions: tuple[int, ...]
    cost: Decimal | None
    accumulated: Decimal | None
    before: Side
    after: Side
    now: Side
    taken: int
    went: bool

    @property
    def price(self) -> Decimal | None:
        """What one of them costs."""
        return (self.cost / len(self.items)).quantize(Decimal("0.01")) if self.cost is not None else None

    @property
    def net(self) -> Decimal | None:
        """The cost less the depreciation that stands on the card; None where one of them does not."""
        return None if self.cost is None or self.accumulated is None else self.cost - self.accumulated

    @property
    def token(self) -> str:
        """The line as a form sends it back."""
        return token(self.positions, self.asset)


@dataclass(frozen=True, slots=True)
class WholeSlip:
    """The whole slip. `receiver` is who confirms what arrives: the person it names, or who keeps its room.

    With `asker_may` who wrote it may sign it as well. `ended` is the withdrawal or cancellation.
    """

    id: SlipId
    kind: Kind
    year: int
    number: int
    status: SlipStatus
    by: str
    at: datetime
    reason: str
    room: str
    person: str
    receiver: str
    receiver_id: UUID | None
    asker_may: bool
    due_first: date | None
    renewals: tuple[Renewed, ...]
    fields: Filled
    worth: Decimal
    levels: tuple[Level, ...]
    signatures: tuple[Signed, ...]
    done: tuple[Done, ...]
    lines: tuple[SlipLine, ...]
    rooms: tuple[str, ...]
    ended: Act | None
    stocktake: StockTakeId | None
    stocktake_name: str

    @property
    def name(self) -> str:
        """Its number as addresses and the log have it: 2026-transfer-4."""
        return f"{self.year}-{self.kind.word}-{self.number}"

    def facts(self) -> dict[str, str]:
        """What fills the gaps of its number as people write it: {year}-{kind}-{number}."""
        return {"year": str(self.year), "kind": self.kind.label, "number": f"{self.number:04}"}

    @property
    def things(self) -> int:
        """How many things it is about."""
        return sum(len(line.items) for line in self.lines)

    @property
    def due_on(self) -> date | None:
        """The day that holds: the last one agreed on."""
        return self.renewals[-1].due_on if self.renewals else self.due_first

    def days_late(self, today: date) -> int:
        """How many days its things are out too long; 0 if they are not out, or not too long."""
        out = self.status is SlipStatus.UNDER_WAY and self.due_on is not None
        return max(0, (today - self.due_on).days) if out and self.due_on else 0

    @property
    def level(self) -> Level | None:
        """Whose signature it waits for."""
        waits = self.status is SlipStatus.ASKED and len(self.signatures) < len(self.levels)
        return self.levels[len(self.signatures)] if waits else None

    @property
    def waiting(self) -> Mapping[Stage, Sequence[SlipLine]]:
        """The stages that can be taken now, each with the lines that wait for it, in the order of the kind."""
        if self.status not in LIVE - {SlipStatus.ASKED}:
            return {}
        by_stage = {
            stage: [line for line in self.lines if line.taken == nth] for nth, stage in enumerate(self.kind.stages)
        }
        return {stage: lines for stage, lines in by_stage.items() if lines}

    @property
    def standing(self) -> tuple[Done, ...]:
        """What was done and not taken back."""
        return tuple(each for each in self.done if each.undone is None)


def filled(fields: Sequence[SlipField], kept: Mapping[str, str]) -> Filled:
    """The fields with what stands in them."""
    return tuple((each, kept[each.name]) for each in fields if kept.get(each.name))
