"""What happened to a card and its pieces, and the whole life of one thing: who, when, from, to and why."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.counts import counted
from inventory.actions.cards.card_log import changes_of
from inventory.actions.cards.happenings import Positions, bound, decided, entered, seen, ticked
from inventory.actions.documents.doings import asked, doings, moved
from inventory.actions.tagging.label_prints import printed_lines
from inventory.cards import About, HistoryLine, folded
from inventory.errors import NotFound
from inventory.ids import AssetId, ItemId, SchoolId
from inventory.life import Life
from inventory.papers import Side
from inventory.register import ItemState
from inventory.store.places import Room
from inventory.store.register import Asset, Item
from inventory.store.schools import Person

CHANGED = "{field}: “{old}” → “{new}”"
FILLED_IN = "{field}: {new}"


def history_of(session: Session, school: SchoolId, asset_id: AssetId) -> list[HistoryLine]:
    """Everything known, the newest first; of being seen the last fifty times. Raises `NotFound`.

    What happened to several pieces alike is one line.
    """
    asset = session.get(Asset, (school, asset_id))
    if asset is None:
        raise NotFound(kind="card", name=asset_id)
    pieces = select(Item.id).where(Item.school_id == school, Item.asset_id == asset_id)
    placed = select(Item.id, Item.position).where(Item.school_id == school, Item.asset_id == asset_id)
    position: dict[UUID | None, int] = {row.id: row.position for row in session.execute(placed)}
    return folded(
        [
            *entered(session, asset),
            *bound(session, school, pieces, position),
            *seen(session, school, pieces),
            *ticked(session, school, pieces, position),
            *decided(session, school, position),
            *moved(session, school, pieces, position),
            *printed_lines(session, school, pieces, position),
        ]
    )


def life_of(session: Session, school: SchoolId, item: ItemId) -> Life:
    """The whole life of one thing, the newest first; of being seen the last fifty times. Raises `NotFound`."""
    row = session.execute(
        select(Item, Asset, Room.code, Person.name)
        .join(Asset, and_(Asset.school_id == Item.school_id, Asset.id == Item.asset_id))
        .outerjoin(Room, and_(Room.school_id == Item.school_id, Room.id == Item.room_id))
        .outerjoin(Person, and_(Person.school_id == Item.school_id, Person.id == Item.keeper_id))
        .where(Item.school_id == school, Item.id == item)
    ).one_or_none()
    if row is None:
        raise NotFound(kind="thing", name=item)
    thing, asset, room, keeper = row
    return Life(
        item=item,
        asset=AssetId(asset.id),
        asset_no=asset.asset_no,
        name=asset.name,
        model=asset.model,
        position=thing.position,
        quantity=asset.quantity,
        now=Side(room, keeper or "", ItemState(thing.state)),
        steps=tuple(sorted(_steps(session, school, thing, asset), key=lambda step: step.at))[::-1],
    )


def _steps(session: Session, school: SchoolId, item: Item, asset: Asset) -> Iterator[HistoryLine]:
    """In the order in which things come about that happen at the same time."""
    pieces = select(Item.id).where(Item.school_id == school, Item.id == item.id)
    position: Positions = {item.id: item.position}
    told: tuple[tuple[About, Iterable[HistoryLine]], ...] = (
        (About.ENTERED, entered(session, asset)),
        (About.CHANGE, _changed(session, school, item)),
        (About.TAG, bound(session, school, pieces, position)),
        (About.LABEL, printed_lines(session, school, pieces, position)),
        (About.SIGHTING, chain(seen(session, school, pieces), ticked(session, school, pieces, position))),
        (About.COUNT, chain(counted(session, school, ItemId(item.id)), decided(session, school, position))),
        (About.DOCUMENT, _documents(session, school, pieces, position)),
    )
    for about, lines in told:
        yield from (replace(line, about=about) for line in lines)


def _documents(session: Session, school: SchoolId, pieces: Select[UUID], position: Positions) -> list[HistoryLine]:
    """Asked for, signed and done; ids are in the order in which they were given."""
    lines = [*asked(session, school, pieces, position), *doings(session, school, pieces, position)]
    return sorted(lines, key=lambda line: (line.at, line.document or UUID(int=0)))


def _changed(session: Session, school: SchoolId, item: Item) -> Iterator[HistoryLine]:
    """What was changed on its card, or on itself."""
    for change in changes_of(session, school, AssetId(item.asset_id)):
        if change.item in (None, item.position):
            facts = {"field": change.label, "old": change.before, "new": change.after}
            if change.before:
                yield HistoryLine(change.at, change.by, CHANGED, facts, reason=change.reason)
            else:
                yield HistoryLine(change.at, change.by, FILLED_IN, facts, reason=change.reason)
