"""The states of a stock-take, who sees what, and what a scope says."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise, product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.access import Role
from inventory.campaign import (
    OPEN,
    RULES,
    Scope,
    Status,
    Step,
    end_of_day,
    may,
    possible,
    scope_from_json,
    sees_expected,
)

NAMES = st.lists(st.text(min_size=1, max_size=5), max_size=3).map(tuple)
SCOPES = st.builds(
    Scope, NAMES, NAMES, NAMES, NAMES, NAMES, st.none() | st.decimals(0, 10**6, places=2, allow_nan=False)
)

# Every step that may be taken in a state, and the least role for it; what is not here is refused.
TABLE = {
    Status.COUNTING: "count=COUNTER assign=MANAGER decide=MANAGER recount=MANAGER review=MANAGER take_in=MANAGER "
    "close=MANAGER",
    Status.RECOUNT: "count=COUNTER assign=MANAGER decide=MANAGER recount=MANAGER review=MANAGER take_in=MANAGER "
    "close=MANAGER",
    Status.REVIEW: "decide=MANAGER recount=MANAGER take_in=MANAGER close=MANAGER",
    Status.CLOSED: "reopen=ADMIN archive=MANAGER",
    Status.ARCHIVED: "",
}


def least(status: Status, step: Step) -> Role | None:
    said = dict(word.split("=") for word in TABLE[status].split())
    name = said.get(step.name.lower())
    return Role[name] if name else None


@pytest.mark.parametrize(("status", "step"), list(product(Status, Step)))
def test_a_step_is_for_its_role_and_those_above_and_only_in_its_states(status: Status, step: Step) -> None:
    needed = least(status, step)

    allowed = {role for role in Role if may(step, status, role)}

    assert allowed == (set() if needed is None else {role for role in Role if role >= needed})


def test_every_open_state_can_be_left_for_the_next_and_the_archive_for_none() -> None:
    reached = {status: {RULES[step].leads_to for step in possible(status)} - {None} for status in Status}

    for before, after in pairwise((Status.COUNTING, Status.REVIEW, Status.CLOSED, Status.ARCHIVED)):
        assert after in reached[before]
    assert not reached[Status.ARCHIVED]


@pytest.mark.parametrize(("status", "role"), list(product(Status, Role)))
def test_in_a_blind_count_only_managers_see_what_is_expected_until_counting_is_over(
    status: Status, role: Role
) -> None:
    counted = status in {Status.COUNTING, Status.RECOUNT}

    assert sees_expected(True, status, role) == (role >= Role.MANAGER or not counted)
    assert sees_expected(False, status, role)


@given(SCOPES)
def test_a_scope_comes_back_from_json_as_it_went(scope: Scope) -> None:
    assert scope_from_json(scope.as_json()) == scope


def test_a_scope_that_leaves_nothing_out_says_nothing() -> None:
    assert Scope().as_json() == {}
    assert not Scope(rooms=("201",), buildings=("A",)).chooses_things
    assert Scope(value_from=Decimal(0)).chooses_things


def test_the_cut_off_day_ends_where_the_school_is() -> None:
    ends = end_of_day(date(2026, 12, 31), ZoneInfo("Asia/Shanghai"))

    assert ends.astimezone(UTC) == datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)


def test_findings_change_only_in_the_states_before_the_close() -> None:
    assert {Status.COUNTING, Status.RECOUNT, Status.REVIEW} == OPEN
