"""What a stock-take teaches about its rooms and tags, and what it does not."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from inventory.findings import Finding, Kind
from inventory.reconciliation import reconcile
from inventory.survey import Expected, Pass, Survey, Trace
from tests.inventory.school import item, room, tag, walk

ROOMS = ("101", "102", "103", "104")


def full_house(each: int, unheard: Iterable[str], rounds: tuple[str, ...] = ("first",)) -> Survey:
    """Four rooms with so many things each, all heard in all rounds, except those named like "7 of 103"."""
    names = [(f"{number} of {name}", name) for name in ROOMS for number in range(each)]
    silent = set(unheard)
    return Survey(
        rooms=frozenset(room(name) for name in ROOMS),
        expected=tuple(Expected(item(thing), room(name), (tag(thing),)) for thing, name in names),
        passes=tuple(Pass(walk(f"{name} {time}"), room(name)) for name in ROOMS for time in rounds),
        traces=tuple(
            Trace(walk(f"{name} {time}"), tag(thing), 8, -50.0, -57.0, 1.0, 30.0)
            for thing, name in names
            for time in rounds
            if thing not in silent
        ),
    )


def finding_on(thing: str, survey: Survey) -> Finding:
    return next(finding for finding in reconcile(survey) if finding.item == item(thing))


def chance_gone(thing: str, survey: Survey) -> float:
    probabilities = finding_on(thing, survey).probabilities
    assert probabilities is not None
    return probabilities.missing


def test_a_room_where_nearly_nothing_was_heard_was_not_counted_well_enough() -> None:
    survey = full_house(30, (f"{number} of 103" for number in range(2, 30)))

    assert finding_on("7 of 103", survey).kind is Kind.NOT_COVERED
    assert chance_gone("7 of 103", survey) < 0.1


def test_a_walk_of_another_room_handed_in_for_a_large_one_is_judged_all_the_same() -> None:
    survey = full_house(300, (f"{number} of 101" for number in range(300)))
    strange = Trace(walk("101 first"), tag("a stranger"), 8, -50.0, -57.0, 1.0, 30.0)

    survey = replace(survey, traces=(*survey.traces, strange))

    assert finding_on("7 of 101", survey).kind is Kind.NOT_COVERED


def test_a_few_things_not_heard_are_missing() -> None:
    survey = full_house(30, ("7 of 103", "8 of 103"))

    assert finding_on("7 of 103", survey).kind is Kind.MISSING


def test_what_two_sweeps_agree_on_is_no_bad_sweep() -> None:
    gone = [f"{number} of 103" for number in range(15)]

    once, twice = full_house(30, gone), full_house(30, gone, ("first", "second"))

    assert chance_gone("7 of 103", once) < 0.1
    assert chance_gone("7 of 103", twice) > 0.3


def test_the_more_sweeps_missed_a_thing_the_likelier_it_is_gone() -> None:
    chances = [chance_gone("7 of 103", full_house(10, ["7 of 103"], tuple("abcd"[:rounds]))) for rounds in (1, 2, 3)]

    assert chances == sorted(chances)


def test_a_thing_with_two_tags_unheard_is_likelier_gone_than_one_with_a_single_tag() -> None:
    survey = full_house(20, ["7 of 103", "8 of 103"])
    twice_tagged = replace(
        survey,
        expected=tuple(
            replace(each, tags=(*each.tags, tag("spare"))) if each.item == item("7 of 103") else each
            for each in survey.expected
        ),
    )

    assert chance_gone("7 of 103", twice_tagged) > chance_gone("8 of 103", twice_tagged) + 0.1


@pytest.mark.parametrize("shift", [-25.0, 0.0, 35.0])
def test_a_scanner_with_another_scale_tells_the_same(shift: float) -> None:
    survey = full_house(20, ["7 of 103"])
    stray = [
        Trace(walk("102 first"), tag("7 of 103"), 1, -74.0, -74.0, 5.0, 5.0),
        Trace(walk("103 first"), tag("7 of 103"), 8, -50.0, -57.0, 1.0, 30.0),
    ]
    traces = tuple(
        replace(each, rssi_max=(each.rssi_max or 0) + shift, rssi_mean=(each.rssi_mean or 0) + shift)
        for each in (*survey.traces, *stray)
    )

    assert finding_on("7 of 103", replace(survey, traces=traces)).kind is Kind.VERIFIED


def test_one_room_with_three_tags_and_one_read_gives_sensible_answers() -> None:
    names = ("globe", "map", "clock")
    survey = Survey(
        rooms=frozenset({room("101")}),
        expected=tuple(Expected(item(name), room("101"), (tag(name),)) for name in names),
        passes=(Pass(walk("101"), room("101")),),
        traces=(Trace(walk("101"), tag("globe"), 1, -70.0, -70.0, 3.0, 3.0),),
    )

    found = {finding.item: finding for finding in reconcile(survey)}

    assert found[item("globe")].kind is Kind.VERIFIED
    assert [found[item(name)].kind for name in ("map", "clock")] == [Kind.MISSING, Kind.MISSING]
    assert 0.05 < chance_gone("map", survey) < 0.6


def test_hundreds_of_passes_through_one_room_are_no_trouble() -> None:
    survey = full_house(3, ["1 of 103"], tuple(f"round {number}" for number in range(300)))

    assert finding_on("2 of 103", survey).kind is Kind.VERIFIED
    assert finding_on("1 of 103", survey).kind is Kind.MISSING
