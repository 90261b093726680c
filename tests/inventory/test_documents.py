"""What happened to a thing by a document while it was being counted, as a storekeeper would read it."""

import pytest

from inventory.documents import Change, Newcomer, with_documents
from inventory.findings import Kind, Note
from inventory.ids import AssetId, new_id
from inventory.register import ItemState
from inventory.standing import Line
from inventory.tags import Tag
from tests.inventory.school import item
from tests.service.pages.made_up import line

V, M, D, X, N, A, U = (
    Kind.VERIFIED,
    Kind.MOVED,
    Kind.DOUBTFUL,
    Kind.MISSING,
    Kind.NOT_COVERED,
    Kind.ACCOUNTED,
    Kind.UNTAGGED,
)
USE, LENT, REPAIR, TRANSIT, GONE = (
    ItemState.IN_USE,
    ItemState.LENT,
    ItemState.REPAIR,
    ItemState.IN_TRANSIT,
    ItemState.RETIRED,
)
MOVED, TAG = Note.MOVED_BY_DOCUMENT, Tag("E280116060000204FFFFFFFF")

# The finding, where it was seen, the room and state the books give it now -> the finding then, and its note.
CASES = [
    (V, "101", "101", USE, V, None),  # only its keeper changed
    (V, "101", "102", USE, V, None),  # seen where the list has it, before it was taken away
    (M, "102", "102", USE, A, MOVED),  # seen where the document took it
    (M, "103", "102", USE, M, None),  # seen in a third room: somebody should look
    (X, None, "102", USE, X, MOVED),  # not seen: look in the new room
    (D, "102", "102", USE, D, MOVED),
    (N, None, "102", USE, N, None),  # its room was not counted anyway
    (X, None, "101", LENT, A, Note.LENT_SINCE),
    (N, None, "101", REPAIR, A, Note.REPAIRED_SINCE),
    (D, "102", "101", TRANSIT, A, Note.SENT_SINCE),
    (U, None, "101", GONE, A, Note.WRITTEN_OFF_SINCE),
    (X, None, "101", ItemState.SHORTAGE, X, None),  # another count found it short as well: that explains nothing
    (V, "101", "101", LENT, V, None),  # seen before it was lent
]


def changed(found: Line, room: str | None, state: ItemState) -> Change:
    assert found.item is not None
    return Change(found.item, found.asset_no, found.name, found.booked_room, room, USE, state)


@pytest.mark.parametrize(("kind", "seen", "room", "state", "then", "note"), CASES)
def test_a_document_explains_a_finding(
    kind: Kind, seen: str | None, room: str, state: ItemState, then: Kind, note: Note | None
) -> None:
    found = line(kind, "101", seen)

    (said,) = with_documents([found], {found.item: changed(found, room, state)} if found.item else {}, {})

    assert (then, (note,) if note else ()) == (said.kind, said.notes)


def newcomer(listed: bool, name: str = "camera") -> Newcomer:
    return Newcomer(item(name), AssetId(new_id()), "ZC-9", "数码相机", "", listed)


def test_a_tag_of_a_thing_received_since_is_no_stranger() -> None:
    stranger = line(Kind.UNKNOWN_TAG, None, "101", tag=TAG)

    (said,) = with_documents([stranger], {}, {TAG: newcomer(listed=False)})

    assert (A, (Note.RECEIVED_SINCE,), "ZC-9", None) == (said.kind, said.notes, said.asset_no, said.item)


def test_a_listed_thing_is_seen_by_the_tag_it_got_since() -> None:
    stranger = line(Kind.UNKNOWN_TAG, None, "102", tag=TAG, confidence=0.9)
    camera = line(U, "101", None, item=item("camera"), tag=None)

    thing, tag = with_documents([camera, stranger], {}, {TAG: newcomer(listed=True)})

    assert (M, "102", (Note.TAGGED_SINCE,)) == (thing.kind, thing.seen_room, thing.notes)
    assert thing.probabilities is not None
    assert thing.probabilities.elsewhere == pytest.approx(0.9)
    assert (A, (Note.TAGGED_SINCE,)) == (tag.kind, tag.notes)


def test_what_no_document_names_stays_as_it_is() -> None:
    found = [line(kind, "101", "102", number) for number, kind in enumerate(Kind)]

    assert found == list(with_documents(found, {}, {TAG: newcomer(listed=True)}))
