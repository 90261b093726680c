"""What is missing where eyes counted instead of a scanner, as a storekeeper would put it."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from inventory.coverage import Advice, advice, coverage
from inventory.findings import Finding, Kind, Note
from inventory.reconciliation import reconcile
from inventory.survey import Absence, Expected, HandTick, Pass, Survey, Trace
from tests.inventory.school import item, room, tag, walk

CHAIRS = [f"chair {number}" for number in range(10)]


def gym(
    ticked: Collection[str] = CHAIRS[:9],
    *,
    also: Collection[Expected] = (),
    tagged: bool = False,
    finished: bool = True,
) -> Survey:
    """The gym, to which ten chairs are booked; no scanner was in it. Next door is a room nobody entered."""
    expected = [Expected(item(name), room("gym"), (tag(name),) if tagged else ()) for name in CHAIRS]
    return Survey(
        rooms=frozenset({room("gym"), room("store")}),
        expected=(*expected, *also),
        passes=(),
        traces=(),
        ticks=tuple(HandTick(item(name), room("gym")) for name in ticked),
        walls=frozenset({(room("gym"), room("store"))}),
        finished=frozenset({room("gym")} if finished else ()),
    )


def found(survey: Survey, name: str) -> Finding:
    (finding,) = (each for each in reconcile(survey) if each.item == item(name))
    return finding


@pytest.mark.parametrize("tagged", [True, False])
def test_the_one_that_is_not_ticked_in_a_finished_room_is_missing(tagged: bool) -> None:
    tenth = found(gym(tagged=tagged), "chair 9")

    assert (Kind.MISSING, None) == (tenth.kind, tenth.seen_room)
    assert tenth.probabilities is not None
    assert tenth.confidence == tenth.probabilities.missing > 0.7
    assert tenth.probabilities.here < 0.3


@pytest.mark.parametrize(("tagged", "kind"), [(True, Kind.NOT_COVERED), (False, Kind.UNTAGGED)])
@pytest.mark.parametrize(
    ("ticked", "finished"),
    [
        pytest.param(9, False, id="the room is not finished"),
        pytest.param(4, True, id="less than half was ticked"),
        pytest.param(0, True, id="nothing was ticked"),
    ],
)
def test_nothing_is_missing_where_nobody_looked(ticked: int, finished: bool, tagged: bool, kind: Kind) -> None:
    assert kind is found(gym(CHAIRS[:ticked], tagged=tagged, finished=finished), "chair 9").kind


def test_half_the_list_ticked_is_the_whole_room_gone_through() -> None:
    assert Kind.MISSING is found(gym(CHAIRS[:5]), "chair 9").kind


def test_what_is_ticked_is_verified_as_ever() -> None:
    first = found(gym(), "chair 0")

    assert (Kind.VERIFIED, room("gym"), (Note.SEEN_BY_HAND,)) == (first.kind, first.seen_room, first.notes)
    assert first.confidence > 0.99


def test_what_is_lent_stays_accounted_for_and_need_not_be_ticked() -> None:
    lent = [Expected(item(f"mat {n}"), room("gym"), (), Absence.LENT) for n in range(30)]

    survey = gym(also=lent)

    assert Kind.ACCOUNTED is found(survey, "mat 0").kind
    assert Kind.MISSING is found(survey, "chair 9").kind


def test_what_the_stock_take_is_not_about_need_not_be_ticked() -> None:
    others = [Expected(item(f"bench {n}"), room("gym"), (), asked=False) for n in range(30)]

    assert Kind.MISSING is found(gym(also=others), "chair 9").kind


def test_a_tick_elsewhere_says_where_it_went() -> None:
    survey = gym()

    moved = found(replace(survey, ticks=(*survey.ticks, HandTick(item("chair 9"), room("store")))), "chair 9")

    assert (Kind.MOVED, room("store")) == (moved.kind, moved.seen_room)


def test_things_of_other_rooms_ticked_here_are_not_this_rooms_list() -> None:
    balls = [Expected(item(f"ball {n}"), room("store"), ()) for n in range(20)]

    survey = gym([f"ball {n}" for n in range(20)], also=balls)

    assert Kind.UNTAGGED is found(survey, "chair 9").kind


def scanned(ticked: Collection[str], *, finished: bool = True) -> Survey:
    """The gym with twenty bars that wear tags, all heard; the chairs wear none."""
    bars = [f"bar {number}" for number in range(20)]
    survey = gym(ticked, also=[Expected(item(name), room("gym"), (tag(name),)) for name in bars], finished=finished)
    heard = tuple(Trace(walk("gym"), tag(name), 12, -48.0, -48.0, 1.0, 20.0) for name in bars)
    return replace(survey, passes=(Pass(walk("gym"), room("gym")),), traces=heard)


def with_also(survey: Survey, *also: Expected) -> Survey:
    return replace(survey, expected=(*survey.expected, *also))


def test_where_a_scanner_was_what_it_cannot_hear_is_looked_for_by_eye() -> None:
    assert Kind.MISSING is found(scanned(CHAIRS[:9]), "chair 9").kind
    assert Kind.UNTAGGED is found(scanned(CHAIRS[:9], finished=False), "chair 9").kind


def test_ticking_what_has_no_tag_says_nothing_of_a_tag_the_scanner_did_not_hear() -> None:
    bench = Expected(item("bench"), room("gym"), (tag("bench"),))

    unheard = found(with_also(scanned(CHAIRS), bench), "bench")

    assert unheard.probabilities is not None
    assert unheard.probabilities.missing < 0.5


def test_tags_the_scanner_did_not_hear_are_looked_for_where_half_of_them_were_ticked() -> None:
    benches = [Expected(item(f"bench {n}"), room("gym"), (tag(f"bench {n}"),)) for n in range(3)]
    ticks = tuple(HandTick(item(f"bench {n}"), room("gym")) for n in range(2))
    survey = with_also(scanned(CHAIRS), *benches)

    third = found(replace(survey, ticks=(*survey.ticks, *ticks)), "bench 2")

    assert Kind.MISSING is third.kind
    assert third.confidence > 0.7


def test_finishing_a_room_counted_by_scanner_alone_changes_nothing() -> None:
    assert reconcile(scanned([], finished=False)) == reconcile(scanned([]))


def test_nobody_is_sent_to_walk_again_for_what_eyes_did_not_find() -> None:
    told = coverage(reconcile(scanned(CHAIRS[:6])))

    assert Advice.DONE is advice(told[room("gym")])
    assert {} == coverage(reconcile(gym()))
