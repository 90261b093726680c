"""A list of findings is the same whether its lines are made already or not, and whatever is picked from it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.decisions import Choice
from inventory.findings import Kind
from inventory.lines import as_lines
from inventory.standing import Line
from tests.service.pages.made_up import line, made_up

LINES = tuple(made_up().lines)[:40]


@given(st.lists(st.integers(0, len(LINES) - 1), max_size=20))
def test_what_is_picked_are_the_lines_of_these_numbers(numbers: list[int]) -> None:
    picked = as_lines(LINES).of(np.array(numbers, np.int64))

    assert [LINES[number] for number in numbers] == list(picked)
    assert [LINES[number].subject for number in numbers] == picked.subjects()
    assert [LINES[number].name for number in numbers] == picked.texts("name").at(np.arange(len(picked)))


def test_a_stretch_of_a_list_is_a_list() -> None:
    found = as_lines(LINES)

    assert LINES[3:7] == tuple(found[3:7])
    assert LINES[-1] == found[-1]


def test_a_line_is_found_by_what_it_is_about_in_whatever_part_it_is() -> None:
    part = as_lines(LINES).of(np.array([5, 2, 9]))

    assert [1, -1, 0] == part.find([LINES[2].subject, LINES[3].subject, LINES[5].subject]).tolist()
    assert [-1] == part.find(["nothing of the kind — 没有"]).tolist()


def test_a_line_told_anew_takes_the_place_of_the_old_one_in_words_and_figures() -> None:
    found = as_lines([line(Kind.MISSING, "101", None), line(Kind.VERIFIED, "101", "101")])
    anew = replace(found[0], kind=Kind.ACCOUNTED, name="Piano", decision=Choice.WAS_OUT.value)

    told = found.told_anew(np.array([0]), [anew])

    assert [anew, found[1]] == list(told)
    assert "Piano" in told.texts("name").occurring()
    assert as_lines([anew, found[1]]).counted.kind.tolist() == told.counted.kind.tolist()
    assert [anew] == list(told.touched())


@pytest.mark.parametrize("lines", [(), LINES])
def test_a_list_equals_the_lines_it_holds(lines: tuple[Line, ...]) -> None:
    assert lines == as_lines(lines)
    assert as_lines(lines) != (*lines, LINES[0])
