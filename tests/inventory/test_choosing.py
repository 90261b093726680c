"""Choosing things line by line: so many pieces of a card that stand alike."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from inventory.choosing import Pick, Piece, lines, next_of, pick, picked, token
from inventory.ids import AssetId, ItemId
from inventory.register import ItemState

DESKS = AssetId(UUID(int=1))


def desk(position: int, room: str = "201", state: ItemState = ItemState.IN_USE) -> Piece:
    return Piece(ItemId(UUID(int=100 + position)), DESKS, position, room, "李强", state)


PIECES = {DESKS: [*(desk(n) for n in range(1, 9)), *(desk(n, "202") for n in range(9, 13))]}


def positions(chosen: list[Piece]) -> list[int]:
    return [piece.position for piece in chosen]


@given(st.sets(st.integers(1, 999), min_size=1))
def test_a_line_goes_to_the_form_and_comes_back(numbers: set[int]) -> None:
    assert Pick(DESKS, tuple(sorted(numbers)), len(numbers)) == pick(token(numbers, DESKS))


def test_what_is_no_line_means_nothing() -> None:
    assert [None] * 4 == [pick(word) for word in ("", "desks", f"{DESKS.hex}:", f"{DESKS.hex}:1-2-3")]


def test_more_pieces_of_a_line_are_others_that_stand_like_it() -> None:
    assert [2, 1, 3] == positions(picked([Pick(DESKS, (2,), 3)], PIECES))
    assert [2, 1, 3, 4, 5, 6, 7, 8] == positions(picked([Pick(DESKS, (2,), 99)], PIECES))


def test_fewer_pieces_of_a_line_are_its_first() -> None:
    assert [9, 10] == positions(picked([Pick(DESKS, (9, 10, 11), 2)], PIECES))
    assert [] == picked([Pick(DESKS, (9, 10, 11), 0)], PIECES)


def test_two_lines_never_choose_one_piece_twice() -> None:
    assert [1, 2, 3] == sorted(positions(picked([Pick(DESKS, (1,), 2), Pick(DESKS, (1, 3), 2)], PIECES)))


def test_what_stands_alike_is_one_line_of_so_many() -> None:
    shown = lines([PIECES[DESKS][0], PIECES[DESKS][9], PIECES[DESKS][1]], PIECES)

    assert [(2, 8), (1, 4)] == [(line.count, line.of) for line in shown]


def test_a_number_of_several_means_one_that_can_be_asked_for_and_is_not_chosen_yet() -> None:
    lent, first, second = desk(1, state=ItemState.LENT), desk(2), desk(3)
    takes = {ItemState.IN_USE}

    assert second == next_of([lent, first, second], {first.item}, takes)
    assert lent == next_of([lent, first], {first.item}, takes)
    assert next_of([first], {first.item}, takes) is None
