"""Small rules of the trade, each with its cases: walls, places, categories, tags."""

import pytest

from inventory.categories import scheme_of
from inventory.ids import RoomId, new_id
from inventory.locations import room_named
from inventory.rooms import RoomPlace, walls
from inventory.tags import as_tag


def test_rooms_at_neighbouring_positions_of_one_floor_share_a_wall() -> None:
    first, second, third, above, unplaced = (RoomId(new_id()) for _ in range(5))
    places = [
        RoomPlace(first, "A", 1, 1),
        RoomPlace(second, "A", 1, 2),
        RoomPlace(third, "B", 1, 3),
        RoomPlace(above, "A", 2, 2),
        RoomPlace(unplaced, "A", 1, None),
    ]

    assert frozenset({(first, second)}) == walls(places)


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("201", "201"),
        (" 201 ", "201"),
        ("211 副校长室", "211"),
        ("综合楼 105 收发室", "105"),
        ("仙林B12-303", "303"),
        ("B12-303", "B12-303"),
        ("105 或 211", None),
        ("综合楼一层", None),
        ("2015", None),
        ("", None),
    ],
)
def test_a_place_means_the_only_room_it_names(text: str, room: str | None) -> None:
    rooms = {code: code for code in ("105", "201", "211", "303")} | (
        {"B12-303": "B12-303"} if text == "B12-303" else {}
    )

    assert room == room_named(text, rooms)


@pytest.mark.parametrize(
    ("code", "scheme"),
    [
        ("A02010105", ("GB/T 14885", "2022")),
        ("2010104", ("GB/T 14885", "2010")),
        ("A0201", ("own", "")),
        ("", ("own", "")),
    ],
)
def test_the_edition_of_a_category_is_told_from_its_code(code: str, scheme: tuple[str, str]) -> None:
    assert scheme == scheme_of(code)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("e28011606000020464a1b2c1", "E28011606000020464A1B2C1"),
        ("00000000", "00000000"),
        ("A" * 124, "A" * 124),
        ("A" * 126, None),
        ("E280116", None),
        ("E2801", None),
        ("E28011606000020464A1B2CG", None),
        ("１２３４５６７８", None),
        (" 12345678", None),
        ("", None),
    ],
)
def test_a_tag_is_eight_to_124_hexadecimal_digits_of_even_number(text: str, tag: str | None) -> None:
    assert tag == as_tag(text)
