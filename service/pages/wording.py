"""How findings, states and evidence are put into words people use. Every text here is a key of the catalogues."""

from inventory.findings import Kind, Note
from inventory.register import ItemState
from inventory.reports import Entry, Section
from inventory.standing import Heard, Line, RoomState, Status
from service.language import Speech, key

STATUS_NAME = {Status.COUNTING: key("Counting"), Status.CLOSED: key("Closed")}

STATE_NAME = {
    RoomState.WAITING: key("Waiting"),
    RoomState.COUNTING: key("Being counted"),
    RoomState.COMPLETE: key("Finished"),
}

NOTE_NAME = {
    Note.SEEN_ALTHOUGH_OUT: key("Seen here, although booked out"),
    Note.SEEN_BY_HAND: key("Seen by a person"),
}

ITEM_STATE_NAME = {
    ItemState.IN_USE: key("In use"),
    ItemState.IDLE: key("Idle"),
    ItemState.LENT: key("Lent"),
    ItemState.REPAIR: key("Under repair"),
    ItemState.IN_TRANSIT: key("In transit"),
    ItemState.AWAITING_DISPOSAL: key("Awaiting disposal"),
    ItemState.RETIRED: key("Disposed of"),
}

KIND_NAME = {
    Kind.VERIFIED: key("Verified"),
    Kind.MOVED: key("Moved"),
    Kind.DOUBTFUL: key("Doubtful"),
    Kind.MISSING: key("Missing"),
    Kind.NOT_COVERED: key("Not covered"),
    Kind.ACCOUNTED: key("Accounted"),
    Kind.UNTAGGED: key("Untagged"),
    Kind.UNKNOWN_TAG: key("Unknown tag"),
    Kind.RETIRED_BUT_SEEN: key("Retired but seen"),
    Kind.TAG_CONFLICT: key("Tag conflict"),
}

SECTION_NAME = {
    Section.SEEN: key("Verified"),
    Section.MOVED_IN: key("Moved in"),
    Section.MOVED_OUT: key("Moved out"),
    Section.DOUBTFUL: key("Doubtful"),
    Section.MISSING: key("Missing"),
    Section.NOT_COVERED: key("Not covered"),
    Section.ACCOUNTED: key("Accounted"),
    Section.UNTAGGED: key("Untagged"),
    Section.UNKNOWN_TAG: key("Unknown tag"),
    Section.RETIRED_BUT_SEEN: key("Retired but seen"),
    Section.TAG_CONFLICT: key("Tag conflict"),
}

_SECTION_TITLE = {
    Section.SEEN: key("Seen here, as booked"),
    Section.MOVED_IN: key("Moved in: booked elsewhere, seen here"),
    Section.MOVED_OUT: key("Moved out: booked here, seen elsewhere"),
    Section.DOUBTFUL: key("Doubtful"),
    Section.MISSING: key("Missing"),
    Section.NOT_COVERED: key("Not counted yet"),
    Section.ACCOUNTED: key("Out for a known reason"),
    Section.UNTAGGED: key("Without a tag"),
    Section.UNKNOWN_TAG: key("Unknown tags"),
    Section.RETIRED_BUT_SEEN: key("Disposed of, yet here"),
    Section.TAG_CONFLICT: key("Tag conflict"),
}

_SECTION_HINT = {
    Section.SEEN: key("Nothing to do."),
    Section.MOVED_IN: key("Take it back, or have the books changed."),
    Section.MOVED_OUT: key("Fetch it back, or have the books changed."),
    Section.DOUBTFUL: key("The evidence is thin or speaks for two rooms. Go and look once more."),
    Section.MISSING: key(
        "The room was counted and these were not seen anywhere. Look for them before calling them lost."
    ),
    Section.NOT_COVERED: key("The books put these here. The room is not counted yet, or the scanner was silent."),
    Section.ACCOUNTED: key("Lent, under repair or in transit, with a document."),
    Section.UNTAGGED: key("The scanner cannot hear these. Look for them and put a label on."),
    Section.UNKNOWN_TAG: key("Heard here, but bound to nothing in the register. Find out what they are on."),
    Section.RETIRED_BUT_SEEN: key("Written off in the books, but still standing here."),
    Section.TAG_CONFLICT: key("One tag number is claimed by two things. Check the labels."),
}


def section_title(section: Section, state: RoomState) -> str:
    """The head of a section. What is not seen is only called missing when the room is finished."""
    unfinished = section is Section.MISSING and state is not RoomState.COMPLETE
    return key("Not seen yet") if unfinished else _SECTION_TITLE[section]


def section_hint(section: Section, state: RoomState) -> str:
    """What a section means and what to do about it."""
    unfinished = section is Section.MISSING and state is not RoomState.COMPLETE
    return key("The room is not finished; these were not seen so far.") if unfinished else _SECTION_HINT[section]


def sureness(confidence: float) -> str:
    """How sure a probability is, in words."""
    if confidence >= 0.985:
        return key("As good as certain")
    if confidence >= 0.9:
        return key("Very likely")
    if confidence >= 0.7:
        return key("Likely")
    return key("Uncertain")


def loudness(rssi: float) -> str:
    """How strong a tag answered, in words: near, in the room, or perhaps next door. `rssi` in dBm."""
    if rssi >= -50:
        return key("strong signal")
    if rssi >= -62:
        return key("clear signal")
    return key("weak signal")


def heard_words(speech: Speech, heard: Heard) -> str:
    """What one room heard of a tag, as a sentence."""
    facts = {"room": heard.room, "times": heard.reads, "passes": heard.passes}
    if heard.rssi_max is None:
        return speech.say("{room}: heard {times} times in {passes} passes", **facts)
    facts |= {"signal": speech.say(loudness(heard.rssi_max)), "dbm": f"{heard.rssi_max:.0f}".replace("-", "−")}
    return speech.say("{room}: heard {times} times in {passes} passes, {signal} ({dbm} dBm)", **facts)


def silence(speech: Speech, line: Line) -> str:
    """Why there is no evidence of a tag."""
    match line.kind:
        case Kind.MISSING:
            return speech.say("Heard in no room")
        case Kind.UNTAGGED:
            return speech.say("No tag to hear")
        case Kind.NOT_COVERED:
            return speech.say("Not listened for yet")
        case _:
            return speech.say("Not heard")


def where(speech: Speech, line: Line, section: Section) -> str:
    """The other room a finding speaks of, where there is one."""
    booked = line.booked_room or speech.say("no room")
    match section:
        case Section.MOVED_OUT:
            return speech.say("Seen in {room}", room=line.seen_room)
        case Section.MOVED_IN | Section.RETIRED_BUT_SEEN:
            return speech.say("Booked in {room}", room=booked)
        case Section.DOUBTFUL if line.seen_room not in (None, line.booked_room):
            return speech.say("Perhaps in {room}", room=line.seen_room)
        case _:
            return ""


def floor_name(speech: Speech, number: int) -> str:
    """A floor as people say it; floors below the ground count down from B1."""
    if number < 0:
        return speech.say("Basement {number}", number=-number)
    return speech.say("Floor {number}", number=number)


def remark(speech: Speech, entry: Entry) -> str:
    """What the printed sheet adds to a line: the other room, the tag of an unknown thing, what was decided."""
    line = entry.line
    foreign = str(line.tag) if line.item is None and line.tag else ""
    said = (where(speech, line, entry.section), foreign, speech.look_up(line.decision or ""))
    return "; ".join(text for text in said if text)
