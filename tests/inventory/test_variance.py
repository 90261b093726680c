"""What is short and what is over, card by card, after what people decided."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.decisions import ALLOWED, Choice
from inventory.details import Cause
from inventory.findings import Kind
from inventory.ids import AssetId, ItemId, new_id
from inventory.sections import is_expected
from inventory.standing import Line
from inventory.variance import Result, result_of, variances
from tests.service.pages.made_up import line

CARDS = [AssetId(UUID(int=number)) for number in (1, 2, 3)]


def desks(*kinds: Kind, decision: str | None = None, reason: str = "") -> tuple[Line, ...]:
    """Pieces of one card that cost 100 yuan each, 40 of them written down; what is missing is decided."""
    return tuple(
        line(
            kind,
            "101",
            None,
            asset=CARDS[0],
            item=ItemId(new_id()),
            cost=Decimal(100),
            accumulated=Decimal(40),
            decision=decision if kind is Kind.MISSING else None,
            reason=reason if kind is Kind.MISSING else "",
        )
        for kind in kinds
    )


def test_of_48_desks_with_47_found_one_is_short_with_its_share_of_the_amounts() -> None:
    card = desks(*[Kind.VERIFIED] * 47, Kind.MISSING, decision="confirm shortage", reason="moved out in summer")

    (short,) = variances(card).shortages

    assert (short.booked, short.counted, short.worth.pieces) == (48, 47, 1)
    assert (short.worth.cost, short.worth.accumulated, short.worth.net) == (Decimal(100), Decimal(40), Decimal(60))
    assert short.causes == ("moved out in summer",)


def test_what_is_missing_and_not_decided_is_no_shortage_and_stands_apart() -> None:
    found = variances(desks(Kind.VERIFIED, Kind.MISSING, Kind.MISSING))

    assert found.shortages == ()
    assert [(open_.booked, open_.counted, open_.worth.pieces) for open_ in found.undecided] == [(3, 1, 2)]


def test_what_is_to_be_looked_for_again_is_not_decided() -> None:
    (open_,) = variances(desks(Kind.MISSING, decision="look again")).undecided

    assert open_.result is Result.UNDECIDED


def test_a_tag_that_is_to_be_registered_is_a_surplus_with_the_value_that_was_said() -> None:
    tag = line(Kind.UNKNOWN_TAG, None, "101", decision="register", details={"name": "书柜", "cost": "800.00"})

    (over,) = variances([tag]).surpluses

    assert (over.booked, over.counted, over.worth.cost, over.worth.net) == (0, 1, Decimal(800), Decimal(800))


def test_a_surplus_nobody_can_value_stands_at_one_yuan() -> None:
    (over,) = variances([line(Kind.UNKNOWN_TAG, None, "101", decision="register")]).surpluses

    assert over.worth.cost == Decimal(1)


def test_causes_of_the_list_and_somebodys_own_words_stand_beside_each_other_once() -> None:
    card = desks(Kind.MISSING, Kind.MISSING, decision="confirm shortage", reason="reported to the police")
    stolen = tuple(replace(piece, details={"cause": Cause.STOLEN.value}) for piece in card)

    (short,) = variances(stolen).shortages

    assert short.causes == (Cause.STOLEN, "reported to the police")


@pytest.mark.parametrize(
    ("kind", "decision", "result"),
    [
        (Kind.VERIFIED, None, Result.MATCHED),
        (Kind.MOVED, None, Result.MATCHED),
        (Kind.ACCOUNTED, None, Result.MATCHED),
        (Kind.MISSING, None, Result.UNDECIDED),
        (Kind.MISSING, "seen by hand", Result.MATCHED),
        (Kind.MISSING, "was out", Result.MATCHED),
        (Kind.MISSING, "confirm shortage", Result.SHORTAGE),
        (Kind.UNTAGGED, "confirm shortage", Result.SHORTAGE),
        (Kind.NOT_COVERED, None, None),
        (Kind.DOUBTFUL, None, None),
        (Kind.UNKNOWN_TAG, None, Result.UNDECIDED),
        (Kind.UNKNOWN_TAG, "register", Result.SURPLUS),
        (Kind.UNKNOWN_TAG, "not ours", None),
        (Kind.RETIRED_BUT_SEEN, None, None),
    ],
)
def test_a_finding_comes_to_this_with_its_decision(kind: Kind, decision: str | None, result: Result | None) -> None:
    assert result_of(line(kind, "101", "101", decision=decision)) is result


@st.composite
def decided(draw: st.DrawFn) -> Line:
    kind = draw(st.sampled_from(list(Kind)))
    fitting = sorted(ALLOWED[kind] - {Choice.WITHDRAWN})
    decision = draw(st.none() | st.sampled_from(fitting))
    card = None if kind is Kind.UNKNOWN_TAG else draw(st.sampled_from(CARDS))
    return line(kind, "101", "102", draw(st.integers(1, 9)), asset=card, decision=decision)


@given(st.lists(decided(), max_size=30))
def test_every_piece_is_at_variance_at_most_once_and_no_card_counts_more_than_it_has(lines: list[Line]) -> None:
    found = variances(lines)

    at_variance = Counter(result_of(each) for each in lines)
    for result, of in ((Result.SHORTAGE, found.shortages), (Result.UNDECIDED, found.undecided)):
        assert sum(variance.worth.pieces for variance in of) == at_variance[result]
    for variance in (*found.shortages, *found.undecided):
        if variance.line.item is not None:
            assert variance.counted + variance.worth.pieces <= variance.booked
    booked = {v.line.asset: v.booked for v in (*found.shortages, *found.undecided) if v.line.item is not None}
    assert sum(booked.values()) <= sum(map(is_expected, lines))
