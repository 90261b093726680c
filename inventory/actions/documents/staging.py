"""Taking a stage of a slip: the things go where it says, the log gets an entry, and the register follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, insert, select
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.documents.approving import the_slip_row
from inventory.actions.documents.handing_rooms import hand_rooms
from inventory.actions.documents.movements import Occasion, enforce, new_document
from inventory.actions.documents.reversing import undone
from inventory.errors import InventoryError, NotFound
from inventory.filling import filled_in
from inventory.ids import ItemId, RoomId, SchoolId, SlipId
from inventory.kinds import KINDS
from inventory.movements import Approval, Document
from inventory.register import ItemState
from inventory.slips import Effect, Given, Kind, SlipStatus, Stage, Standing, status_now
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item
from inventory.store.slips import SlipLine, SlipRow


class NotLive(InventoryError):
    """A stage of a slip that waits for signatures, or is over."""

    text = "This document is “{status}”: nothing can be done on it now."


class NotWaiting(InventoryError):
    """A stage for things that do not wait for it."""

    text = "Some of these things do not wait for this step. Look at the document again."


class NotYourStep(InventoryError):
    """Somebody takes a stage that is another's."""

    text = "This step is for a {role}, or for whoever receives the things."


class ApprovalMissing(InventoryError):
    """A stage that needs a paper from above."""

    text = "Fill in the number and the date of the approval."


class WentElsewhere(InventoryError):
    """A thing that is not any more where the slip took it from: another document was first."""

    text = (
        "{name} ({number}): this document was written for room {then}, “{state}”; the books have it in room {now}, "
        "“{became}”, since {year}-{kind}-{nth}."
    )


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes a stage: the role, and who that is among those who keep things, if that is said."""

    role: Role
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A stage to be taken: its word, the things (none: all that wait for it), what is filled in, and the approval.

    `noted` is what the house itself adds.
    """

    stage: str
    items: Sequence[ItemId] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    approval: Approval | None = None
    noted: Mapping[str, str] = field(default_factory=dict)


class Course(NamedTuple):
    """A thing on its way through a slip: how it stood when that was written, how the slip left it, stages taken."""

    item: ItemId
    written: Standing
    left: Standing
    taken: int

    def as_left(self, now: Standing) -> bool:
        """Whether the thing is still where the slip left it.

        What is lent or under repair may pass into other hands meanwhile; before the first stage nothing may change.
        """
        same_place = (now.room, now.state) == (self.left.room, self.left.state)
        return same_place and (self.taken > 0 or now.keeper == self.left.keeper)


def take_stage(
    session: Session, school: SchoolId, slip: SlipId, step: Step, occasion: Occasion, taker: Taker
) -> Document:
    """One entry in the log for the things that take this stage now; the slip is done when all have taken all.

    Raises `NotFound`, `NotLive`, `NotYourStep`, `NotWaiting`, `ApprovalMissing`, `EntryMissing`, `BadEntry`, and
    `WentElsewhere` with both facts if another document was first.
    """
    touch_open_stocktakes(session, school)
    row = the_slip_row(session, school, slip)
    kind = KINDS[row.kind]
    if step.stage not in {stage.word for stage in kind.stages}:
        raise NotFound(kind="step", name=step.stage)
    stage = kind.stage(step.stage)
    if row.status not in (SlipStatus.READY, SlipStatus.UNDER_WAY):
        raise NotLive(status=row.status)
    if not may_take(stage, taker, receiver_of(session, row)):
        raise NotYourStep(role=stage.role.word)
    if stage.approval and step.approval is None:
        raise ApprovalMissing
    fields = filled_in(stage.fields, step.fields) | filled_in(stage.noted, step.noted)
    courses = courses_of(session, school, slip)
    chosen = _chosen(courses, kind.stages.index(stage), step.items)
    nth = 1 + (session.scalar(select(func.max(MovementRow.part)).where(*_of_slip(school, slip))) or 0)
    document = new_document(session, school, row.kind, occasion, approval=step.approval, slip=row, part=nth)
    made = session.get_one(MovementRow, (school, document.id))
    made.stage, made.fields = stage.word, fields
    session.execute(insert(MovementLine), _lines(session, row, made, stage.effect, chosen))
    enforce(session, school, document, occasion)
    if stage.effect.rooms and row.person_id:
        rooms = {course.written.room for course in chosen if course.written.room}
        hand_rooms(session, school, document, row.id, rooms, row.person_id, occasion)
    gone = {course.item for course in chosen}
    row.status = status_now(
        kind, approved=True, taken=[course.taken + (course.item in gone) for course in courses]
    ).value
    return document


