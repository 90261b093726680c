"""Names in the order people look them up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.reading_order import by_reading


@pytest.mark.parametrize(
    "in_order",
    [
        ("财务室", "德育处", "教务处", "体育组", "总务处"),
        ("陈静", "李秀英", "王芳", "赵艳", "周建国"),
        ("一年级(2)班", "一年级(10)班", "二年级(1)班", "三年级(1)班", "十一年级"),
        ("高一1班", "高二1班", "高三1班"),
        ("Art", "biology", "Room 2", "Room 10", "总务处"),
        ("第1组", "第2组", "第十组", "第十二组", "第二十组"),
    ],
)
def test_names_stand_in_the_order_people_look_them_up(in_order: tuple[str, ...]) -> None:
    assert list(in_order) == sorted(set(in_order), key=by_reading)


def test_a_number_of_any_length_and_a_broken_character_have_a_place() -> None:
    assert ["9", "1" * 5_000, "\ud800"] == sorted(["\ud800", "1" * 5_000, "9"], key=by_reading)


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_names_can_be_sorted_and_the_order_does_not_depend_on_where_they_stood(names: list[str]) -> None:
    backwards = names[::-1]

    assert sorted(names, key=by_reading) == sorted(backwards, key=by_reading)
