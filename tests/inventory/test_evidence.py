"""What was heard, sorted by room and pass."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from inventory.evidence import as_evidence, disputed_tags, heard_by_tag, survey_ground
from inventory.findings import Evidence
from inventory.survey import Expected, HandTick, Pass, Survey, Trace
from tests.inventory.school import item, room, tag, walk


def heard(where: str, reads: int = 5, mean: float | None = -60.0, peak: float | None = -50.0) -> Trace:
    return Trace(walk(where), tag("globe"), reads, peak, mean, 0.0, 9.0)


def survey(traces: Iterable[Trace] = (), passes: tuple[str, ...] = ("101", "102")) -> Survey:
    walked = tuple(Pass(walk(name), room(name.split()[0])) for name in passes)
    return Survey(frozenset({room("101"), room("102")}), (), walked, tuple(traces))


def strengths(*traces: Trace) -> list[float | None]:
    one = survey(traces)
    return [each.strength for each in heard_by_tag(one, survey_ground(one))[tag("globe")]]


def test_the_strength_is_the_mean_of_all_answers() -> None:
    assert strengths(heard("101", reads=10, mean=-60.0, peak=-50.0)) == [-60.0]


def test_the_peak_stands_in_for_a_mean_that_was_not_told() -> None:
    assert strengths(heard("101", reads=1, mean=None, peak=-70.0)) == [-70.0]


def test_a_scanner_that_tells_no_strength_leaves_it_open() -> None:
    assert strengths(heard("101", mean=None, peak=None)) == [None]


def test_two_traces_of_one_pass_add_up_by_their_answers() -> None:
    one = survey([heard("101", reads=9, mean=-50.0), heard("101", reads=1, mean=-80.0)])

    (both,) = heard_by_tag(one, survey_ground(one))[tag("globe")]

    assert both.reads == 10
    assert both.strength == pytest.approx(-50.45, abs=0.01)


def test_a_trace_without_strength_adds_its_answers_alone() -> None:
    one = survey([heard("101", reads=4, mean=-60.0), heard("101", reads=6, mean=None, peak=None)])

    (both,) = heard_by_tag(one, survey_ground(one))[tag("globe")]

    assert both.reads == 10
    assert both.strength == pytest.approx(-60.0)


def test_a_pass_that_heard_nothing_is_no_pass() -> None:
    ground = survey_ground(survey([heard("101"), heard("102", reads=0)]))

    assert (ground.passes[ground.number[room("101")]], ground.passes[ground.number[room("102")]]) == (1, 0)


def test_a_room_knows_how_often_its_neighbours_were_walked() -> None:
    one = replace(
        survey([heard("101"), heard("101 again")], ("101", "101 again")),
        walls=frozenset({(room("102"), room("101")), (room("102"), room("store"))}),
    )

    ground = survey_ground(one)

    assert ground.passes_next_door[ground.number[room("102")]] == 2
    assert ground.passes_next_door[ground.number[room("101")]] == 0


def test_a_room_where_something_was_ticked_is_open_even_out_of_scope() -> None:
    ground = survey_ground(Survey(frozenset(), (), (), (), ticks=(HandTick(item("globe"), room("gym")),)))

    assert ground.open == {ground.number[room("gym")]}


def test_a_tag_on_two_items_is_disputed() -> None:
    both = tuple(Expected(item(name), None, (tag("globe"), tag(name))) for name in ("globe", "map"))

    assert disputed_tags(Survey(frozenset(), both, (), ())) == {tag("globe")}


@pytest.mark.parametrize(("chips", "disputed"), [(("e28011", "E28011", None), False), (("E28011", "E28022"), True)])
def test_a_tag_answering_from_two_chips_is_disputed(chips: tuple[str | None, ...], disputed: bool) -> None:
    traces = [Trace(walk("101"), tag("globe"), 1, None, None, 0.0, 0.0, chip) for chip in chips]

    assert bool(disputed_tags(survey(traces))) == disputed


def test_evidence_adds_up_by_room_from_the_likeliest_down() -> None:
    one = survey([heard("101", 3), heard("101 again", 4, peak=-45.0), heard("102", 2)], ("101", "101 again", "102"))
    ground = survey_ground(one)
    found = heard_by_tag(one, ground)[tag("globe")]

    evidence = as_evidence(found, ground.rooms, {ground.number[room("101")]: 0.2, ground.number[room("102")]: 0.8})

    assert evidence == (Evidence(room("102"), 1, 2, -50.0), Evidence(room("101"), 2, 7, -45.0))