def courses_of(session: Session, school: SchoolId, slip: SlipId) -> list[Course]:
    """How far each thing of the slip is, by its id."""
    written = session.scalars(
        select(SlipLine).where(SlipLine.school_id == school, SlipLine.slip_id == slip).order_by(SlipLine.item_id)
    ).all()
    moved: dict[UUID, list[MovementLine]] = {}
    for line in session.scalars(
        select(MovementLine)
        .join(MovementRow, and_(MovementRow.school_id == school, MovementRow.id == MovementLine.movement_id))
        .where(*_of_slip(school, slip), MovementRow.id.not_in(undone(school)))
        .order_by(MovementLine.movement_id)
    ):
        moved.setdefault(line.item_id, []).append(line)
    return [_course(line, moved.get(line.item_id, [])) for line in written]


def _course(line: SlipLine, moved: Sequence[MovementLine]) -> Course:
    written = standing_of(line.room_id, line.keeper_id, line.state)
    last = moved[-1] if moved else None
    left = standing_of(last.to_room_id, last.to_keeper_id, last.to_state) if last else written
    return Course(ItemId(line.item_id), written, left, len(moved))


def standing_of(room: UUID | None, keeper: UUID | None, state: str) -> Standing:
    """The columns of a thing, or of a line about it, as what they say."""
    return Standing(RoomId(room) if room else None, keeper, ItemState(state))


def _of_slip(school: SchoolId, slip: SlipId) -> tuple[Any, ...]:
    return MovementRow.school_id == school, MovementRow.slip_id == slip


def expected(kind: Kind, course: Course, given: Given) -> Standing:
    """How the thing stands when it has taken every stage of the slip."""
    standing = course.written
    for stage in kind.stages:
        standing = stage.effect.on(standing, course.written, given)
    return standing


def receiver_of(session: Session, row: SlipRow) -> UUID | None:
    """Who confirms what arrives: the person the slip names, or else who keeps the room it names."""
    room = session.get(Room, (row.school_id, row.room_id)) if row.room_id else None
    return row.person_id or (room.keeper_id if room else None)


def may_take(stage: Stage, taker: Taker, receiver: UUID | None) -> bool:
    """Whether the stage is theirs to take."""
    is_receiver = taker.person is not None and taker.person == receiver
    return taker.role >= stage.role or (stage.by_receiver and is_receiver)


def _chosen(courses: Sequence[Course], stage: int, items: Sequence[ItemId]) -> list[Course]:
    waiting = {course.item: course for course in courses if course.taken == stage}
    asked = sorted(set(items)) if items else sorted(waiting)
    if not asked or not waiting.keys() >= set(asked):
        raise NotWaiting
    return [waiting[item] for item in asked]


def _lines(
    session: Session, row: SlipRow, made: MovementRow, effect: Effect, chosen: Sequence[Course]
) -> list[dict[str, Any]]:
    """A line for each thing, from how it stands to how it stands afterwards. Raises `WentElsewhere`."""
    school, now = SchoolId(row.school_id), {}
    for some in in_parts([course.item for course in chosen]):
        columns = (Item.id, Item.room_id, Item.keeper_id, Item.state)
        for item, room, keeper, state in session.execute(
            select(*columns).where(Item.school_id == school, Item.id.in_(some))
        ):
            now[ItemId(item)] = standing_of(room, keeper, state)
    given = Given(RoomId(row.room_id) if row.room_id else None, row.person_id, row.due_on)
    lines = []
    for course in chosen:
        here = now[course.item]
        if not course.as_left(here):
            raise _elsewhere(session, school, course, here)
        lines.append(_line(made, course.item, here, effect.on(here, course.written, given)))
    return lines


def _line(made: MovementRow, item: ItemId, before: Standing, after: Standing) -> dict[str, Any]:
    return {
        "school_id": made.school_id,
        "movement_id": made.id,
        "item_id": item,
        "from_room_id": before.room,
        "to_room_id": after.room,
        "from_keeper_id": before.keeper,
        "to_keeper_id": after.keeper,
        "from_state": before.state.value,
        "to_state": after.state.value,
    }


def _elsewhere(session: Session, school: SchoolId, course: Course, now: Standing) -> WentElsewhere:
    card = session.execute(
        select(Asset.name, Asset.asset_no)
        .join(Item, and_(Item.school_id == Asset.school_id, Item.asset_id == Asset.id))
        .where(Item.school_id == school, Item.id == course.item)
    ).one()
    last = session.scalar(
        select(MovementRow)
        .join(MovementLine, and_(MovementLine.school_id == school, MovementLine.movement_id == MovementRow.id))
        .where(MovementRow.school_id == school, MovementLine.item_id == course.item)
        .order_by(MovementRow.id.desc())
        .limit(1)
    )
    codes = {room.id: room.code for room in session.scalars(select(Room).where(Room.school_id == school))}
    return WentElsewhere(
        name=card.name,
        number=card.asset_no,
        then=codes.get(course.left.room, "—") if course.left.room else "—",
        now=codes.get(now.room, "—") if now.room else "—",
        state=course.left.state,
        became=now.state,
        year=last.year if last else "—",
        kind=KINDS[last.kind].label if last else "—",
        nth=f"{last.number:04}" if last else "—",
    )
