"""Sheets and rolls: where each label stands."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.labels.media import SHEETS, LabelsDoNotFit, LabelTooSmall, Roll, Sheet, places


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
@given(count=st.integers(1, 200), start=st.integers(1, 65))
def test_every_label_stands_on_the_paper_and_on_no_other(sheet: Sheet, count: int, start: int) -> None:
    start = min(start, sheet.labels)

    placed = list(places(sheet, count, start))

    assert list(range(count)) == [number for number, *_ in placed]
    assert len({(page, x, y) for _, page, x, y in placed}) == count
    assert all(0 <= x <= 210.1 - sheet.width and 0 <= y <= 297.1 - sheet.height for _, _, x, y in placed)
    assert placed[-1][1] == (start - 1 + count - 1) // sheet.labels


def test_a_partly_used_sheet_goes_on_where_it_is_unused() -> None:
    sheet = SHEETS["3x8"]

    first, second, *_, last = places(sheet, 20, start=6)

    assert first == (0, 0, 140.0, 37.5)
    assert second == (1, 0, 0.0, 74.5)
    assert last == (19, 1, 0.0, 0.5)


def test_a_roll_has_one_label_after_the_other() -> None:
    placed = list(places(Roll(60, 40), 3, start=2))

    assert [(0, 0, 0.0, 0.0), (1, 1, 0.0, 0.0), (2, 2, 0.0, 0.0)] == placed


def test_labels_that_reach_over_their_sheet_are_refused_with_both_sizes() -> None:
    with pytest.raises(LabelsDoNotFit, match="together they are 220 × 296 mm, and the paper is 210 × 297 mm"):
        Sheet(3, 8, 70, 37, left=10, top=0)


@pytest.mark.parametrize(
    "wrong", [{"columns": 0}, {"rows": -1}, {"left": -5}, {"down": float("nan")}, {"paper_width": 1e9}]
)
def test_a_sheet_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(LabelsDoNotFit):
        replace(SHEETS["3x8"], **wrong)


@pytest.mark.parametrize("size", [(5, 40), (60, 2), (1000, 40), (float("nan"), 40)])
def test_a_label_nobody_could_read_is_refused(size: tuple[float, float]) -> None:
    with pytest.raises(LabelTooSmall):
        Roll(*size)
