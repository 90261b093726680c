"""Carrying out what a register file says differently of known cards: what stands on them, and where their pieces are.

What stands on a card is changed and logged; rooms, custodians and states change by one document, like any other.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.cards.register import Entry, Names, NewPiece, add_pieces, bind_tags
from inventory.actions.documents.movements import Occasion, enforce, new_document
from inventory.actions.importing.import_plan import Meeting
from inventory.actions.proof.sums import entered
from inventory.ids import ItemId, new_id
from inventory.matching import SETTLED, KnownPiece, category_of
from inventory.movements import MovementKind
from inventory.store.bulk import insert_rows
from inventory.store.cards import CardChange
from inventory.store.movements import MovementLine, MovementRow
from inventory.store.parts import in_parts
from inventory.store.register import Item
from inventory.tags import Tag

PIECE, TAG = "piece", "tag"
"""What the log of changes calls a piece that was entered, and a tag that was bound."""


def update_cards(session: Session, entry: Entry, changed: Sequence[Meeting], names: Names, why: Why) -> str:
    """Makes the cards say what the file says of them, with the pieces and tags it has more; how those began."""
    changes = [change for meeting in changed for change in _on_the_card(meeting, names)]
    change_cards(session, entry.school, changes, why)
    pieces = [(meeting, piece) for meeting in changed for piece in _more_pieces(meeting)]
    tags = [(meeting, tag, item) for meeting in changed for tag, item in _more_tags(meeting)]
    _, began = add_pieces(session, entry, [piece for _, piece in pieces], names)
    bind_tags(session, entry, [(tag, item) for _, tag, item in tags])
    said = [
        *(_said(entry, why, meeting, None, PIECE, str(piece.position)) for meeting, piece in pieces),
        *(_said(entry, why, meeting, item, TAG, tag) for meeting, tag, item in tags),
    ]
    if said:
        entered(session, CardChange, insert_rows(session, CardChange, said))
    return began


def _on_the_card(meeting: Meeting, names: Names) -> Iterator[Change]:
    card, row, says = meeting.card, meeting.row, meeting.says
    for field in says.fields:
        head = field.removeprefix("others:")
        if field == "category":
            yield Change(card.id, "category_id", names.categories[category_of(row, card)])
        elif field == "department":
            yield Change(card.id, "department_id", names.departments[row.department])
        elif head == field:
            yield Change(card.id, field, getattr(row, field))
        else:
            own = names.own.get(head)
            yield Change(card.id, f"custom:{own.hex}" if own else field, row.others[head])
    if says.more > 0:
        yield Change(card.id, "quantity", row.quantity)
    if says.named:
        for known, said in zip(card.pieces, row.said_of(len(card.pieces)), strict=False):
            told = {"number": said.number, "serial": said.serial}
            yield from (Change(card.id, name, text, known.id) for name, text in told.items() if text)


def _more_pieces(meeting: Meeting) -> Iterator[NewPiece]:
    known, row = meeting.card.pieces, meeting.row
    more = row.said_of(row.quantity)[len(known) :] if meeting.says.more > 0 else ()
    for position, said in enumerate(more, start=max((each.position for each in known), default=0) + 1):
        yield NewPiece(meeting.card.id, position, said)


def _more_tags(meeting: Meeting) -> Iterator[tuple[Tag, ItemId]]:
    """The tags the file has more, for the pieces that carry none, in order."""
    bare = (known.id for known in meeting.card.pieces if not known.tags)
    return zip(meeting.says.tags, bare, strict=False)


def _said(entry: Entry, why: Why, meeting: Meeting, item: UUID | None, field: str, after: str) -> dict[str, Any]:
    return {
        "school_id": entry.school,
        "id": new_id(),
        "asset_id": meeting.card.id,
        "item_id": item,
        "field": field,
        "before": "",
        "after": after,
        "at": why.at,
        "by": why.by,
        "reason": why.reason,
        "import_id": why.import_id,
    }


def move_pieces(
    session: Session, entry: Entry, changed: Sequence[Meeting], names: Names, why: Why, zone: tzinfo
) -> None:
    """One document that books the pieces where the file says, none if all are there; who uses them without one."""
    places = [Change(m.card.id, "location", m.row.location) for m in changed if "room" in m.says.whereabouts]
    users = [change for meeting in changed if "user" in meeting.says.whereabouts for change in _users(meeting, names)]
    change_cards(session, entry.school, places, why)
    change_cards(session, entry.school, users, why)
    moving = {
        known.id: to for meeting in changed if meeting.says.whereabouts for known, to in _whither(meeting, names)
    }
    lines = list(_lines(session, entry, moving))
    if not lines:
        return
    occasion = Occasion(why.reason, why.by, why.at, zone=zone)
    document = new_document(session, entry.school, MovementKind.TRANSFER, occasion)
    row = session.get_one(MovementRow, (entry.school, document.id))
    row.import_id = entry.import_id
    session.execute(insert(MovementLine), [line | {"movement_id": document.id} for line in lines])
    enforce(session, entry.school, document, occasion)


def _users(meeting: Meeting, names: Names) -> Iterator[Change]:
    pieces = meeting.card.pieces
    for known, said in zip(pieces, meeting.row.said_of(len(pieces)), strict=False):
        if said.user:
            yield Change(meeting.card.id, "user_id", names.people[said.user], known.id)


def _whither(meeting: Meeting, names: Names) -> Iterator[tuple[KnownPiece, dict[str, Any]]]:
    """By piece the columns of its line that are other than where it is now."""
    says, pieces = meeting.says.whereabouts, meeting.card.pieces
    for known, said in zip(pieces, meeting.row.said_of(len(pieces)), strict=False):
        to: dict[str, Any] = {}
        if "room" in says and said.room:
            to["to_room_id"] = names.rooms[said.room]
        if "keeper" in says and said.keeper:
            to["to_keeper_id"] = names.people[said.keeper]
        if "state" in says and said.state in SETTLED and known.state in SETTLED:
            to["to_state"] = said.state.value
        yield known, to


def _lines(session: Session, entry: Entry, moving: Mapping[ItemId, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A line for each piece that is not there already."""
    columns = (Item.id, Item.room_id, Item.keeper_id, Item.state)
    for some in in_parts(sorted(moving)):
        rows = session.execute(select(*columns).where(Item.school_id == entry.school, Item.id.in_(some)))
        for item, room, keeper, state in rows:
            now = {"to_room_id": room, "to_keeper_id": keeper, "to_state": state}
            to = now | moving[ItemId(item)]
            if to != now:
                was = {"from_room_id": room, "from_keeper_id": keeper, "from_state": state}
                yield {"school_id": entry.school, "item_id": item} | was | to
