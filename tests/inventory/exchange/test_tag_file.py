"""Files that say which tag is on what: their columns, and what becomes of each line."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.exchange.tag_assigning import Assignment, Candidate, assign
from inventory.exchange.tag_file import Says, guess_columns, read_lines
from inventory.exchange.tag_list import read_table
from inventory.ids import AssetId, ItemId
from inventory.tagging import Bearer, Bears, Named
from inventory.tags import Tag

A, B, C = (Tag(f"ABCD0011223344556677889{last}") for last in "ABC")


def item(number: int) -> ItemId:
    """A piece by its number."""
    return ItemId(UUID(int=number))


def card(pieces: int, *, carrying: int = 0, gone: bool = False, first: int = 1, asset: int = 1) -> list[Candidate]:
    """A card of so many pieces, the first of which carry tags."""
    return [Candidate(item(first + n), AssetId(UUID(int=asset)), n + 1, gone, n < carrying) for n in range(pieces)]


def assigned(text: str, by_number: dict[str, list[Candidate]], on: dict[Tag, Named] | None = None) -> Assignment:
    """What becomes of the lines of the file."""
    table = read_table("tags.csv", text.encode())
    lines, doubts = read_lines(table, guess_columns(table))
    assert not doubts
    return assign(lines, by_number, on or {})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"资产编号,EPC,TID\nD-1,{A},E2801160\n", (Says.NUMBER, Says.TAG, Says.TID)),
        (f"epc,barcode,piece\n{A},D-1,2\n", (Says.TAG, Says.NUMBER, Says.PIECE)),
        (f"课桌,D-1,{A}\n课桌,D-2,{B}\n", (Says.NOTHING, Says.NUMBER, Says.TAG)),
        (f"名称,资产编号,件号,标签号\n课桌,D-1,1,{A}\n", (Says.NOTHING, Says.NUMBER, Says.PIECE, Says.TAG)),
    ],
)
def test_the_columns_are_guessed(text: str, says: tuple[Says, ...]) -> None:
    assert says == guess_columns(read_table("tags.csv", text.encode()))


def test_a_line_that_says_too_little_is_told_and_no_line_disappears() -> None:
    table = read_table("tags.csv", f"资产编号,件号,EPC\nD-1,,{A}\n,,{B}\nD-1,零,{C}\nD-1,,x\n".encode())

    lines, doubts = read_lines(table, guess_columns(table))

    assert (1, ["no_card", "bad_piece", "no_tag"]) == (len(lines), [doubt.code for doubt in doubts])


def test_tags_of_one_number_go_on_its_pieces_in_order_past_those_that_carry_one() -> None:
    plan = assigned(f"no,epc\nd-1,{A}\nD-1,{B}\n", {"D-1": card(3, carrying=1)})

    assert [(2, A), (3, B)] == [(each.position, each.tag) for each in plan.assigned]


def test_a_named_piece_gets_its_tag_and_may_get_several_of_one_file() -> None:
    plan = assigned(f"no,piece,epc\nD-1,2,{A}\nD-1,2,{B}\nD-1,,{C}\n", {"D-1": card(2)})

    assert [(2, A), (2, B), (1, C)] == [(each.position, each.tag) for each in plan.assigned]


def test_what_is_so_already_is_counted_and_nothing_is_done() -> None:
    on = {A: Named(Bearer(Bears.ITEM, item(1)), "desk", "D-1")}

    plan = assigned(f"no,epc\nD-1,{A}\n", {"D-1": card(1, carrying=1)}, on)

    assert (1, (), ()) == (plan.already, plan.assigned, plan.doubts)


@pytest.mark.parametrize(
    ("line", "cards", "code"),
    [
        (f"X,,{A}", {"D-1": card(1)}, "unknown_number"),
        (f"D-1,,{A}", {"D-1": [*card(1), *card(1, first=9, asset=2)]}, "several_cards"),
        (f"D-1,,{A}", {"D-1": card(1, gone=True)}, "gone"),
        (f"D-1,3,{A}", {"D-1": card(2)}, "no_such_piece"),
        (f"D-1,,{A}", {"D-1": card(1, carrying=1)}, "carries"),
        (f"D-1,1,{A}", {"D-1": card(2, carrying=1)}, "carries"),
        (f"D-1,,{A}", {"D-1": card(2, carrying=2)}, "all_carry"),
        (f"D-1,,{B}", {"D-1": card(1)}, "tag_on_other"),
        (f"D-1,,{A}\nD-1,,{A}", {"D-1": card(2)}, "tag_twice"),
    ],
)
def test_what_cannot_be_bound_is_told(line: str, cards: dict[str, list[Candidate]], code: str) -> None:
    on = {B: Named(Bearer(Bears.ROOM, UUID(int=7)), "", "202")}

    plan = assigned(f"no,piece,epc\n{line}\n", cards, on)

    assert [code] == [doubt.code for doubt in plan.doubts]


@given(st.lists(st.tuples(st.sampled_from(["D-1", "D-2", "X"]), st.sampled_from([A, B, C])), min_size=1, max_size=12))
def test_every_line_is_bound_so_already_or_told_and_no_tag_is_bound_twice(lines: list[tuple[str, Tag]]) -> None:
    text = "no,epc\n" + "".join(f"{number},{tag}\n" for number, tag in lines)
    cards = {"D-1": card(2), "D-2": card(1, first=9, asset=2)}

    plan = assigned(text, cards, {C: Named(Bearer(Bears.ITEM, item(1)), "desk", "D-1")})

    assert len(lines) == len(plan.assigned) + plan.already + len(plan.doubts)
    assert (
        len(plan.assigned) == len({each.tag for each in plan.assigned}) == len({each.item for each in plan.assigned})
    )
