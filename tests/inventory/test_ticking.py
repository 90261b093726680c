"""Pieces that cannot be told apart: which of them a tick means, and the list that is ticked off."""

from hypothesis import given
from hypothesis import strategies as st

from inventory.findings import Note
from inventory.ids import AssetId, RoomId, new_id
from inventory.reports import room_sheet
from inventory.ticking import Piece, checklist, next_piece, seen_in, settle
from tests.inventory.school import item, room
from tests.service.pages.made_up import made_up

CARD = AssetId(new_id())


def piece(name: str, where: RoomId) -> Piece:
    return Piece(item(name), CARD, "ZC-1", "课桌", where, "")


HERE, THERE = room("here"), room("there")
DESKS = [piece("a", THERE), piece("b", HERE), piece("c", HERE)]

names = st.sets(st.sampled_from("abc")).map(lambda chosen: {item(name) for name in chosen})


def test_a_tick_means_a_piece_booked_here_that_nobody_has_seen() -> None:
    assert DESKS[2] == next_piece(DESKS, HERE, ticked=(), seen={item("b")})


def test_when_all_booked_here_are_ticked_one_more_comes_from_elsewhere() -> None:
    assert DESKS[0] == next_piece(DESKS, HERE, ticked={item("b"), item("c")}, seen=())


def test_when_every_piece_is_ticked_there_is_none_left() -> None:
    assert next_piece(DESKS, HERE, ticked={item(name) for name in "abc"}, seen=()) is None


@given(names, names, st.integers(0, 5))
def test_after_settling_just_so_many_are_ticked(ticked: set[object], seen: set[object], count: int) -> None:
    more, less = settle(DESKS, HERE, ticked, seen, count)  # type: ignore[arg-type]  # sets of ids

    after = (ticked | {piece.item for piece in more}) - {piece.item for piece in less}
    assert min(count, 3) == len(after)
    assert not more or not less


def test_the_list_of_a_room_has_a_line_for_each_card_those_to_be_seen_first() -> None:
    sheet = room_sheet(made_up(), "101")

    cards = checklist(sheet)

    assert sheet.figures.expected == sum(card.expected for card in cards)
    assert sheet.figures.seen == sum(card.seen for card in cards)
    assert sorted(card.complete for card in cards) == [card.complete for card in cards]


def test_what_was_ticked_is_counted_apart_from_what_was_heard() -> None:
    standing = made_up()
    by_hand = [x for x in standing.lines if Note.SEEN_BY_HAND in x.notes and x.booked_room == "101"]

    cards = checklist(room_sheet(standing, "101"))

    assert len(by_hand) == sum(card.by_hand for card in cards)


def test_what_was_seen_in_a_room_is_told_by_name_wherever_it_is_booked() -> None:
    standing = made_up()

    seen = seen_in(room_sheet(standing, "101"))

    booked_anywhere = {x.item for x in standing.lines if x.item and x.seen_room == "101"}
    assert booked_anywhere == {line.item for line in seen if line.item}
    assert [line.name for line in seen if line.item] == sorted(line.name for line in seen if line.item)
