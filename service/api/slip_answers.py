"""What programs are told of a document."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from inventory.movements import Approval
from inventory.papers import Side
from inventory.register import ItemState
from inventory.slip_papers import Done, SlipLine, WholeSlip
from inventory.slips import SlipStatus


class SlipBrief(BaseModel):
    """A document by its id and number, and where it stands."""

    id: UUID
    number: str
    status: SlipStatus

    @classmethod
    def of(cls, slip: WholeSlip) -> Self:
        """This much of the slip."""
        return cls(id=slip.id, number=slip.name, status=slip.status)


class SideOut(BaseModel):
    """Where a thing is by the books: the code of its room, who keeps it, its state."""

    room: str | None
    keeper: str
    state: ItemState

    @classmethod
    def of(cls, side: Side) -> Self:
        """The same."""
        return cls(room=side.room, keeper=side.keeper, state=side.state)


class ThingOut(BaseModel):
    """A thing of the document: how it stood, stands, and will stand; how many stages it has gone through."""

    item: UUID
    asset: UUID
    asset_no: str
    name: str
    position: int
    before: SideOut
    now: SideOut
    after: SideOut
    stages: int


class LevelOut(BaseModel):
    """A signature that is needed, and what was decided; `approved` is null while it is not."""

    name: str
    approved: bool | None = None
    by: str = ""
    on_behalf_of: str = ""
    at: datetime | None = None
    reason: str = ""


class StageOut(BaseModel):
    """A stage that was taken: the id of its entry in the log, and that of the one that took it back."""

    movement: UUID
    stage: str
    by: str
    at: datetime
    things: int
    fields: dict[str, str]
    approval: Approval | None
    undone_by: UUID | None


class WaitingOut(BaseModel):
    """A stage that can be taken now, and what for."""

    stage: str
    items: list[UUID]


class SlipOut(SlipBrief):
    """The whole document. `due_first` is the day it was written for, `due_on` the one that holds."""

    kind: str
    by: str
    at: datetime
    reason: str
    room: str
    person: str
    due_first: date | None
    due_on: date | None
    fields: dict[str, str]
    rooms: list[str]
    levels: list[LevelOut]
    stages: list[StageOut]
    waiting: list[WaitingOut]
    items: list[ThingOut]


def slip_out(slip: WholeSlip) -> SlipOut:
    """Everything that is known of the slip."""
    return SlipOut(
        **SlipBrief.of(slip).model_dump(),
        kind=slip.kind.word,
        by=slip.by,
        at=slip.at,
        reason=slip.reason,
        room=slip.room,
        person=slip.person,
        due_first=slip.due_first,
        due_on=slip.due_on,
        fields={field.name: text for field, text in slip.fields},
        rooms=list(slip.rooms),
        levels=_levels(slip),
        stages=[_stage(each) for each in slip.done],
        waiting=[
            WaitingOut(stage=stage.word, items=[item for line in lines for item in line.items])
            for stage, lines in slip.waiting.items()
        ],
        items=[thing for line in slip.lines for thing in _things(line)],
    )


def _levels(slip: WholeSlip) -> list[LevelOut]:
    signed = [
        LevelOut(
            name=level.name,
            approved=each.approved,
            by=each.by,
            on_behalf_of=each.on_behalf_of,
            at=each.at,
            reason=each.reason,
        )
        for level, each in zip(slip.levels, slip.signatures, strict=False)
    ]
    return [*signed, *(LevelOut(name=level.name) for level in slip.levels[len(signed) :])]


def _stage(done: Done) -> StageOut:
    return StageOut(
        movement=done.document.id,
        stage=done.stage.word,
        by=done.by,
        at=done.at,
        things=done.things,
        fields={field.name: text for field, text in done.fields},
        approval=done.approval,
        undone_by=done.undone.document.id if done.undone else None,
    )


def _things(line: SlipLine) -> list[ThingOut]:
    sides = {"before": SideOut.of(line.before), "now": SideOut.of(line.now), "after": SideOut.of(line.after)}
    return [
        ThingOut(
            item=item,
            asset=line.asset,
            asset_no=line.asset_no,
            name=line.name,
            position=position,
            stages=line.taken,
            **sides,
        )
        for item, position in zip(line.items, line.positions, strict=True)
    ]
