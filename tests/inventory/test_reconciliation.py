"""What a stock-take says of each thing, as a storekeeper would put it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from inventory.findings import Finding, Kind, Note
from inventory.reconciliation import reconcile
from inventory.survey import Absence, Expected, HandTick, Pass, Survey, Trace
from tests.inventory.school import item, room, tag, walk

# Three classrooms in a row along the corridor, and the store at its end, which is not counted.
ROOMS = ("101", "102", "103", "store")
LOUD, FAINT = (12, -48.0), (1, -74.0)


def booked(
    name: str,
    where: str | None,
    tags: tuple[str, ...] | None = None,
    absence: Absence | None = None,
    retired: bool = False,
) -> Expected:
    """An item with a tag of its own name, unless other tags are named."""
    names = (name,) if tags is None else tags
    return Expected(
        item(name), None if where is None else room(where), tuple(tag(each) for each in names), absence, retired
    )


def heard(name: str, where: str, how: tuple[int, float | None] = LOUD, tid: str | None = None) -> Trace:
    reads, rssi = how
    return Trace(walk(where), tag(name), reads, rssi, rssi, 1.0, 20.0, tid)


def school(expected: Iterable[Expected], traces: Iterable[Trace] = (), ticks: Iterable[HandTick] = ()) -> Survey:
    """Rooms 101 to 103 were counted once and hold ten desks each, all heard; the store was not walked."""
    desks = [(f"desk {number} of {name}", name) for name in ROOMS[:3] for number in range(10)]
    return Survey(
        rooms=frozenset(room(name) for name in ROOMS),
        expected=(*(booked(*desk) for desk in desks), *expected),
        passes=tuple(Pass(walk(name), room(name)) for name in ROOMS[:3]),
        traces=(*(heard(*desk) for desk in desks), *traces),
        ticks=tuple(ticks),
        walls=frozenset((room(one), room(two)) for one, two in pairwise(ROOMS)),
        ours=frozenset({tag("door of 101")}),
    )


def the_finding(survey: Survey, name: str) -> Finding:
    """The one finding about this item, or about this foreign tag."""
    found = [
        each for each in reconcile(survey) if each.item == item(name) or (not each.item and each.tag == tag(name))
    ]

    assert len(found) == 1

    return found[0]


TELEVISION = "television"
CASES = [
    # what the books say, what was heard of the television, finding, room named
    ("heard in its room", "101", [("101", LOUD)], Kind.VERIFIED, "101"),
    ("heard in its room and faintly next door", "101", [("101", LOUD), ("102", FAINT)], Kind.VERIFIED, "101"),
    ("heard without a strength", "101", [("101", (7, None))], Kind.VERIFIED, "101"),
    ("heard once, faintly, in its room", "101", [("101", FAINT)], Kind.VERIFIED, "101"),
    ("heard in another room", "101", [("103", LOUD)], Kind.MOVED, "103"),
    ("heard next door, faintly at home", "101", [("102", LOUD), ("101", FAINT)], Kind.MOVED, "102"),
    ("heard in a room though the books name none", None, [("102", LOUD)], Kind.MOVED, "102"),
    ("heard in scope though booked to the gym", "gym", [("102", LOUD)], Kind.MOVED, "102"),
    ("heard through the wall of a room not counted", "store", [("103", FAINT)], Kind.DOUBTFUL, "103"),
    ("heard as loud in two rooms", None, [("101", LOUD), ("103", LOUD)], Kind.DOUBTFUL, "101"),
    (
        "at home and as loud in a room further off: carried",
        "101",
        [("101", LOUD), ("103", LOUD)],
        Kind.DOUBTFUL,
        "101",
    ),
    ("at home and faintly in a room further off", "101", [("101", LOUD), ("103", FAINT)], Kind.VERIFIED, "101"),
    ("never heard in a counted room", "101", [], Kind.MISSING, None),
    ("its room was not walked", "store", [], Kind.NOT_COVERED, None),
    ("booked to no room and never heard", None, [], Kind.NOT_COVERED, None),
    ("booked to the gym and never heard", "gym", [], Kind.NOT_COVERED, None),
]


@pytest.mark.parametrize(
    ("books", "sounds", "kind", "named"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_a_thing_with_a_tag_is_found_so(
    books: str | None, sounds: list[tuple[str, tuple[int, float | None]]], kind: Kind, named: str | None
) -> None:
    survey = school([booked(TELEVISION, books)], [heard(TELEVISION, where, how) for where, how in sounds])

    finding = the_finding(survey, TELEVISION)

    assert (kind, books and room(books)) == (finding.kind, finding.booked_room)
    assert finding.seen_room in (
        {room("101"), room("103")} if kind is Kind.DOUBTFUL and not books else {named and room(named)}
    )


A, B, C = "101", "103", "gym"
CARRIED = [
    # rooms that heard a television booked to 101, minute by minute; finding, room named
    ("heard at home, then further off: carried away", [[A], [B]], Kind.MOVED, B),
    ("heard further off, then at home: brought back", [[B], [A]], Kind.VERIFIED, A),
    ("heard at home twice, then further off", [[A], [A], [B]], Kind.MOVED, B),
    ("heard at home, further off, at home again: to and fro", [[A], [B], [A]], Kind.DOUBTFUL, A),
    ("heard in three rooms: it sticks to the scanner", [[A], [B], [C]], Kind.DOUBTFUL, A),
    ("heard in two rooms at the same time", [[A, B]], Kind.DOUBTFUL, A),
]


@pytest.mark.parametrize(("order", "kind", "named"), [c[1:] for c in CARRIED], ids=[c[0] for c in CARRIED])
@pytest.mark.parametrize("late", [False, True], ids=["handed in as walked", "handed in the other way round"])
def test_what_is_carried_about_stands_where_it_was_heard_last(
    order: list[list[str]], kind: Kind, named: str, late: bool
) -> None:
    survey = school([booked(TELEVISION, A)])
    walks = [
        Pass(walk(f"{minute} {where}"), room(where), clock(minute), clock(minute + 1))
        for minute, together in enumerate(order)
        for where in together
    ]
    sounds = [replace(heard(TELEVISION, A), pass_id=each.id) for each in walks]
    came = -1 if late else 1
    more = replace(survey, passes=(*survey.passes, *walks[::came]), traces=(*survey.traces, *sounds[::came]))

    finding = the_finding(more, TELEVISION)

    assert (kind, room(named)) == (finding.kind, finding.seen_room)
    assert (Note.CARRIED in finding.notes) == (kind is not Kind.DOUBTFUL)


def clock(minute: int) -> datetime:
    return datetime(2026, 11, 21, 9, minute, tzinfo=UTC)


def test_a_thing_lent_and_not_heard_is_accounted_for() -> None:
    finding = the_finding(school([booked("piano", "101", absence=Absence.LENT)]), "piano")

    assert finding.kind is Kind.ACCOUNTED
    assert finding.confidence > 0.9


@pytest.mark.parametrize(("where", "kind"), [("101", Kind.VERIFIED), ("103", Kind.MOVED)])
def test_a_thing_lent_yet_heard_is_noted_as_seen_although_out(where: str, kind: Kind) -> None:
    survey = school([booked("piano", "101", absence=Absence.LENT)], [heard("piano", where)])

    finding = the_finding(survey, "piano")

    assert (kind, (Note.SEEN_ALTHOUGH_OUT,)) == (finding.kind, finding.notes)


def test_a_thing_without_a_tag_waits_for_somebody_to_tick_it() -> None:
    finding = the_finding(school([booked("curtain", "101", tags=())]), "curtain")

    assert (finding.kind, finding.tag, finding.confidence) == (Kind.UNTAGGED, None, 1.0)


@pytest.mark.parametrize(("where", "kind"), [("101", Kind.VERIFIED), ("103", Kind.MOVED), ("store", Kind.MOVED)])
@pytest.mark.parametrize("tags", [(), ("curtain",)])
def test_a_thing_ticked_by_hand_is_where_it_was_ticked(where: str, kind: Kind, tags: tuple[str, ...]) -> None:
    survey = school([booked("curtain", "101", tags=tags)], ticks=[HandTick(item("curtain"), room(where))])

    finding = the_finding(survey, "curtain")

    assert (kind, room(where), (Note.SEEN_BY_HAND,)) == (finding.kind, finding.seen_room, finding.notes)
    assert finding.confidence > 0.99


def test_a_tag_bound_to_nothing_is_unknown_and_kept_with_the_room_that_heard_it() -> None:
    finding = the_finding(school([], [heard("stranger", "102")]), "stranger")

    assert (Kind.UNKNOWN_TAG, None, room("102")) == (finding.kind, finding.probabilities, finding.seen_room)
    assert [room("102")] == [each.room for each in finding.evidence]


def test_a_tag_of_ours_that_is_on_no_item_is_not_unknown() -> None:
    survey = school([], [heard("door of 101", "101")])

    assert tag("door of 101") not in {finding.tag for finding in reconcile(survey)}


def test_a_thing_written_off_is_a_finding_only_if_it_is_heard() -> None:
    written_off = [booked("old radio", "101", retired=True), booked("old lamp", "101", retired=True)]
    found = {each.item: each for each in reconcile(school(written_off, [heard("old radio", "102")]))}

    assert item("old lamp") not in found
    assert (Kind.RETIRED_BUT_SEEN, room("102")) == (found[item("old radio")].kind, found[item("old radio")].seen_room)


def test_a_tag_on_two_things_is_a_conflict_for_both() -> None:
    survey = school([booked("stool", "101", tags=("shared",)), booked("bench", "102", tags=("shared", "bench"))])

    assert {the_finding(survey, name).kind for name in ("stool", "bench")} == {Kind.TAG_CONFLICT}
    assert tag("shared") == the_finding(survey, "bench").tag


def test_one_tag_number_answering_from_two_chips_is_a_conflict() -> None:
    traces = [heard("stool", "101", tid="E2801160AA"), heard("stool", "103", tid="E2801160BB")]

    assert the_finding(school([booked("stool", "101")], traces), "stool").kind is Kind.TAG_CONFLICT


def test_a_silent_scanner_covers_nothing() -> None:
    survey = Survey(frozenset({room("101")}), (booked("desk", "101"),), (Pass(walk("101"), room("101")),), ())

    assert the_finding(survey, "desk").kind is Kind.NOT_COVERED


def test_tags_of_one_thing_pool_what_was_heard_of_them() -> None:
    expected = booked("piano", "101", tags=("left", "right"))
    traces = [heard("left", "101", (2, -66.0)), heard("left", "102", (2, -66.0)), heard("right", "102")]

    finding = the_finding(school([expected], traces), "piano")

    assert (Kind.MOVED, room("102"), tag("right")) == (finding.kind, finding.seen_room, finding.tag)
    assert [(each.room, each.reads) for each in finding.evidence] == [(room("102"), 14), (room("101"), 2)]


def test_one_mute_tag_does_not_make_a_thing_missing() -> None:
    survey = school([booked("piano", "101", tags=("mute", "loud"))], [heard("loud", "101")])

    assert the_finding(survey, "piano").kind is Kind.VERIFIED


def test_what_was_ticked_in_one_room_and_heard_in_another_is_where_it_was_ticked() -> None:
    tick = HandTick(item(TELEVISION), room("101"))

    finding = the_finding(school([booked(TELEVISION, "103")], [heard(TELEVISION, "102", FAINT)], [tick]), TELEVISION)

    assert (Kind.MOVED, room("101")) == (finding.kind, finding.seen_room)


def test_what_was_ticked_in_two_rooms_is_doubtful() -> None:
    ticks = [HandTick(item("curtain"), room(name)) for name in ("102", "103")]

    assert the_finding(school([booked("curtain", "101", tags=())], ticks=ticks), "curtain").kind is Kind.DOUBTFUL


def test_findings_come_by_item_and_then_by_foreign_tag() -> None:
    traces = [heard("stranger", "102"), heard("guest", "101")]

    found = reconcile(school([], traces))

    items, tags = [each.item for each in found if each.item], [each.tag for each in found if not each.item]
    assert (sorted(items), sorted([tag("stranger"), tag("guest")])) == (items, tags)
    assert [each.item for each in found[-2:]] == [None, None]
