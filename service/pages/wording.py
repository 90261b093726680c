"""How evidence, states and the sections of a room are put into words. Every text here is a key of the catalogues."""

from inventory.campaign import Status
from inventory.coverage import Advice, Coverage, advice
from inventory.findings import Kind, Note
from inventory.register import ItemState
from inventory.sections import Section
from inventory.standing import Heard, Line, RoomState
from inventory.ticking import list_by_hand
from service.language import Speech, key

STATUS_NAME = {
    Status.COUNTING: key("Counting"),
    Status.RECOUNT: key("Recount"),
    Status.REVIEW: key("Under review"),
    Status.CLOSED: key("Closed"),
    Status.ARCHIVED: key("Archived"),
}

NOTE_NAME = {
    Note.SEEN_ALTHOUGH_OUT: key("Seen here, although booked out"),
    Note.SEEN_BY_HAND: key("Seen by a person"),
    Note.CARRIED: key("Carried here during the count"),
    Note.MOVED_BY_DOCUMENT: key("Moved by a document since the opening"),
    Note.LENT_SINCE: key("Lent since the opening"),
    Note.REPAIRED_SINCE: key("In repair since the opening"),
    Note.SENT_SINCE: key("On its way since the opening"),
    Note.WRITTEN_OFF_SINCE: key("Written off since the opening"),
    Note.RECEIVED_SINCE: key("Received since the opening"),
    Note.TAGGED_SINCE: key("Its tag was bound since the opening"),
}

ITEM_STATE_NAME = {
    ItemState.IN_USE: key("In use"),
    ItemState.IDLE: key("Idle"),
    ItemState.LENT: key("Lent"),
    ItemState.REPAIR: key("Under repair"),
    ItemState.IN_TRANSIT: key("In transit"),
    ItemState.AWAITING_DISPOSAL: key("Awaiting disposal"),
    ItemState.SHORTAGE: key("Shortage, waiting for approval"),
    ItemState.RETIRED: key("Disposed of"),
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
        return speech.say("{room}: heard {times}×, passes: {passes}", **facts)
    facts |= {"signal": speech.say(loudness(heard.rssi_max)), "dbm": f"{heard.rssi_max:.0f}".replace("-", "−")}
    return speech.say("{room}: heard {times}×, passes: {passes}, {signal} ({dbm} dBm)", **facts)


def silence(speech: Speech, line: Line) -> str:
    """Why there is no evidence of a tag."""
    match line.kind:
        case Kind.MISSING if line.tag:
            return speech.say("Heard in no room")
        case Kind.UNTAGGED | Kind.MISSING:
            return speech.say("No tag to hear")
        case Kind.NOT_COVERED:
            return speech.say("Not listened for yet")
        case _:
            return speech.say("Not heard")


def device_words(speech: Speech, device: str) -> str:
    """The reader of a walk, or that there was none, and which list was used instead."""
    listed = list_by_hand(device)
    if listed is None:
        return device
    return speech.say("by hand: {name}", name=listed) if listed else speech.say("by hand")


_COVERAGE = {
    Advice.WALK_ON: key("Hardly read yet: about {unread} of {all} still unread. Walk on."),
    Advice.WALK_AGAIN: key("About {unread} of {all} still unread: walk again, close along cupboards and shelves."),
    Advice.LOOK: key("Read well enough: done. About {unread} of {all} too quiet for the scanner: look by eye."),
    Advice.DONE: key("Read well enough: done."),
}
_COVERAGE_IN_BRIEF = {
    Advice.WALK_ON: key("Hardly read yet: walk on."),
    Advice.WALK_AGAIN: key("Not read well enough: walk once more."),
    Advice.LOOK: key("Read well enough: done."),
    Advice.DONE: key("Read well enough: done."),
}


def coverage_words(speech: Speech, coverage: Coverage, brief: bool) -> str:
    """Whether the room was read well enough; `brief` without figures, which would tell what is expected."""
    texts, unread = _COVERAGE_IN_BRIEF if brief else _COVERAGE, max(1, round(coverage.unread))
    return speech.say(texts[advice(coverage)], unread=unread, all=coverage.heard + unread)
