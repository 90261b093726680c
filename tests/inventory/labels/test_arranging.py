"""Where codes and words stand: inside the label, apart from each other, on whole dots."""

from hypothesis import given
from hypothesis import strategies as st

from inventory.labels.arranging import BARS_QUIET, QR_QUIET, Arrangement, Box, Room, arrange

ROOMS = st.builds(
    Room, st.floats(15, 200), st.floats(8, 200), st.sampled_from([0.0, 25.4 / 203, 25.4 / 300, 25.4 / 600])
)
CLOSE = 1e-6


def arranged(room: Room, code: int, bars: int) -> Arrangement:
    return arrange(room, code_modules=code, code_size=20, bar_modules=bars, bars_height=7)


def inside(box: Box, room: Room, quiet: float = 0) -> bool:
    across = box.x >= quiet - CLOSE and box.x + box.width + quiet <= room.width + CLOSE
    return across and box.y >= -CLOSE and box.y + box.height <= room.height + CLOSE


@given(ROOMS, st.sampled_from([0, 21, 25, 41]), st.sampled_from([0, 90, 200, 400]))
def test_nothing_reaches_over_the_edge_or_into_each_other(room: Room, code: int, bars: int) -> None:
    made = arranged(room, code, bars)

    assert inside(made.words, room)
    assert made.words.width > 0
    if made.code:
        quiet = QR_QUIET * made.code.width / code
        assert inside(made.code, room)
        assert made.code.x + made.code.width + quiet <= made.words.x + CLOSE
        if made.bars:
            assert made.code.y + made.code.height + quiet <= made.bars.y + CLOSE
    if made.bars:
        assert inside(made.bars, room, BARS_QUIET * made.bars.width / bars)
        assert made.words.y + made.words.height <= made.bars.y + CLOSE


@given(ROOMS.filter(lambda room: room.dot > 0))
def test_every_module_is_a_whole_number_of_dots_and_begins_on_one(room: Room) -> None:
    made = arranged(room, 25, 120)

    for box, modules in ((made.code, 25), (made.bars, 120)):
        if box:
            for length in (box.x, box.y, box.width / modules):
                assert abs(length / room.dot - round(length / room.dot)) < 1e-6


def test_a_code_too_fine_for_scanners_is_left_out() -> None:
    made = arranged(Room(38.1, 21.2), code=101, bars=400)

    assert (None, None) == (made.code, made.bars)
    assert made.words.width == 38.1 - 3
