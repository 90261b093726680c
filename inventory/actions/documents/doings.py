"""What documents have to do with pieces: asked for, signed, renewed, withdrawn, and what each did."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from inventory.actions.cards.happenings import Positions
from inventory.cards import HistoryLine
from inventory.forms.values import Say, Value, say
from inventory.ids import MovementId, SchoolId
from inventory.kinds import KINDS
from inventory.movements import Document, MovementKind
from inventory.papers import Side
from inventory.register import ItemState
from inventory.slip_papers import Filled, filled
from inventory.slips import Holds, Kind
from inventory.store.journal import Entry
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.schools import Person
from inventory.store.slips import Renewal, Signature, SlipLine, SlipRow

MOVED = "{year}-{kind}-{number}: from room {old} to room {new}"
BECAME = "{year}-{kind}-{number}: from “{state}” to “{became}”"
APPROVED = "{year}-{kind}-{number}: written off, approval {approval} of {day}"
RECEIVED = "{year}-{kind}-{number}: received into room {new}"
LABELLED = "{year}-{kind}-{number}: tags changed"
STAGED = "{year}-{kind}-{number}: {step}"
MADE = "{year}-{kind}-{number}"
ASKED = "{year}-{kind}-{number}: asked for"
SIGNED = "{year}-{kind}-{number}: approved ({level})"
REFUSED = "{year}-{kind}-{number}: rejected ({level})"
RENEWED = "{year}-{kind}-{number}: to be back by {day}"
WITHDRAWN = "{year}-{kind}-{number}: withdrawn"


class Move(NamedTuple):
    """What a document did to some pieces alike."""

    document: UUID
    before: Side
    after: Side


class Doing(NamedTuple):
    """A document, what was asked for if it is part of that, with the names it gives, and what it takes `back`."""

    row: MovementRow
    slip: SlipRow | None
    person: str
    room: str
    back: MovementRow | None


def moved(session: Session, school: SchoolId, pieces: Select[UUID], position: Positions) -> Iterator[HistoryLine]:
    """What each document did: a line for each change, of all the pieces it did that to."""
    for doing, move, alike in _moves(session, school, pieces, position):
        yield from _changes(doing, move, alike)


def doings(session: Session, school: SchoolId, pieces: Select[UUID], position: Positions) -> Iterator[HistoryLine]:
    """What each document did in one line, with both sides in full."""
    for doing, move, alike in _moves(session, school, pieces, position):
        row = doing.row
        yield HistoryLine(
            row.made_at,
            row.made_by,
            STAGED if row.stage else APPROVED if row.approval_no else MADE,
            _facts(row),
            alike,
            MovementId(row.id),
            row.reason,
            more=_details(doing),
            before=move.before,
            after=move.after,
        )


def asked(session: Session, school: SchoolId, pieces: Select[UUID], position: Positions) -> Iterator[HistoryLine]:
    """What was asked for, signed, renewed and withdrawn, in that order for each document."""
    rows = session.execute(
        select(SlipRow, SlipLine.item_id, Person.name, Room.code)
        .join(SlipLine, and_(SlipLine.school_id == SlipRow.school_id, SlipLine.slip_id == SlipRow.id))
        .outerjoin(Person, and_(Person.school_id == school, Person.id == SlipRow.person_id))
        .outerjoin(Room, and_(Room.school_id == school, Room.id == SlipRow.room_id))
        .where(SlipRow.school_id == school, SlipLine.item_id.in_(pieces))
        .order_by(SlipRow.id)
    ).all()
    things: dict[UUID, list[int]] = defaultdict(list)
    slips = {}
    for slip, item, person, room in rows:
        things[slip.id].append(position[item])
        slips[slip.id] = slip, person or "", room or ""
    since = _since(session, school, list(slips))
    for slip, person, room in slips.values():
        alike, more = tuple(sorted(things[slip.id])), _wish(slip, person, room)
        document = MovementId(slip.id)
        yield HistoryLine(slip.asked_at, slip.asked_by, ASKED, _number(slip), alike, document, slip.reason, more=more)
        for row in since.get(slip.id, ()):
            yield _after(row, slip, alike)


def _moves(
    session: Session, school: SchoolId, pieces: Select[UUID], position: Positions
) -> Iterator[tuple[Doing, Move, tuple[int, ...]]]:
    """Each document in order, with what it did and to which pieces."""
    alike: dict[Move, list[int]] = defaultdict(list)
    for document, item, *sides in session.execute(_lines(school, pieces)):
        alike[Move(document, _side(*sides[:3]), _side(*sides[3:]))].append(position[item])
    known = _known(session, school, {move.document for move in alike})
    for move, positions in alike.items():
        yield known[move.document], move, tuple(sorted(positions))


def _lines(school: SchoolId, pieces: Select[UUID]) -> Select[*tuple[Any, ...]]:
    old_room, new_room, old_keeper, new_keeper = aliased(Room), aliased(Room), aliased(Person), aliased(Person)
    return (
        select(
            *(MovementLine.movement_id, MovementLine.item_id),
            *(old_room.code, old_keeper.name, MovementLine.from_state),
            *(new_room.code, new_keeper.name, MovementLine.to_state),
        )
        .outerjoin(old_room, and_(old_room.school_id == school, old_room.id == MovementLine.from_room_id))
        .outerjoin(new_room, and_(new_room.school_id == school, new_room.id == MovementLine.to_room_id))
        .outerjoin(old_keeper, and_(old_keeper.school_id == school, old_keeper.id == MovementLine.from_keeper_id))
        .outerjoin(new_keeper, and_(new_keeper.school_id == school, new_keeper.id == MovementLine.to_keeper_id))
        .where(MovementLine.school_id == school, MovementLine.item_id.in_(pieces))
        .order_by(MovementLine.movement_id)
    )


def _side(room: str | None, keeper: str | None, state: str) -> Side:
    return Side(room, keeper or "", ItemState(state))


def _known(session: Session, school: SchoolId, ids: Iterable[UUID]) -> dict[UUID, Doing]:
    known, undone = {}, aliased(MovementRow)
    for some in in_parts(sorted(ids)):
        for row, slip, person, room, back in session.execute(
            select(MovementRow, SlipRow, Person.name, Room.code, undone)
            .outerjoin(undone, and_(undone.school_id == school, undone.id == MovementRow.reverses))
            .outerjoin(SlipRow, and_(SlipRow.school_id == school, SlipRow.id == MovementRow.slip_id))
            .outerjoin(Person, and_(Person.school_id == school, Person.id == SlipRow.person_id))
            .outerjoin(Room, and_(Room.school_id == school, Room.id == SlipRow.room_id))
            .where(MovementRow.school_id == school, MovementRow.id.in_(some))
        ):
            known[row.id] = Doing(row, slip, person or "", room or "", back)
    return known


def _changes(doing: Doing, move: Move, pieces: tuple[int, ...]) -> Iterator[HistoryLine]:
    row, more = doing.row, _details(doing)
    at, by, document = row.made_at, row.made_by, MovementId(row.id)
    facts = _facts(row) | {"old": move.before.room or "—", "new": move.after.room or "—"}
    facts |= {"state": move.before.state, "became": move.after.state}
    becomes = move.before.state != move.after.state
    if row.stage or row.approval_no:
        yield HistoryLine(at, by, STAGED if row.stage else APPROVED, facts, pieces, document, more=more)
    elif row.kind == MovementKind.RECEIPT.value:
        yield HistoryLine(at, by, RECEIVED, facts, pieces, document)
        return
    elif becomes:
        yield HistoryLine(at, by, BECAME, facts, pieces, document)
    if move.before.room != move.after.room:
        yield HistoryLine(at, by, MOVED, facts, pieces, document)
    elif not becomes and not row.stage:
        yield HistoryLine(at, by, LABELLED, facts, pieces, document)


def _facts(row: MovementRow) -> dict[str, str]:
    """What fills the gaps: the number, what the log calls the stage, the approval."""
    facts = Document(MovementId(row.id), row.kind, row.year, row.number, row.part).facts()
    if row.stage:
        facts["step"] = KINDS[row.kind].stage(row.stage).past
    if row.approval_no:
        facts |= {"approval": row.approval_no, "day": str(row.approved_on)}
    return facts


def _details(doing: Doing) -> tuple[Value, ...]:
    """What was filled in when the stage was taken; of the first one also whom it is for; what is taken back."""
    row, slip = doing.row, doing.slip
    if doing.back is not None:
        return (_pair("Takes back", Say(MADE, {**_facts(doing.back), "kind": say(KINDS[doing.back.kind].label)})),)
    if slip is None:
        return ()
    kind = KINDS[row.kind]
    first = kind.stages[0].word == row.stage
    wish = _given(kind, slip, doing.person, doing.room) if first else ()
    approval = (_pair("Number of the approval", f"{row.approval_no} {row.approved_on}"),) if row.approval_no else ()
    return (*wish, *_filled(filled(kind.stage(row.stage).fields, row.fields)), *approval)


def _wish(slip: SlipRow, person: str, room: str) -> tuple[Value, ...]:
    kind = KINDS[slip.kind]
    return (*_given(kind, slip, person, room), *_filled(filled(kind.fields, slip.fields)))


def _given(kind: Kind, slip: SlipRow, person: str, room: str) -> tuple[Value, ...]:
    named = ((kind.room, room), (kind.person, person), (kind.due, slip.due_on))
    return tuple(_pair(asks.label, value) for asks, value in named if asks and value)


def _filled(fields: Filled) -> tuple[Value, ...]:
    return tuple(_pair(each.label, say(text) if each.holds is Holds.CHOICE else text) for each, text in fields)


def _pair(label: str, value: Value) -> Value:
    return say("{label}: {value}", label=say(label), value=value)  # the label is one of `inventory.kinds`


def _number(slip: SlipRow) -> dict[str, str]:
    return Document(MovementId(slip.id), slip.kind, slip.year, slip.number).facts()


def _since(session: Session, school: SchoolId, slips: list[UUID]) -> dict[UUID, list[Signature | Renewal | Entry]]:
    """What happened to each since it was written."""
    found: dict[UUID, list[Signature | Renewal | Entry]] = defaultdict(list)
    for some in in_parts(slips):
        signed = select(Signature).where(Signature.school_id == school, Signature.slip_id.in_(some))
        for signature in session.scalars(signed.order_by(Signature.slip_id, Signature.level)):
            found[signature.slip_id].append(signature)
        later = select(Renewal).where(Renewal.school_id == school, Renewal.slip_id.in_(some))
        for renewal in session.scalars(later.order_by(Renewal.slip_id, Renewal.number)):
            found[renewal.slip_id].append(renewal)
        back = select(Entry).where(
            Entry.school_id == school, Entry.what == "document withdrawn", Entry.subject.in_(some)
        )
        for entry in session.scalars(back):
            found[entry.subject].append(entry)
    return found


def _after(row: Signature | Renewal | Entry, slip: SlipRow, pieces: tuple[int, ...]) -> HistoryLine:
    facts, document = _number(slip), MovementId(slip.id)
    if isinstance(row, Entry):
        return HistoryLine(row.at, row.by, WITHDRAWN, facts, pieces, document, row.reason)
    if isinstance(row, Renewal):
        return HistoryLine(row.at, row.by, RENEWED, facts | {"day": str(row.due_on)}, pieces, document, row.reason)
    facts["level"] = slip.levels[row.level]["name"]
    at, by, why = row.at, row.by, row.reason
    return HistoryLine(at, by, SIGNED if row.approved else REFUSED, facts, pieces, document, why)
