"""What findings, states and floors are called, and where else a thing may be: the same on page and paper.

Every text here is English and a key of the catalogues.
"""

from inventory.details import details_from_json
from inventory.findings import Kind
from inventory.forms.values import Say, Several, Value, Words, say, shown
from inventory.sections import Section
from inventory.standing import Line, RoomState

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
    return shown(floor(number), words)


def floor(number: int) -> Say:
    """The same, in no language yet."""
    return say("Basement {number}", number=-number) if number < 0 else say("Floor {number}", number=number)


def where(words: Words, line: Line, section: Section) -> str:
    """The other room a finding speaks of, where there is one."""
    return shown(elsewhere(line, section), words)


def elsewhere(line: Line, section: Section) -> Say | None:
    """The same, in no language yet."""
    match section:
        case Section.MOVED_OUT:
            return say("Seen in {room}", room=line.seen_room)
        case Section.MOVED_IN | Section.RETIRED_BUT_SEEN:
            return say("Booked in {room}", room=line.booked_room or say("no room"))
        case Section.DOUBTFUL if line.seen_room not in (None, line.booked_room):
            return say("Perhaps in {room}", room=line.seen_room)
        case _:
            return None


def name_of(line: Line) -> Value:
    """What a thing is called, or is to be called in the register; a foreign tag is on nobody knows what."""
    nameless = say("Unknown tag") if line.item is None else say("Without a name")
    return line.name or details_from_json(line.details).name or nameless


def number_of(line: Line) -> str:
    """The number a thing goes by, or is to go by; a foreign tag has only its own."""
    return line.asset_no or details_from_json(line.details).asset_no or str(line.tag or "")


def remark(line: Line, section: Section) -> Several:
    """What a form adds to a line: the other room, the tag of an unknown thing, what was decided, what is noted."""
    foreign = str(line.tag) if line.item is None and line.tag else None
    decided = say(line.decision) if line.decision else None
    return Several((elsewhere(line, section), foreign, decided, *(say(note) for note in line.notes)))
