"""The books of rooms: each piece in one of them, each fen in one of them."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.books import Place, RoomBook, room_books
from inventory.register import ItemState, Piece, RegisterRow
from tests.inventory.exchange.random_cards import cards

DESKS = RegisterRow(0, None, "A-1", "课桌")._replace(
    category_scheme="GB/T 14885",
    category_edition="2022",
    category_code="A05010203",
    cost=Decimal("100.00"),
    quantity=3,
    pieces=(Piece("201", "李强"), Piece("202"), Piece("202", "王芳", state=ItemState.RETIRED)),
)
SCREEN = RegisterRow(0, None, "A-2", "投影仪")._replace(cost=None, quantity=1, pieces=(Piece(""),))
ROOMS = [Place("201"), Place("202"), Place("203")]


def held(book: RoomBook) -> list[tuple[str, int, Decimal | None, tuple[str, ...]]]:
    return [(each.card.asset_no, each.pieces, each.cost, each.keepers) for each in book.held]


def test_a_card_is_in_the_ledger_of_each_room_with_the_pieces_it_has_there() -> None:
    books = room_books(ROOMS, [DESKS])

    assert [("A-1", 1, Decimal("33.34"), ("李强",))] == held(books[0])
    assert [("A-1", 1, Decimal("33.33"), ())] == held(books[1])
    assert [] == held(books[2])


def test_what_is_booked_in_no_room_has_a_book_of_its_own() -> None:
    *_, last = room_books(ROOMS, [DESKS, SCREEN])

    assert ("", [("A-2", 1, None, ())]) == (last.room.code, held(last))


@settings(max_examples=30)
@given(st.lists(cards(), max_size=4))
def test_every_piece_on_the_books_and_every_fen_of_it_is_in_one_book(rows: list[RegisterRow]) -> None:
    books = room_books(ROOMS, rows)

    on_the_books = [[piece for piece in row.pieces if piece.state is not ItemState.RETIRED] for row in rows]
    whole = sum(
        (row.cost for row, left in zip(rows, on_the_books, strict=True) if row.cost and len(left) == row.quantity)
    )
    found = [each for book in books for each in book.held]
    assert sum(map(len, on_the_books)) == sum(each.pieces for each in found)
    assert whole <= sum((each.cost for each in found if each.cost), Decimal(0))
