"""What findings, states and floors are called, and what is remarked beside a line: the same on page and paper.

Every text here is English and a key of the catalogues.
"""

from collections.abc import Callable

from inventory.findings import Kind
from inventory.reports import Entry, Section
from inventory.standing import Line, RoomState

Words = Callable[[str], str]
"""Gives an English text of ours in the reader's language, its gaps still open."""

STATE_NAME = {
    RoomState.WAITING: "Waiting",
    RoomState.COUNTING: "Being counted",
    RoomState.COMPLETE: "Finished",
}

KIND_NAME = {
    Kind.VERIFIED: "Verified",
    Kind.MOVED: "Moved",
    Kind.DOUBTFUL: "Doubtful",
    Kind.MISSING: "Missing",
    Kind.NOT_COVERED: "Not covered",
    Kind.ACCOUNTED: "Accounted",
    Kind.UNTAGGED: "Untagged",
    Kind.UNKNOWN_TAG: "Unknown tag",
    Kind.RETIRED_BUT_SEEN: "Retired but seen",
    Kind.TAG_CONFLICT: "Tag conflict",
}

SECTION_NAME = {
    Section.SEEN: "Verified",
    Section.MOVED_IN: "Moved in",
    Section.MOVED_OUT: "Moved out",
    Section.DOUBTFUL: "Doubtful",
    Section.MISSING: "Missing",
    Section.NOT_COVERED: "Not covered",
    Section.ACCOUNTED: "Accounted",
    Section.UNTAGGED: "Untagged",
    Section.UNKNOWN_TAG: "Unknown tag",
    Section.RETIRED_BUT_SEEN: "Retired but seen",
    Section.TAG_CONFLICT: "Tag conflict",
}


def floor_name(words: Words, number: int) -> str:
    """A floor as people say it; floors below the ground count down from B1."""
    if number < 0:
        return words("Basement {number}").format(number=-number)
    return words("Floor {number}").format(number=number)


def where(words: Words, line: Line, section: Section) -> str:
    """The other room a finding speaks of, where there is one."""
    match section:
        case Section.MOVED_OUT:
            return words("Seen in {room}").format(room=line.seen_room)
        case Section.MOVED_IN | Section.RETIRED_BUT_SEEN:
            return words("Booked in {room}").format(room=line.booked_room or words("no room"))
        case Section.DOUBTFUL if line.seen_room not in (None, line.booked_room):
            return words("Perhaps in {room}").format(room=line.seen_room)
        case _:
            return ""


def remark(words: Words, entry: Entry) -> str:
    """What the printed sheet adds to a line: the other room, the tag of an unknown thing, what was decided."""
    line = entry.line
    foreign = str(line.tag) if line.item is None and line.tag else ""
    decided = words(line.decision) if line.decision else ""
    return "; ".join(text for text in (where(words, line, entry.section), foreign, decided) if text)
