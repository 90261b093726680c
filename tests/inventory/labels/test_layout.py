"""Layouts: kept and taken out again, and what a label says by them."""

from dataclasses import replace
from typing import Any

import pytest

from inventory.labels.face import face
from inventory.labels.layout import STARTERS, Content, Field, Layout, Line, SizesOutOfRange, as_json, from_json
from inventory.labels.media import Roll
from tests.inventory.labels.things import EPC, NAMES, thing

LAYOUT = Layout(
    Roll(60, 40), (Line(Field.NAME, 10, bold=True), Line(Field.SERIAL, 7), Line(Field.ROOM, 7, named=True))
)


@pytest.mark.parametrize("layout", STARTERS.values(), ids=STARTERS)
def test_a_layout_is_the_same_after_it_was_kept(layout: Layout) -> None:
    kept = as_json(layout)

    assert from_json(kept) == layout


@pytest.mark.parametrize(
    "wrong", [{"lines": (Line(Field.NAME, 1),)}, {"code_size": float("nan")}, {"bars_height": 1000}]
)
def test_a_layout_nobody_could_read_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SizesOutOfRange, match="Type is from 4 to 48 points"):
        replace(LAYOUT, **wrong)


def test_a_label_says_the_fields_in_their_order_and_leaves_out_what_is_not_known() -> None:
    name, room = face(thing(), LAYOUT, NAMES).lines

    assert ("", "投影仪", 10, True) == (name.name, name.text, name.size, name.bold)
    assert ("[room]", "201 计算机教室") == (room.name, room.text)


@pytest.mark.parametrize(
    ("content", "held"),
    [
        (Content.NOTHING, ""),
        (Content.NUMBER, "ZC-2024-00001"),
        (Content.EPC, EPC),
        (Content.ADDRESS, "https://rollcall.school.example/things/00000000-0000-0000-0000-000000000001"),
    ],
)
def test_the_code_holds_what_the_layout_says(content: Content, held: str) -> None:
    assert held == face(thing(), replace(LAYOUT, code=content), NAMES).code


def test_a_thing_without_a_tag_has_no_code_of_its_tag() -> None:
    label = face(thing(epc=None), replace(LAYOUT, code=Content.EPC), NAMES)

    assert ("", None) == (label.code, label.epc)
