"""Slips (单据): papers that ask for movements of things, are approved, and then carried out stage by stage.

A kind of slip is declared once (`inventory.kinds`): what has to be filled in, which stages its things go through, who
may take each, and what it does to a thing. Nothing takes effect before the last approval; what has taken effect
stands in the log as a movement, so the register is what the movements say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import takewhile
from uuid import UUID

from inventory.access import Role
from inventory.ids import RoomId
from inventory.register import ItemState
from inventory.sheets import Sheet


class SlipStatus(StrEnum):
    """Where a slip stands. ASKED waits for approval, READY for its first stage, UNDER_WAY for the next."""

    ASKED = "asked"
    READY = "ready"
    UNDER_WAY = "under way"
    DONE = "done"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


LIVE = frozenset({SlipStatus.ASKED, SlipStatus.READY, SlipStatus.UNDER_WAY})
"""Slips something has still to be done about."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the books say of a thing: its room, who keeps it, its state."""

    room: RoomId | None
    keeper: UUID | None
    state: ItemState


class Whence(StrEnum):
    """Where an effect takes a room, a keeper or a state from.

    AS_IS leaves what is; GIVEN is what the slip names; BEFORE is what was when the slip was written.
    """

    AS_IS = "as is"
    GIVEN = "given"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a stage does to each thing it is taken for.

    With `rooms` a room that the slip hands over goes to the person it names, together with the things in it.
    """

    room: Whence = Whence.AS_IS
    keeper: Whence = Whence.AS_IS
    state: ItemState | Whence = Whence.AS_IS
    rooms: bool = False

    def on(self, now: Standing, before: Standing, given: "Given") -> Standing:
        """How the thing stands afterwards; what the slip does not name stays as it is."""
        rooms = {Whence.AS_IS: now.room, Whence.BEFORE: before.room, Whence.GIVEN: given.room or now.room}
        keepers = {Whence.AS_IS: now.keeper, Whence.BEFORE: before.keeper, Whence.GIVEN: given.person or now.keeper}
        states = {Whence.AS_IS: now.state, Whence.BEFORE: before.state, Whence.GIVEN: now.state}
        state = self.state if isinstance(self.state, ItemState) else states[self.state]
        return Standing(rooms[self.room], keepers[self.keeper], state)


@dataclass(frozen=True, slots=True)
class Given:
    """Where a slip wants things to go: a room, a person, and until when; None where it names none."""

    room: RoomId | None = None
    person: UUID | None = None
    due_on: date | None = None


class Holds(StrEnum):
    """What a field of a slip holds.

    MONEY is yuan with at most two decimals, `CHOICE` one of its words, MOMENT is in UTC.
    """

    TEXT = "text"
    LONG = "long text"
    DAY = "day"
    MONEY = "money"
    CHOICE = "choice"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class SlipField:
    """Something to be filled in: its key, its English name and its choices (keys of the catalogues)."""

    name: str
    label: str
    holds: Holds = Holds.TEXT
    needed: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asks:
    """What a slip calls the room, the person or the day it names, and whether it has to name one.

    A `newcomer` is a person nobody has entered before, such as a borrower from outside.
    """

    label: str
    needed: bool = True
    newcomer: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One step a thing goes through: its word in the log, what the button and the log call it, what it does.

    Whoever has at least `role` may take it; with `by_receiver` the person the slip names may as well. `approval` asks
    for number and day of the paper from above that allows it. `fields` are filled in when it is taken. What is
    `later` comes when time has passed, as a return does, and never in one go with the stage before. `noted` is kept
    where the house itself knows it; nobody is asked.
    """

    word: str
    label: str
    past: str
    effect: Effect
    role: Role = Role.MANAGER
    by_receiver: bool = False
    approval: bool = False
    fields: tuple[SlipField, ...] = ()
    later: bool = False
    noted: tuple[SlipField, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of slip. One without stages is made at once by the part of the house it belongs to.

    `takes` are the states a thing may be in to be asked for. `room`, `person` and `due` are what the slip says beside
    its fields, such as a borrower; None where it says no such thing. `about` says what it is for, `rank` where
    it stands among the kinds (the most usual first), `sheet` how it is printed.
    """

    word: str
    label: str
    stages: tuple[Stage, ...] = ()
    takes: frozenset[ItemState] = frozenset()
    fields: tuple[SlipField, ...] = ()
    room: Asks | None = None
    person: Asks | None = None
    due: Asks | None = None
    asks: Role = Role.COUNTER
    about: str = ""
    rank: int = 100
    sheet: Sheet | None = None

    @property
    def hands_rooms(self) -> bool:
        """Whether a slip of it can hand rooms over with their things."""
        return any(stage.effect.rooms for stage in self.stages)

    @property
    def in_one_go(self) -> tuple[Stage, ...]:
        """The stages that can be taken as soon as the slip is written, without anything to be filled in."""
        return tuple(takewhile(_needs_nothing, self.stages))

    def heeds(self, given: Given) -> Given:
        """Of what is given only what a slip of this kind says."""
        return Given(
            given.room if self.room else None,
            given.person if self.person else None,
            given.due_on if self.due else None,
        )

    def stage(self, word: str) -> Stage:
        """The stage of this word. Raises `KeyError`."""
        return {each.word: each for each in self.stages}[word]

    def next_stage(self, taken: int) -> Stage | None:
        """What comes after so many stages; None when all is done."""
        return self.stages[taken] if taken < len(self.stages) else None


def _needs_nothing(stage: Stage) -> bool:
    return not (stage.later or stage.approval or any(field.needed for field in stage.fields))


def status_now(kind: Kind, *, approved: bool, taken: Iterable[int]) -> SlipStatus:
    """How an asked slip stands when its things have gone through so many stages each."""
    stages = list(taken)
    if not approved:
        return SlipStatus.ASKED
    if all(each >= len(kind.stages) for each in stages):
        return SlipStatus.DONE
    return SlipStatus.UNDER_WAY if any(stages) else SlipStatus.READY


def worth(costs: Iterable[Decimal | None]) -> Decimal:
    """What the things of a slip cost together in yuan; what has no price counts as nothing."""
    return sum((cost for cost in costs if cost is not None), Decimal(0))
