"""What somebody has to do about slips: sign, confirm what arrived, carry out, bring back, ask for what is overdue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from inventory.access import Role
from inventory.approvals import Delegation, Level, NotYours, OwnSlip, Signer, Signing, signs_for
from inventory.document_list import ListedDocument
from inventory.ids import SlipId
from inventory.slips import Kind, Stage


class Want(StrEnum):
    """What is wanted. CONFIRM: what comes to them; BRING_BACK: what they have; OVERDUE: what others have too long.

    REJECTED is to be known, and nothing has to be done.
    """

    APPROVE = "approve"
    CONFIRM = "confirm"
    CARRY_OUT = "carry out"
    BRING_BACK = "bring back"
    OVERDUE = "overdue"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Me:
    """Whose tasks: the account and its role, who that is among those who keep things, who signs for whom."""

    signer: Signer
    person: UUID | None = None
    delegations: Sequence[Delegation] = ()

    @property
    def manages(self) -> bool:
        """Whether everything in the house is theirs to look after."""
        return self.signer.role >= Role.MANAGER


@dataclass(frozen=True, slots=True)
class Waiting:
    """A slip that is not over. `level` is the signature it waits for, since `since`; None where it waits for none.

    `receiver` confirms what arrives, `person` is whom it names. `taken` says how many things have gone through so
    many stages, and since when they wait for the next.
    """

    id: SlipId
    kind: Kind
    by: str
    since: datetime
    level: Level | None = None
    asker_may: bool = False
    receiver: UUID | None = None
    person: UUID | None = None
    due_on: date | None = None
    taken: Mapping[int, tuple[int, datetime]] | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done about a slip, for so many `things` of it, since `since`.

    `step` is what the level or the stage is called; `name` is in whose name they sign, or who rejected it and
    `reason` why.
    """

    want: Want
    slip: SlipId
    step: str
    since: datetime
    things: int = 0
    name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A duty with what the list of documents says of its slip."""

    duty: Duty
    document: ListedDocument


def duties(waiting: Iterable[Waiting], me: Me, today: date) -> list[Duty]:
    """Everything they may or should do, sort by sort, what waits the longest first."""
    found = (duty for each in waiting for duty in _duties(each, me, today))
    order = list(Want)
    return sorted(found, key=lambda duty: (order.index(duty.want), duty.since))


def pressing(some: Iterable[Duty]) -> int:
    """How many of them something has to be done about."""
    return sum(duty.want is not Want.REJECTED for duty in some)


def _duties(slip: Waiting, me: Me, today: date) -> Iterator[Duty]:
    if slip.level is not None:
        name = _signs(slip, slip.level, me, today)
        if name:
            yield Duty(Want.APPROVE, slip.id, slip.level.name, slip.since, name=name)
        return
    for count, (things, since) in (slip.taken or {}).items():
        stage = slip.kind.next_stage(count)
        want = _want(slip, stage, me, today) if stage is not None else None
        if stage is not None and want is not None:
            yield Duty(want, slip.id, stage.label, since, things)


def _signs(slip: Waiting, level: Level, me: Me, today: date) -> str:
    try:
        return signs_for(level, me.signer, Signing(slip.by, today, me.delegations, slip.asker_may))
    except (NotYours, OwnSlip):
        return ""


def _want(slip: Waiting, stage: Stage, me: Me, today: date) -> Want | None:
    """What the stage that comes next asks of them; None if it is not theirs, or not yet."""
    if stage.later:
        if me.person is not None and me.person == slip.person:
            return Want.BRING_BACK
        late = slip.due_on is not None and slip.due_on < today
        return Want.OVERDUE if late and (me.manages or slip.by == me.signer.account) else None
    if stage.by_receiver and me.person is not None and me.person == slip.receiver:
        return Want.CONFIRM
    return Want.CARRY_OUT if me.signer.role >= stage.role else None
