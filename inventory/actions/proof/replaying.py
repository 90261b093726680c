"""Carrying out the whole log anew: from how the pieces began, over every document, to what the register says.

Each piece begins as the first document found it, or as it stands if there is none; how all of them began is proved
by the sums the log keeps of the pieces that were put on the books.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session

from inventory.actions.proof.sealing import AT_ONCE, Following
from inventory.actions.proof.summed import FIRST, NOW
from inventory.actions.proof.sums import edition_of, kept_since
from inventory.digests import Start, weight, written
from inventory.ids import SchoolId
from inventory.store.hexed import hexed
from inventory.store.journal import Entry
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.places import Room
from inventory.store.register import Asset, Item, RegisterImport
from inventory.store.schools import Person

PUT_ON, TAKEN_OFF = frozenset({"register imported", "card entered", "cards entered"}), "register import undone"
STARTING = (*sorted(PUT_ON), TAKEN_OFF)
"""What entries of the log are called that put pieces on the books, or take them off whole."""

Stand = tuple[str | None, str | None, str]
"""The room, the keeper and the state of a piece; ids are 32 hexadecimal digits throughout."""


_BEGAN = "pieces as they began"
"""What the facts begin with that keep the sums of the pieces of each file, in the entry wider sums are kept from."""


class Course(NamedTuple):
    """A piece of a card that came with a file (None: with none), as it began, and where its course breaks first."""

    start: Start
    file: str | None
    gap: "Gap | None"


class Gap(NamedTuple):
    """What the document before left (None: none), and what the next one found; None: what the register says."""

    before: str | None
    left: Stand
    after: str | None
    found: Stand


def broken_course(session: Session, school: SchoolId) -> str:
    """The first piece whose course is broken, or the pieces that did not begin as the log has it; else ""."""
    bits = (edition_of(session, school) or FIRST).bits
    began: defaultdict[str | None, int] = defaultdict(int)
    for course in _courses(session, school):
        if course.gap:
            return _said(session, school, course.start[0], course.gap)
        began[course.file] += weight(course.start, bits)
    return _strange_beginning(session, school, began, bits)


def beginnings_now(session: Session, school: SchoolId) -> dict[str, str]:
    """The facts of an entry that keeps how all pieces began: as the first document found each, or as it stands."""
    began: defaultdict[str | None, int] = defaultdict(int)
    for course in _courses(session, school):
        began[course.file] += weight(course.start)
    return {f"{_BEGAN} {file or ''}": written(total) for file, total in began.items()}


def _courses(session: Session, school: SchoolId) -> Iterator[Course]:
    items = session.execute(
        select(hexed(Item.id), hexed(Item.room_id), hexed(Item.keeper_id), Item.state, hexed(Asset.import_id))
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .where(Item.school_id == school)
        .order_by(Item.id)
        .execution_options(yield_per=AT_ONCE)
    )
    lines = Following(_lines(session, school))
    for item, room, keeper, state, file in items:
        start, gap = _course(lines.of(item), (room, keeper, state))
        yield Course((item, *start), file, gap)


def _course(lines: Iterable[Any], now: Stand) -> tuple[Stand, Gap | None]:
    """How the piece began, and the first place where what is found is not what was left."""
    start: Stand | None = None
    left, before = now, None
    for line in lines:
        document, found, to = line[1], (line[2], line[3], line[4]), (line[5], line[6], line[7])
        if start is None:
            start = found
        elif found != left:
            return start, Gap(before, left, document, found)
        left, before = to, document
    return start or now, None if left == now else Gap(before, left, None, now)


def _lines(session: Session, school: SchoolId) -> Iterable[Row[Any]]:
    """Every line of every document, by piece, in the order in which the log has the documents."""
    made = and_(
        Entry.school_id == MovementLine.school_id,
        Entry.subject == MovementLine.movement_id,
        Entry.what == "document made",
    )
    was = (hexed(MovementLine.from_room_id), hexed(MovementLine.from_keeper_id), MovementLine.from_state)
    to = (hexed(MovementLine.to_room_id), hexed(MovementLine.to_keeper_id), MovementLine.to_state)
    return session.execute(
        select(hexed(MovementLine.item_id), hexed(MovementLine.movement_id), *was, *to)
        .join(Entry, made)
        .where(MovementLine.school_id == school)
        .order_by(MovementLine.item_id, Entry.number)
        .execution_options(yield_per=AT_ONCE)
    )


def _strange_beginning(session: Session, school: SchoolId, began: Mapping[str | None, int], bits: int) -> str:
    """Holds the sums of the pieces, by the file their cards came with, against those the log keeps."""
    names = _files(session, school)
    kept = _kept(session, school, names)
    if kept is None:
        return ""  # an earlier version put these pieces on the books, and kept no sum of them
    strange = [file for file in {*began, *kept} if written(began.get(file, 0), bits) != written(kept[file], bits)]
    if not strange or written(sum(kept.values()), bits) == written(sum(began.values()), bits):
        return ""
    sources = sorted(f"the file {names[file]}" if file in names else "what was entered by hand" for file in strange)
    return (
        f"pieces that came with {' or '.join(sources)} are not as they were put on the books: "
        "one was moved, changed, put in or taken out without a document"
    )


def _kept(session: Session, school: SchoolId, names: Mapping[str, str]) -> defaultdict[str | None, int] | None:
    """What the log keeps of the pieces of each file, as they began; None if it is not of all."""
    since = kept_since(session, school) or 0
    entries = session.execute(
        select(hexed(Entry.subject), Entry.what, Entry.facts)
        .where(Entry.school_id == school, Entry.number >= since)
        .where(or_(Entry.number == since, Entry.what.in_(STARTING)))
    )
    kept: defaultdict[str | None, int] = defaultdict(int)
    for subject, what, facts in entries:
        if NOW.since in facts:
            for fact in facts:
                if fact.startswith(_BEGAN):
                    kept[fact.removeprefix(_BEGAN).strip() or None] += int(facts[fact], 16)
        elif "beginning" not in facts:
            return None
        else:
            total = int(facts["beginning"], 16)
            kept[subject if subject in names else None] += total if what in PUT_ON else -total
    return kept


def _files(session: Session, school: SchoolId) -> dict[str, str]:
    files = select(hexed(RegisterImport.id), RegisterImport.filename).where(RegisterImport.school_id == school)
    return dict(session.execute(files).all())


def _said(session: Session, school: SchoolId, item: str, gap: Gap) -> str:
    card = session.execute(
        select(Asset.asset_no, Asset.name, Item.position)
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .where(Item.school_id == school, Item.id == UUID(item))
    ).one()
    piece = f"piece {card.position} of {card.asset_no or 'a card without number'} ({card.name})"
    left = f"document {_number(session, school, gap.before)} left it {_place(session, school, gap.left)}"
    found = _place(session, school, gap.found)
    if gap.after is None:
        return f"{piece}: {left}, but the register has it {found}"
    return f"{piece}: {left}, but document {_number(session, school, gap.after)} takes it from where it is {found}"


def _number(session: Session, school: SchoolId, document: str | None) -> str:
    row = session.get_one(MovementRow, (school, UUID(document)))
    return f"{row.year}-{row.kind}-{row.number:04}"


def _place(session: Session, school: SchoolId, stand: Stand) -> str:
    room = session.get(Room, (school, UUID(stand[0]))) if stand[0] else None
    keeper = session.get(Person, (school, UUID(stand[1]))) if stand[1] else None
    where = f"in room {room.code}" if room else "in no room"
    return f"{where}, kept by {keeper.name if keeper else 'nobody'}, “{stand[2]}”"
