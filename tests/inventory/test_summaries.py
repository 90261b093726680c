"""The findings added up by department, category, building and keeper."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.findings import Kind
from inventory.sections import is_expected
from inventory.standing import Line
from inventory.summaries import PARTS, By, Group, summary
from inventory.valuation import together, worth
from tests.service.pages.made_up import line, made_up

STANDING = made_up()
CODES = [room.code for room in STANDING.rooms]
NAMES = st.sampled_from(["", "总务处", "教务处"])


@st.composite
def findings(draw: st.DrawFn) -> Line:
    kind = draw(st.sampled_from(list(Kind)))
    found = line(
        kind,
        draw(st.sampled_from([*CODES, None])),
        draw(st.sampled_from([*CODES, None])),
        draw(st.integers(1, 9)),
        department=draw(NAMES),
        category=draw(NAMES),
        keeper=draw(NAMES),
        accumulated=draw(st.none() | st.just(Decimal(10))),
    )
    decision = draw(st.sampled_from([None, "register"])) if kind is Kind.UNKNOWN_TAG else None
    return replace(found, decision=decision)


lines = st.lists(findings(), max_size=30)


@pytest.mark.parametrize("by", By)
@given(lines)
def test_the_totals_are_the_sums_of_the_rows(by: By, found: list[Line]) -> None:
    summed = summary(replace(STANDING, lines=tuple(found)), by)

    for group in Group:
        assert summed.total[group] == together(row.amounts[group] for row in summed.rows)


@given(lines)
def test_what_is_booked_is_every_expected_thing_and_the_sum_of_what_became_of_it(found: list[Line]) -> None:
    summed = summary(replace(STANDING, lines=tuple(found)), By.DEPARTMENT)

    assert summed.total[Group.BOOKED] == together(summed.total[group] for group in PARTS)
    assert summed.total[Group.BOOKED] == together(worth(x.cost, x.accumulated) for x in found if is_expected(x))


@given(lines)
def test_however_the_things_are_sorted_the_totals_are_the_same(found: list[Line]) -> None:
    now = replace(STANDING, lines=tuple(found))

    totals = [summary(now, by).total for by in By]

    assert all(total == totals[0] for total in totals)


def test_a_thing_stands_in_the_building_it_is_booked_in_and_a_foreign_tag_where_it_was_heard() -> None:
    moved = line(Kind.MOVED, "101", "实101")
    foreign = line(Kind.UNKNOWN_TAG, None, "实101", decision="register")

    rows = summary(replace(STANDING, lines=(moved, foreign)), By.BUILDING).rows

    assert {row.name: row.amounts[Group.BOOKED].pieces for row in rows} == {"教学楼": 1, "实验楼": 0}
    assert rows[0].amounts[Group.SURPLUS].pieces + rows[1].amounts[Group.SURPLUS].pieces == 1


def test_what_has_no_name_stands_last() -> None:
    found = tuple(line(Kind.VERIFIED, "101", "101", department=name) for name in ("", "总务处", "教务处"))

    rows = summary(replace(STANDING, lines=found), By.DEPARTMENT).rows

    assert [row.name for row in rows][-1] == ""
