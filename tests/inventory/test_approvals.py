"""Whose signatures a document needs, and in whose name somebody may sign."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.access import Role
from inventory.approvals import (
    Case,
    Delegation,
    Level,
    NotYours,
    OwnSlip,
    Route,
    Signer,
    Signing,
    route_for,
    signs_for,
)

TODAY = date(2026, 11, 20)
BY_ROLE, BY_NAME = Level("主任", role=Role.MANAGER), Level("校长", ("head",))
HEAD = Signer("head", Role.VIEWER)

TABLE = [
    (BY_ROLE, Signer("Ben", Role.VIEWER), NotYours),
    (BY_ROLE, Signer("Ben", Role.COUNTER), NotYours),
    (BY_ROLE, Signer("Ben", Role.MANAGER), "Ben"),
    (BY_ROLE, Signer("Ben", Role.ADMIN), "Ben"),
    (BY_ROLE, Signer("Ada", Role.MANAGER), OwnSlip),
    (BY_NAME, Signer("Ben", Role.ADMIN), NotYours),
    (BY_NAME, HEAD, "head"),
]


def outcome(level: Level, signer: Signer, signing: Signing) -> object:
    """In whose name they sign, or why not."""
    try:
        return signs_for(level, signer, signing)
    except (NotYours, OwnSlip) as error:
        return type(error)


@pytest.mark.parametrize(("level", "signer", "expected"), TABLE)
def test_a_signature_is_given_by_the_named_or_by_the_role_and_never_by_who_asks(
    level: Level, signer: Signer, expected: object
) -> None:
    assert outcome(level, signer, Signing("Ada", TODAY)) == expected


def test_who_asks_may_sign_where_the_route_says_so() -> None:
    signing = Signing("Ada", TODAY, asker_may=True)

    assert signs_for(BY_ROLE, Signer("Ada", Role.MANAGER), signing) == "Ada"


def test_nobody_signs_own_documents_through_a_deputy_either_way() -> None:
    to_ada = Delegation(HEAD, "Ada", TODAY, TODAY)
    from_ada = Delegation(Signer("Ada", Role.MANAGER), "Ben", TODAY, TODAY)

    assert outcome(BY_NAME, Signer("Ada", Role.MANAGER), Signing("Ada", TODAY, [to_ada])) is OwnSlip
    assert outcome(BY_ROLE, Signer("Ben", Role.VIEWER), Signing("Ada", TODAY, [from_ada])) is OwnSlip


@given(first=st.integers(-3, 3), length=st.integers(0, 3), day=st.integers(-5, 5))
def test_a_deputy_signs_on_the_days_of_the_delegation_and_on_no_other(first: int, length: int, day: int) -> None:
    since = TODAY + timedelta(days=first)
    lent = Delegation(HEAD, "Ben", since, since + timedelta(days=length))

    signed = outcome(BY_NAME, Signer("Ben", Role.VIEWER), Signing("Ada", TODAY + timedelta(days=day), [lent]))

    assert signed == ("head" if first <= day <= first + length else NotYours)


ROUTES = st.builds(
    Route,
    kind=st.sampled_from(["", "transfer", "loan"]),
    worth=st.sampled_from([Decimal(0), Decimal(500), Decimal(5000)]),
    categories=st.sampled_from([(), ("2",), ("2010",)]),
    since=st.sampled_from([TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]),
    until=st.sampled_from([None, TODAY - timedelta(days=1), TODAY]),
    levels=st.just((BY_ROLE,)),
)
CASES = st.builds(
    Case,
    kind=st.sampled_from(["transfer", "loan", "repair"]),
    worth=st.sampled_from([Decimal(0), Decimal("499.99"), Decimal(500), Decimal(9000)]),
    categories=st.sampled_from([frozenset(), frozenset({"2010104"}), frozenset({"3", "2"})]),
    day=st.just(TODAY),
)


def test_a_program_called_like_somebody_signs_for_nobody() -> None:
    (name,) = BY_NAME.accounts
    named = Signer(name, Role.MANAGER, program=True)
    deputy = Delegation(Signer("x", Role.ADMIN), name, TODAY, TODAY)

    assert not BY_NAME.asks(named)
    assert not deputy.lends(named, TODAY)
    assert BY_ROLE.asks(named) == BY_ROLE.asks(replace(named, program=False))


@given(routes=st.lists(ROUTES, max_size=6), case=CASES)
def test_the_chosen_route_fits_and_none_that_fits_begins_at_a_higher_worth(routes: list[Route], case: Case) -> None:
    chosen = route_for(routes, case)

    fitting = [route for route in routes if route.fits(case)]
    assert (chosen is None) == (not fitting)
    assert chosen is None or (chosen.fits(case) and chosen.worth == max(route.worth for route in fitting))


@given(routes=st.lists(ROUTES, max_size=6), case=CASES)
def test_what_costs_more_is_never_signed_less_strictly(routes: list[Route], case: Case) -> None:
    cheap, dear = route_for(routes, case), route_for(routes, replace(case, worth=case.worth + 10_000))

    assert cheap is None or (dear is not None and dear.worth >= cheap.worth)


@given(route=ROUTES)
def test_a_level_is_read_as_it_was_stored(route: Route) -> None:
    assert tuple(Level.of(level.plain()) for level in (*route.levels, BY_NAME)) == (*route.levels, BY_NAME)
