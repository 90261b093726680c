"""Reading the transfer log: page by page, however long it is, by room, person, thing, kind and day."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, or_, select, union
from sqlalchemy.orm import Session, aliased

from inventory.actions.cards.listing import ids_of
from inventory.errors import NotFound
from inventory.ids import AssetId, ItemId, MovementId, SchoolId
from inventory.listing import Wanted
from inventory.movements import Document
from inventory.papers import PaperLine, Side
from inventory.register import ItemState
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.places import Room
from inventory.store.register import Asset, Item
from inventory.store.schools import Person
from inventory.store.slips import SlipRow
from inventory.transfer_log import Deed, LogFilter, LogLine, LogPage, MovedItem, Place, WholeDeed, as_lines

MOST_CARDS = 2_000
"""Cards that some words lead to."""

Lines = list[ColumnElement[bool]]
"""What is asked of a line of a document."""


def log_page(
    session: Session, school: SchoolId, wanted: LogFilter, *, after: Place | None = None, most: int = 100
) -> LogPage:
    """The lines of at most `most` pieces, the newest document first, after the place the page before ended at."""
    lines = _lines(session, school, wanted)
    newest = _newest(school, wanted, lines)
    if after is not None:
        newest = newest.where(_not_before(session, school, after))
    documents = newest.limit(most + 2).subquery()  # each has a line at least, but for that of `after`
    keys = (
        select(MovementLine.movement_id, MovementLine.item_id)
        .join(documents, documents.c.id == MovementLine.movement_id)
        .where(MovementLine.school_id == school, *lines)
        .order_by(documents.c.made_at.desc(), documents.c.id.desc(), MovementLine.item_id)
        .limit(most + 1)
    )
    if after is not None:
        of_others = MovementLine.movement_id != after.document
        keys = keys.where(or_(of_others, MovementLine.item_id > after.item))
    places = [Place(document, item) for document, item in session.execute(keys)]
    return LogPage(told(session, school, places[:most]), places[most - 1] if len(places) > most else None)


def log_documents(
    session: Session, school: SchoolId, wanted: LogFilter, *, after: MovementId | None = None, most: int = 50
) -> tuple[list[WholeDeed], bool]:
    """At most `most` documents that have such a line, each whole, the newest first; and whether there are more."""
    newest = _newest(school, wanted, _lines(session, school, wanted))
    if after is not None:
        newest = newest.where(MovementRow.id != after, _not_before(session, school, Place(after, after)))
    rows = session.scalars(newest.limit(most + 1)).all()
    moved: dict[UUID, list[MovedItem]] = {row.id: [] for row in rows[:most]}
    for line in session.execute(named_lines(school).where(MovementLine.movement_id.in_(moved))):
        moved[line.MovementLine.movement_id].append(_moved_item(line))
    return [WholeDeed(deed_of(row), tuple(moved[row.id])) for row in rows[:most]], len(rows) > most


def deed_of(row: MovementRow) -> Deed:
    """The document of the row with who made it, when and why."""
    document = Document(MovementId(row.id), row.kind, row.year, row.number, row.part)
    reverses = MovementId(row.reverses) if row.reverses else None
    return Deed(document, row.stage, row.made_at, row.made_by, row.reason, reverses)


def _newest(school: SchoolId, wanted: LogFilter, lines: Lines) -> Select[MovementRow]:
    """The documents that have such a line, the newest first."""
    which: list[ColumnElement[bool]] = [MovementRow.school_id == school]
    if wanted.kind:
        which.append(MovementRow.kind == wanted.kind)
    if wanted.since:
        which.append(MovementRow.made_at >= wanted.since)
    if wanted.before:
        which.append(MovementRow.made_at < wanted.before)
    if lines:
        which.append(MovementRow.id.in_(_through(school, wanted, lines)))
    return select(MovementRow).where(*which).order_by(MovementRow.made_at.desc(), MovementRow.id.desc())


def _through(school: SchoolId, wanted: LogFilter, lines: Lines) -> Select[UUID] | CompoundSelect[UUID]:
    """The documents of these lines: each way to fit a room or a person has an index of its own."""
    of_lines = select(MovementLine.movement_id).where(MovementLine.school_id == school, *lines)
    for ways in _ways(school, wanted):
        return union(*map(of_lines.where, ways))
    return of_lines


def _lines(session: Session, school: SchoolId, wanted: LogFilter) -> Lines:
    """What is asked of a line."""
    which: list[ColumnElement[bool]] = [or_(*ways) for ways in _ways(school, wanted)]
    if wanted.item:
        which.append(MovementLine.item_id == wanted.item)
    if wanted.thing:
        cards = ids_of(session, school, Wanted(wanted.thing), most=MOST_CARDS)
        pieces = select(Item.id).where(Item.school_id == school, Item.asset_id.in_(cards))
        which.append(MovementLine.item_id.in_(pieces))
    return which


def _ways(school: SchoolId, wanted: LogFilter) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """In which ways a line may fit the room and the person that are asked for: one of each is enough."""
    if wanted.room:
        room = select(Room.id).where(Room.school_id == school, Room.code == wanted.room).scalar_subquery()
        yield MovementLine.from_room_id == room, MovementLine.to_room_id == room
    if wanted.person:
        named = select(Person.id).where(Person.school_id == school, Person.name == wanted.person)
        given = and_(SlipRow.school_id == MovementRow.school_id, SlipRow.id == MovementRow.slip_id)
        for_them = select(MovementRow.id).join(SlipRow, given).where(SlipRow.school_id == school)
        yield (
            MovementLine.from_keeper_id.in_(named),
            MovementLine.to_keeper_id.in_(named),
            MovementLine.movement_id.in_(for_them.where(SlipRow.person_id.in_(named))),
        )


def _not_before(session: Session, school: SchoolId, place: Place) -> ColumnElement[bool]:
    """The document of this place and all that are older."""
    this = (MovementRow.school_id == school, MovementRow.id == place.document)
    at = session.scalar(select(MovementRow.made_at).where(*this))
    if at is None:
        raise NotFound(kind="document", name=place.document)
    return and_(MovementRow.made_at <= at, or_(MovementRow.made_at < at, MovementRow.id <= place.document))


def named_lines(school: SchoolId) -> Select[*tuple[Any, ...]]:
    """Lines of documents with the names of what they speak of, document by document, card by card."""
    old_room, new_room, old_keeper, new_keeper = aliased(Room), aliased(Room), aliased(Person), aliased(Person)
    return (
        select(
            MovementLine,
            Item.position,
            Asset.id.label("asset"),
            Asset.asset_no,
            Asset.name,
            Asset.model,
            old_room.code.label("old_room"),
            new_room.code.label("new_room"),
            old_keeper.name.label("old_keeper"),
            new_keeper.name.label("new_keeper"),
        )
        .join(Item, and_(Item.school_id == school, Item.id == MovementLine.item_id))
        .join(Asset, and_(Asset.school_id == school, Asset.id == Item.asset_id))
        .outerjoin(old_room, and_(old_room.school_id == school, old_room.id == MovementLine.from_room_id))
        .outerjoin(new_room, and_(new_room.school_id == school, new_room.id == MovementLine.to_room_id))
        .outerjoin(old_keeper, and_(old_keeper.school_id == school, old_keeper.id == MovementLine.from_keeper_id))
        .outerjoin(new_keeper, and_(new_keeper.school_id == school, new_keeper.id == MovementLine.to_keeper_id))
        .where(MovementLine.school_id == school)
        .order_by(MovementLine.movement_id, Asset.asset_no, Asset.id, Item.position)
    )


def told(session: Session, school: SchoolId, places: Sequence[Place]) -> tuple[LogLine, ...]:
    """The lines of these places of the log, documents in the order given and each in one run."""
    wanted = frozenset(places)
    deeds: dict[UUID, Deed] = {}
    pieces: dict[Place, PaperLine] = {}
    for some in in_parts(list({place.document for place in places})):
        rows = select(MovementRow).where(MovementRow.school_id == school, MovementRow.id.in_(some))
        deeds |= {row.id: deed_of(row) for row in session.scalars(rows)}
        # SQLite looks up a list of pairs by no index, so all lines of the documents are read.
        for line in session.execute(named_lines(school).where(MovementLine.movement_id.in_(some))):
            place = Place(line.MovementLine.movement_id, line.MovementLine.item_id)
            if place in wanted:
                pieces[place] = _paper_line(line)
    return as_lines((deeds[place.document], pieces[place]) for place in places)


def _sides_of(row: Any) -> tuple[Side, Side]:
    line = row.MovementLine
    before = Side(row.old_room, row.old_keeper or "", ItemState(line.from_state))
    return before, Side(row.new_room, row.new_keeper or "", ItemState(line.to_state))


def _paper_line(row: Any) -> PaperLine:
    before, after = _sides_of(row)
    asset = AssetId(row.asset)
    return PaperLine(asset, row.asset_no, row.name, row.model, (row.position,), None, before, after)


def _moved_item(row: Any) -> MovedItem:
    return MovedItem(ItemId(row.MovementLine.item_id), row.asset_no, row.name, *_sides_of(row))
