"""What documents since the opening make of findings: things lent, moved, received or written off during the count.

The list a count is held against is frozen at its opening, and life goes on. What the books did since explains a
finding; it never makes one worse, and a thing seen where the frozen list has it stays verified.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inventory.findings import Kind, Note, Probabilities
from inventory.ids import AssetId, ItemId
from inventory.register import ItemState
from inventory.standing import Line
from inventory.tags import Tag

OUT_SINCE: Mapping[ItemState, Note] = {
    ItemState.LENT: Note.LENT_SINCE,
    ItemState.REPAIR: Note.REPAIRED_SINCE,
    ItemState.IN_TRANSIT: Note.SENT_SINCE,
    ItemState.AWAITING_DISPOSAL: Note.WRITTEN_OFF_SINCE,
    ItemState.RETIRED: Note.WRITTEN_OFF_SINCE,
}
"""States that explain why a thing is not in its room, and how that is said."""

_UNSEEN = frozenset({Kind.MISSING, Kind.NOT_COVERED, Kind.UNTAGGED, Kind.DOUBTFUL})


@dataclass(frozen=True, slots=True)
class Change:
    """What the books say now of a thing of the frozen list that they said otherwise at the opening.

    Rooms are codes, None where the books name none; `keeper` as they have the name.
    """

    item: ItemId
    asset_no: str
    name: str
    old_room: str | None
    room: str | None
    old_state: ItemState
    state: ItemState
    old_keeper: str = ""
    keeper: str = ""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A thing whose tag was bound after the opening. `listed`: the frozen list has the thing, only not the tag."""

    item: ItemId
    asset: AssetId
    asset_no: str
    name: str
    model: str
    listed: bool


def with_documents(
    lines: Sequence[Line], changes: Mapping[ItemId, Change], newcomers: Mapping[Tag, Newcomer]
) -> Iterator[Line]:
    """The findings in the light of what documents did since the opening; as many, in the same order."""
    known = [
        (line, newcomers[line.tag]) for line in lines if line.item is None and line.tag and line.tag in newcomers
    ]
    introductions = {line.tag: introduced(line, newcomer) for line, newcomer in known}
    heard = {newcomer.item: line for line, newcomer in known}
    for line in lines:
        if line.item is None:
            yield introductions.get(line.tag, line)
        elif line.item in heard:
            yield seen_by(line, heard[line.item])
        else:
            yield explained(line, changes[line.item]) if line.item in changes else line


def explained(line: Line, change: Change) -> Line:
    """The finding of a thing whose place or state a document has changed since."""
    moved = change.room is not None and change.room != change.old_room
    if line.kind is Kind.MOVED and moved and line.seen_room == change.room:
        return _accounted(line, Note.MOVED_BY_DOCUMENT)
    if line.kind in _UNSEEN and change.state is not change.old_state and change.state in OUT_SINCE:
        return _accounted(line, OUT_SINCE[change.state])
    if line.kind in _UNSEEN and moved and line.kind is not Kind.NOT_COVERED:
        return _noted(line, Note.MOVED_BY_DOCUMENT)
    return line


def introduced(line: Line, newcomer: Newcomer) -> Line:
    """The finding of a tag that was unknown to the frozen list and is bound to a thing now."""
    note = Note.TAGGED_SINCE if newcomer.listed else Note.RECEIVED_SINCE
    named = replace(line, asset=newcomer.asset, asset_no=newcomer.asset_no, name=newcomer.name, model=newcomer.model)
    return _accounted(named, note)


def seen_by(line: Line, heard: Line) -> Line:
    """The finding of a listed thing by a tag it got after the opening; `heard` is what was found of that tag."""
    if line.kind not in _UNSEEN:
        return line
    here, sure = heard.seen_room == line.booked_room, heard.confidence
    found = replace(
        line,
        kind=Kind.VERIFIED if here else Kind.MOVED,
        seen_room=heard.seen_room,
        confidence=sure,
        probabilities=Probabilities(sure, 1 - sure, 0.0) if here else Probabilities(1 - sure, sure, 0.0),
        evidence=heard.evidence,
    )
    return _noted(found, Note.TAGGED_SINCE)


def _accounted(line: Line, note: Note) -> Line:
    return _noted(replace(line, kind=Kind.ACCOUNTED), note)


def _noted(line: Line, note: Note) -> Line:
    return replace(line, notes=(*line.notes, note))
