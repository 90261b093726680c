"""What a stock-take says of one item or of one foreign tag, with its evidence and how sure it is.

The ten words are those of the trade; their Chinese is in the message catalogues.
"""

from dataclasses import dataclass
from enum import StrEnum

from inventory.ids import ItemId, RoomId
from inventory.tags import Tag


class Kind(StrEnum):
    """The ten findings. The value is the word on the wire and in the files."""

    VERIFIED = "verified"
    MOVED = "moved"
    DOUBTFUL = "doubtful"
    MISSING = "missing"
    NOT_COVERED = "not covered"
    ACCOUNTED = "accounted"
    UNTAGGED = "untagged"
    UNKNOWN_TAG = "unknown tag"
    RETIRED_BUT_SEEN = "retired but seen"
    TAG_CONFLICT = "tag conflict"


class Note(StrEnum):
    """What is worth saying beside a finding. Those with "since" speak of documents made after the opening."""

    SEEN_ALTHOUGH_OUT = "seen although out"
    SEEN_BY_HAND = "seen by hand"
    CARRIED = "moved during the count"
    MOVED_BY_DOCUMENT = "moved by a document"
    LENT_SINCE = "lent since"
    REPAIRED_SINCE = "in repair since"
    SENT_SINCE = "sent since"
    WRITTEN_OFF_SINCE = "written off since"
    RECEIVED_SINCE = "received since"
    TAGGED_SINCE = "tagged since"


@dataclass(frozen=True, slots=True)
class Probabilities:
    """Where the item is: in its booked room, in another counted room, in no counted room. They sum to one."""

    here: float
    elsewhere: float
    missing: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one room's passes heard of the tag. `rssi_max` in dBm, None where the scanner gives none."""

    room: RoomId
    passes: int
    reads: int
    rssi_max: float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: about an expected or retired item (`item` set) or about a foreign tag (`item` is None).

    `confidence` is the probability of what `kind` says. `probabilities` is None only for foreign tags.
    `evidence` begins with the room it names; the others follow from the most answers down.
    """

    kind: Kind
    item: ItemId | None
    tag: Tag | None
    booked_room: RoomId | None
    seen_room: RoomId | None
    confidence: float
    probabilities: Probabilities | None
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[Note, ...] = ()
