"""Lines of a document: pieces of a card that go the same way stand on one line."""

from decimal import Decimal

from inventory.ids import AssetId, new_id
from inventory.papers import PaperLine, Side, gathered
from inventory.register import ItemState

DESKS = AssetId(new_id())
AT_HOME = Side("201", "张敏", ItemState.IN_USE)
GONE = Side("202", "王芳", ItemState.IN_USE)


def piece(position: int, cost: str | None = "185.00", after: Side = GONE) -> PaperLine:
    price = None if cost is None else Decimal(cost)
    return PaperLine(DESKS, "TY2019", "课桌椅", "", (position,), price, AT_HOME, after)


def test_pieces_that_go_the_same_way_share_a_line_with_their_cost() -> None:
    (line,) = gathered([piece(1), piece(2), piece(3)])

    assert ((1, 2, 3), Decimal("555.00")) == (line.positions, line.cost)


def test_a_piece_that_goes_another_way_has_a_line_of_its_own() -> None:
    lines = gathered([piece(1), piece(2, after=AT_HOME), piece(3)])

    assert [(1,), (2,), (3,)] == [line.positions for line in lines]


def test_what_the_books_give_no_cost_has_none() -> None:
    (line,) = gathered([piece(1, cost=None), piece(2, cost=None)])

    assert line.cost is None
