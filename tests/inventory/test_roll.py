"""What was heard, joined with the list and sorted by tag and pass."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from inventory.columns import as_columns
from inventory.findings import Evidence
from inventory.readability import COUNTS, strengths
from inventory.reconciliation import reconcile
from inventory.roll import Roll, call
from inventory.survey import Expected, HandTick, Pass, Survey, Trace
from tests.inventory.school import item, room, tag, walk


def heard(where: str, reads: int = 5, mean: float | None = -60.0, peak: float | None = -50.0) -> Trace:
    return Trace(walk(where), tag("globe"), reads, peak, mean, 0.0, 9.0)


def survey(traces: Iterable[Trace] = (), passes: tuple[str, ...] = ("101", "102")) -> Survey:
    """Two rooms, and nothing on the list but a globe without a room."""
    walked = tuple(Pass(walk(name), room(name.split()[0])) for name in passes)
    globe = Expected(item("globe"), None, (tag("globe"),))
    return Survey(frozenset({room("101"), room("102")}), (globe,), walked, tuple(traces))


def called(*traces: Trace) -> Roll:
    return call(as_columns(survey(traces)))


def place(roll: Roll, name: str) -> int:
    return roll.ground.rooms.index(room(name))


def test_the_strength_is_the_mean_of_all_answers() -> None:
    assert [-60] == strengths(called(heard("101", mean=-60.0, peak=-50.0)).heard.sound).tolist()


def test_the_peak_stands_in_for_a_mean_that_was_not_told() -> None:
    assert [-70] == strengths(called(heard("101", mean=None, peak=-70.0)).heard.sound).tolist()


def test_a_scanner_that_tells_no_strength_leaves_it_open() -> None:
    roll = called(heard("101", mean=None, peak=None))

    assert ([1], []) == (roll.heard.sounds.tolist(), strengths(roll.heard.sound).tolist())


def test_two_traces_of_one_pass_add_up_their_power_by_their_answers() -> None:
    roll = called(heard("101", reads=5, mean=-50.0), heard("101", reads=5, mean=-80.0))

    assert [-53] == strengths(roll.heard.sound).tolist()
    assert [10] == (roll.heard.sound % len(COUNTS)).tolist()


def test_a_trace_without_strength_adds_its_answers_alone() -> None:
    roll = called(heard("101", reads=4, mean=-60.0), heard("101", reads=6, mean=None, peak=None))

    assert [-60] == strengths(roll.heard.sound).tolist()
    assert [10] == (roll.heard.sound % len(COUNTS)).tolist()


def test_a_pass_that_heard_nothing_is_no_pass() -> None:
    roll = called(heard("101"), heard("102", reads=0))

    assert (1, 0) == (roll.ground.passes[place(roll, "101")], roll.ground.passes[place(roll, "102")])


def test_a_room_knows_how_often_its_neighbours_were_walked() -> None:
    one = replace(
        survey([heard("101"), heard("101 again")], ("101", "101 again")),
        walls=frozenset({(room("102"), room("101")), (room("102"), room("store"))}),
    )

    roll = call(as_columns(one))

    assert [0, 2, 0] == roll.ground.chances[:, place(roll, "102")].tolist()
    assert [2, 0, 0] == roll.ground.chances[:, place(roll, "101")].tolist()
    assert [0, 0, 2] == roll.ground.chances[:, place(roll, "store")].tolist()


def test_a_room_where_something_was_ticked_is_open_even_out_of_scope() -> None:
    roll = call(as_columns(Survey(frozenset(), (), (), (), ticks=(HandTick(item("globe"), room("gym")),))))

    assert roll.ground.open[place(roll, "gym")]


def test_a_tag_on_two_items_is_disputed() -> None:
    both = tuple(Expected(item(name), None, (tag("shared"), tag(name))) for name in ("globe", "map"))

    roll = call(as_columns(Survey(frozenset(), both, (), ())))

    disputed = {text for text, is_so in zip(roll.texts(roll.first), roll.disputed, strict=True) if is_so}
    assert {tag("shared")} == disputed


@pytest.mark.parametrize(("chips", "disputed"), [(("e28011", "E28011", None), False), (("E28011", "E28022"), True)])
def test_a_tag_answering_from_two_chips_is_disputed(chips: tuple[str | None, ...], disputed: bool) -> None:
    roll = called(*(replace(heard("101"), tid=chip) for chip in chips))

    assert [disputed] == roll.disputed.tolist()


def test_evidence_adds_up_by_room_from_the_likeliest_down() -> None:
    traces = [heard("101", 3), heard("101 again", 4, peak=-45.0), heard("102", 1, mean=-80.0)]

    (finding,) = reconcile(survey(traces, ("101", "101 again", "102")))

    assert (Evidence(room("101"), 2, 7, -45.0), Evidence(room("102"), 1, 1, -50.0)) == finding.evidence
