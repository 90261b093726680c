"""What a register file would do: which of its lines are new cards, and what it says differently of known ones."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import starmap
from uuid import UUID

from sqlalchemy.orm import Session

from inventory.actions.cards.rooms import room_ids
from inventory.actions.importing.known_cards import keys_of, known_cards
from inventory.collecting import uncollected
from inventory.ids import SchoolId
from inventory.locations import room_named
from inventory.matching import SETTLED, Difference, KnownCard, differences
from inventory.register import Doubt, RegisterFile, RegisterRow
from inventory.store.parts import in_parts


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants of known cards: `updates` what stands on them, `moves` where their pieces are booked."""

    updates: bool = False
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A line that meets its card, and what it says differently."""

    row: RegisterRow
    card: KnownCard
    says: Difference

    def told(self, wanted: Wanted) -> Iterator[tuple[str, tuple[str, str]]]:
        """By field, before and after, what the line will change if that is wanted."""
        if wanted.updates:
            yield from self.says.fields.items()
            yield from self.says.named.items()
            if self.says.more > 0:
                yield "quantity", (str(len(self.card.pieces)), str(self.row.quantity))
            yield from (("tag", ("", tag)) for tag in self.says.tags)
        if wanted.moves:
            yield from self.says.whereabouts.items()


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines of a file held against the register.

    `new` are lines with the key their card gets, `changed` those that will change theirs as was wanted; `unchanged`
    counts those that say what their card says. `new_rooms` are places the register names and nobody has entered.
    `doubts` tell of what the file says differently and will not be taken over, too.
    """

    new: Sequence[tuple[str, RegisterRow]]
    changed: Sequence[Meeting]
    unchanged: int
    new_rooms: Sequence[str]
    doubts: Sequence[Doubt]


@uncollected()
def plan(session: Session, school: SchoolId, file: RegisterFile, wanted: Wanted) -> Plan:
    """Holds the lines of a file against the register; writes nothing.

    Some thousand at a time, so that no more of the register is in memory than will be changed.
    """
    rooms = room_ids(session, school)
    told = {column.field for column in file.columns}
    new: list[tuple[str, RegisterRow]] = []
    gone: list[Doubt] = []
    changed: list[Meeting] = []
    left: list[Doubt] = []
    alike = 0
    for lines in in_parts(list(zip(keys_of(session, school, file.rows), file.rows, strict=True))):
        known = known_cards(session, school, [key for key, _ in lines])
        new += (line for line in lines if line[0] not in known)
        found = [(row, known[key]) for key, row in lines if key in known]
        gone += (_merged(row, card.part_of) for row, card in found if card.part_of is not None)
        met = list(_met([(row, card) for row, card in found if card.part_of is None], told, rooms))
        changing = [meeting for meeting in met if _changes(meeting.says, wanted)]
        leaving = [doubt for meeting in met for doubt in _left_alone(meeting, wanted)]
        touched = {_place(meeting.row) for meeting in changing} | {_place(doubt) for doubt in leaving}
        alike += sum(_place(meeting.row) not in touched for meeting in met)
        changed += changing
        left += leaving
    unknown = _unknown_places([*(row for _, row in new), *_moving(changed, wanted)], rooms)
    return Plan(new, changed, alike, [place for place, _ in unknown], [*gone, *left, *starmap(_new_room, unknown)])


def _met(
    found: Sequence[tuple[RegisterRow, KnownCard]], told: AbstractSet[str], rooms: Iterable[str]
) -> Iterator[Meeting]:
    places = _codes({row.location for row, _ in found}, rooms)
    return (Meeting(row, card, differences(row, card, told, places[row.location])) for row, card in found)


def _place(said: RegisterRow | Doubt) -> tuple[str | None, int | None]:
    return said.sheet, said.line


def _codes(places: Iterable[str], rooms: Iterable[str]) -> dict[str, str | None]:
    """The code of the room that each place means."""
    codes = {code: code for code in rooms}
    return {place: room_named(place, codes) for place in places}


def _changes(says: Difference, wanted: Wanted) -> bool:
    on_card = bool(says.fields or says.named or says.tags) or says.more > 0
    return (wanted.updates and on_card) or (wanted.moves and bool(says.whereabouts))


def _moving(changed: Iterable[Meeting], wanted: Wanted) -> Iterator[RegisterRow]:
    return (meeting.row for meeting in changed if wanted.moves and "room" in meeting.says.whereabouts)


def _unknown_places(rows: Iterable[RegisterRow], rooms: dict[str, UUID]) -> list[tuple[str, RegisterRow]]:
    """Each place that names no room, with the first line that names it, in the order of the file."""
    first: dict[str, RegisterRow] = {}
    for row in rows:
        for place in filter(None, row.places):
            first.setdefault(place, row)
    unknown = ((place, row) for place, row in first.items() if room_named(place, rooms) is None)
    return sorted(unknown, key=lambda found: (found[1].line, found[0]))


def _left_alone(meeting: Meeting, wanted: Wanted) -> Iterator[Doubt]:
    """What the line says differently and will not be carried out."""
    says, row = meeting.says, meeting.row
    number = {"number": row.asset_no}
    if says.of_card and not wanted.updates:
        yield Doubt("differs", DIFFERS, number, row.sheet, row.line)
    elif wanted.updates and (over := len(says.tags) - sum(not piece.tags for piece in meeting.card.pieces)) > 0:
        yield Doubt("tags_over", TAGS_OVER, number | {"count": over}, row.sheet, row.line)
    elif says.more < 0:
        yield Doubt("fewer", FEWER, number | {"count": -says.more}, row.sheet, row.line)
    if says.whereabouts and not wanted.moves:
        before, after = next(iter(says.whereabouts.values()))
        yield Doubt("elsewhere", ELSEWHERE, number | {"before": before, "after": after}, row.sheet, row.line)
    elif "state" in says.whereabouts and not _may_change_state(meeting):
        yield Doubt("state", STATE, number, row.sheet, row.line)


def _may_change_state(meeting: Meeting) -> bool:
    pieces = meeting.card.pieces
    pairs = zip(pieces, meeting.row.said_of(len(pieces)), strict=False)
    return all(
        {piece.state, said.state or piece.state} <= SETTLED for piece, said in pairs if piece.state != said.state
    )


DIFFERS = "Card {number} is in the register already and says something else there; the register was left as it is."
FEWER = "Card {number} has {count} pieces fewer in the file; pieces only leave the register by a document."
TAGS_OVER = "Card {number}: {count} tags of the file find no piece without a tag; they were not bound."
ELSEWHERE = "Card {number}: the register says “{before}”, the file “{after}”; the register was left as it is."
STATE = "Card {number}: the file says another state; only a document changes that."


MERGED = "Card {number} was merged into card {whole}; the line was left out. Delete it from the list."


def _merged(row: RegisterRow, whole: str) -> Doubt:
    return Doubt("merged", MERGED, {"number": row.asset_no, "whole": whole}, row.sheet, row.line)


def _new_room(place: str, row: RegisterRow) -> Doubt:
    return Doubt(
        "new_room",
        "There is no room {room} yet; it will be entered under this name.",
        {"room": place},
        row.sheet,
        row.line,
    )
