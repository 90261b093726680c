"""Splitting and merging cards keeps every total to the fen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.splitting import Batch, CannotSplit, ValueOfOneUnknown, split, together

yuan = st.decimals(0, 10**7, places=2)


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    cost = draw(st.none() | yuan)
    accumulated = None if cost is None else draw(st.none() | st.decimals(0, cost, places=2))
    return Batch(draw(st.integers(2, 500)), cost, accumulated)


def test_the_part_takes_its_share_and_the_card_keeps_the_fen_that_is_over() -> None:
    rest, part = split(Batch(3, Decimal("100.00"), Decimal("50.00")), 1)

    assert Batch(1, Decimal("33.33"), Decimal("16.67")) == part
    assert Batch(2, Decimal("66.67"), Decimal("33.33")) == rest


@given(batches(), st.data())
def test_what_was_split_and_is_merged_is_what_it_was(whole: Batch, data: st.DataObject) -> None:
    rest, part = split(whole, data.draw(st.integers(1, whole.pieces - 1)))

    assert whole == together(rest, part)


@given(batches(), st.data())
def test_no_part_is_written_down_by_more_than_it_cost(whole: Batch, data: st.DataObject) -> None:
    for part in split(whole, data.draw(st.integers(1, whole.pieces - 1))):
        assert part.accumulated is None or (part.cost is not None and 0 <= part.accumulated <= part.cost)


@given(batches(), st.data())
def test_any_splits_and_merges_keep_the_totals(whole: Batch, data: st.DataObject) -> None:
    cards = [whole]
    for _ in range(data.draw(st.integers(1, 12))):
        card = cards.pop(data.draw(st.integers(0, len(cards) - 1)))
        if card.pieces > 1 and (not cards or data.draw(st.booleans())):
            cards.extend(split(card, data.draw(st.integers(1, card.pieces - 1))))
        else:
            cards.append(together(card, cards.pop()) if cards else card)

    total = cards[0]
    for card in cards[1:]:
        total = together(total, card)
    assert whole == total


@pytest.mark.parametrize("pieces", [-1, 0, 3, 4])
def test_a_part_is_neither_nothing_nor_all(pieces: int) -> None:
    with pytest.raises(CannotSplit):
        split(Batch(3, None, None), pieces)


def test_a_known_and_an_unknown_value_have_no_sum() -> None:
    with pytest.raises(ValueOfOneUnknown):
        together(Batch(1, Decimal(1), None), Batch(1, None, None))
